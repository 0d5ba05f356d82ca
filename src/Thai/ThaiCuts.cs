using System.Buffers;

namespace KmCommons.Thai;

/// <summary>Where a run of Thai letters is cut into words.</summary>
internal static class ThaiCuts
{
    /// <summary>ICU cuts nothing in a span of so few letters (its THAI_MIN_WORD_SPAN); such a span is shown to it with a word behind it.</summary>
    private const int UncutSpan = 4;
    private const string WordBehind = "และ";

    /// <summary>Marks the ends of the words of a run: <paramref name="cuts"/>[i] is true when a word ends before letter i; 0 and the length are true.</summary>
    /// <param name="run">Thai letters with their marks.</param>
    /// <param name="cuts">One longer than the run; overwritten.</param>
    internal static void Find(ReadOnlySpan<char> run, Span<bool> cuts)
    {
        cuts.Clear();
        cuts[0] = cuts[run.Length] = true;
        if (run.Length <= 2) return;
        if (run.Length <= UncutSpan) FindInShort(run, cuts);
        else FindInLong(run, cuts);
    }

    /// <summary>True when a word may end between these letters: never before a mark or a following vowel, never after a leading vowel.
    /// What is not Thai in a run of Thai is a combining mark.</summary>
    internal static bool MayCut(ReadOnlySpan<char> run, int at) =>
        at == 0 || at == run.Length
        || (ThaiLetter.IsThai(run[at]) && !ThaiLetter.IsMark(run[at]) && !ThaiLetter.IsFollowing(run[at]) && !ThaiLetter.IsLeading(run[at - 1]));

    private static void FindInLong(ReadOnlySpan<char> run, Span<bool> cuts)
    {
        var rented = run.Length <= 256 ? null : ArrayPool<int>.Shared.Rent(run.Length);
        var breaks = rented is null ? stackalloc int[run.Length] : rented.AsSpan();
        var count = IcuWords.OfThisThread.Breaks(run, breaks);
        foreach (var at in breaks[..count])
            if (MayCut(run, at)) cuts[at] = true;
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
    }

    private static void FindInShort(ReadOnlySpan<char> run, Span<bool> cuts)
    {
        Span<char> longer = stackalloc char[run.Length + WordBehind.Length];
        run.CopyTo(longer);
        WordBehind.CopyTo(longer[run.Length..]);
        Span<int> breaks = stackalloc int[longer.Length];
        breaks = breaks[..IcuWords.OfThisThread.Breaks(longer, breaks)];
        if (!breaks.Contains(run.Length)) return;
        // A single letter is no word: พอช is an abbreviation, not พอ and ช
        var start = 0;
        foreach (var at in breaks)
        {
            if (at > run.Length) break;
            if (at - start == 1) return;
            start = at;
        }
        foreach (var at in breaks)
            if (at < run.Length && MayCut(run, at)) cuts[at] = true;
    }
}
