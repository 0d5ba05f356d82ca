namespace KmCommons.Thai;

/// <summary>Mends the order and the doubling of Thai vowels and marks: what looks the same on paper becomes the same characters.
/// Works in place, never makes text longer, and leaves alone a run of marks that holds a mark of another script (there NFC alone decides).</summary>
internal static class ThaiSpelling
{
    /// <summary>True when a Thai character after this one needs no mending as far as the pair can tell; may err on the side of false.</summary>
    internal static bool IsMendedPair(char previous, char c)
    {
        var rank = ThaiLetter.MarkRank(c);
        if (rank != 0)
            return !ThaiLetter.IsFollowing(previous) && c != ThaiLetter.Nikhahit && ThaiLetter.MarkRank(previous) < rank;
        return previous != c || !(ThaiLetter.IsFollowing(c) || ThaiLetter.IsLeading(c));
    }

    /// <summary>Mends a text in place and returns its new length.</summary>
    internal static int Mend(Span<char> text)
    {
        int from = 0, to = 0;
        while (from < text.Length)
        {
            var c = text[from];
            if (ThaiLetter.IsLeading(c))
            {
                var end = from;
                while (end < text.Length && ThaiLetter.IsLeading(text[end])) end++;
                to += MendLeading(text[from..end], text[to..]);
                from = end;
            }
            else if (IsTail(c) || ThaiLetter.ForeignMark(text[from..]) > 0)
            {
                var (end, foreign) = (from, false);
                while (end < text.Length)
                {
                    if (IsTail(text[end])) end++;
                    else if (ThaiLetter.ForeignMark(text[end..]) is var length and > 0) (end, foreign) = (end + length, true);
                    else break;
                }
                var run = text[from..end];
                var mended = foreign ? run.Length : MendTail(run);
                run[..mended].CopyTo(text[to..]);
                to += mended;
                from = end;
            }
            else text[to++] = text[from++];
        }
        return to;
    }

    private static bool IsTail(char c) => ThaiLetter.IsMark(c) || ThaiLetter.IsFollowing(c);

    /// <summary>เเ is แ, and a vowel before its consonant stands there once.</summary>
    private static int MendLeading(ReadOnlySpan<char> run, Span<char> to)
    {
        var length = 0;
        for (var i = 0; i < run.Length; i++)
        {
            var c = run[i];
            if (c == ThaiLetter.SaraE && i + 1 < run.Length && run[i + 1] == ThaiLetter.SaraE)
            {
                while (i + 1 < run.Length && run[i + 1] == ThaiLetter.SaraE) i++;
                c = ThaiLetter.SaraAe;
            }
            if (length == 0 || to[length - 1] != c) to[length++] = c;
        }
        return length;
    }

    /// <summary>What follows a consonant, marks and following vowels mixed: tones go before the first following vowel, marks into their order
    /// and once each, nikhahit and sara aa become sara am, a following vowel stands once.</summary>
    private static int MendTail(Span<char> run)
    {
        if (run.Length == 1) return 1;
        MoveTonesForward(run);
        int from = 0, to = 0;
        while (from < run.Length)
        {
            var end = from;
            while (end < run.Length && ThaiLetter.IsMark(run[end])) end++;
            var marks = OrderMarks(run[from..end]);
            run.Slice(from, marks).CopyTo(run[to..]);
            var vowels = end;
            while (end < run.Length && !ThaiLetter.IsMark(run[end])) end++;
            var hasNikhahit = run.Slice(to, marks).IndexOf(ThaiLetter.Nikhahit);
            if (vowels < end && hasNikhahit >= 0 && run[vowels] is ThaiLetter.SaraAa or ThaiLetter.SaraAm)
            {
                while (vowels + 1 < end && run[vowels + 1] == run[vowels]) vowels++;
                run[vowels] = ThaiLetter.SaraAm;
                run.Slice(to + hasNikhahit + 1, marks - hasNikhahit - 1).CopyTo(run[(to + hasNikhahit)..]);
                marks--;
            }
            to += marks;
            for (; vowels < end; vowels++)
                if (to == 0 || run[to - 1] != run[vowels])
                    run[to++] = run[vowels];
            from = end;
        }
        return to;
    }

    private static void MoveTonesForward(Span<char> run)
    {
        var first = run.IndexOfAny("\u0E30\u0E32\u0E33\u0E45");
        if (first < 0) return;
        var tones = 0;
        for (var i = first; i < run.Length; i++)
            if (ThaiLetter.IsTone(run[i])) tones++;
        if (tones == 0) return;
        // Walk backwards: everything but tones moves to the end, the tones are what is left over in front
        Span<char> kept = tones <= 64 ? stackalloc char[64] : new char[tones];
        int end = run.Length, taken = tones;
        for (var i = run.Length - 1; i >= first; i--)
            if (ThaiLetter.IsTone(run[i])) kept[--taken] = run[i];
            else run[--end] = run[i];
        kept[..tones].CopyTo(run[first..]);
    }

    /// <summary>Sorts by <see cref="ThaiLetter.MarkRank"/>, stable, each mark once. Counting by rank, so a flood of marks stays linear.</summary>
    private static int OrderMarks(Span<char> marks)
    {
        if (marks.Length < 2) return marks.Length;
        Span<char> ordered = stackalloc char[20];
        var length = 0;
        for (var rank = 1; rank <= 6; rank++)
            foreach (var c in marks)
                if (ThaiLetter.MarkRank(c) == rank && !ordered[..length].Contains(c))
                    ordered[length++] = c;
        ordered[..length].CopyTo(marks);
        return length;
    }
}
