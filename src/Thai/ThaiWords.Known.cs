namespace KmCommons.Thai;

public static partial class ThaiWords
{
    /// <summary>Whether a piece that <see cref="Split(string, WordList?)"/> cut out is a word of ICU's dictionary and no left-over: written twice, a word is cut in the middle, what ICU does not know runs together.</summary>
    /// <param name="word">Thai letters, at least two.</param>
    public static bool IsInDictionary(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 40) return false;
        Span<char> twice = stackalloc char[word.Length * 2 + 1];
        word.CopyTo(twice);
        word.CopyTo(twice[word.Length..]);
        Span<bool> cuts = stackalloc bool[twice.Length];
        ThaiCuts.Find(twice[..^1], cuts);
        return cuts[word.Length] && !cuts[1..word.Length].Contains(true) && !cuts[(word.Length + 1)..^1].Contains(true);
    }
}
