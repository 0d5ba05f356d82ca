namespace KmCommons.Search.Index;

/// <summary>A piece of a text that shows why it was found. Plain text: whoever writes it into a page encodes it.</summary>
/// <param name="Text">The words shown, cut at words and never inside a cluster.</param>
/// <param name="Marks">The hits in <paramref name="Text"/>, in order, not touching.</param>
/// <param name="CutBefore">Whether the text goes on before.</param>
/// <param name="CutAfter">Whether the text goes on after.</param>
public sealed record Passage(string Text, IReadOnlyList<Range> Marks, bool CutBefore, bool CutAfter)
{
    /// <summary>How long a passage is, in letters: three lines on a phone.</summary>
    const int Wide = 180;
    /// <summary>How much of it stands before the first hit.</summary>
    const int Lead = 40;
    /// <summary>How far into a text is looked for the best passage.</summary>
    const int Deep = 20_000;

    /// <summary>How far a piece reaches beyond the passage for a space to begin and end at, so that its words are those of the whole text.</summary>
    const int Reach = 200;

    /// <summary>The best passage of a text: it holds the most weight of different terms, then more of them, then stands earlier. Only the piece around it is cut into words.</summary>
    internal static Passage Best(string whole, Marker marker)
    {
        var text = whole.Length <= Deep ? whole : whole[..Deep];
        var letters = marker.Letters(text);
        var best = BestFirst(letters);
        var (from, to) = best < 0 || letters[best].Start <= Lead + Lead / 2 ? (0, Wide + Lead) : (letters[best].Start - Lead, letters[best].Start - Lead + Wide + Lead);
        var (first, last) = (Before(text, from), After(text, Math.Min(to, text.Length)));
        var piece = text[first..last];
        var hits = marker.Hits(piece, out var words);
        if (words.Count == 0) return new Passage("", [], false, false);
        var start = from == 0 ? 0 : words.FirstOrDefault(word => word.Start >= from - first || word.End > from - first).Start;
        var end = last == text.Length && piece.Length - start <= Wide + Lead / 2 ? piece.Length : words.Where(word => word.End <= start + Wide || word.Start <= start).Select(word => word.End).DefaultIfEmpty(piece.Length).Last();
        // a word longer than the passage is cut after a cluster
        if (end > start + Wide * 2) for (end = start + Wide; Fold.IsMark(piece[end]);) end--;
        var shown = piece[..end].TrimEnd().Length;
        return new Passage(piece[start..Math.Max(start, shown)], [.. Joined(hits, start, shown)], first + start > 0, text.AsSpan(first + end).ContainsAnyExcept(" \n\t") || whole.Length > Deep);
    }

    // The last space before a place, or as far back as it is looked for; never inside a cluster
    static int Before(string text, int at)
    {
        var least = Math.Max(0, at - Reach);
        for (var i = at; i > least; i--)
            if (char.IsWhiteSpace(text[i - 1])) return i;
        while (least > 0 && (Fold.IsMark(text[least]) || char.IsLowSurrogate(text[least]))) least--;
        return least;
    }

    static int After(string text, int at)
    {
        var most = Math.Min(text.Length, at + Reach);
        for (var i = at; i < most; i++)
            if (char.IsWhiteSpace(text[i])) return i;
        while (most < text.Length && (Fold.IsMark(text[most]) || char.IsLowSurrogate(text[most]))) most++;
        return most;
    }

    /// <summary>Hits as ranges from <paramref name="start"/>, overlapping and touching ones as one, cut off outside.</summary>
    internal static IEnumerable<Range> Joined(IEnumerable<Marker.Hit> hits, int start, int end)
    {
        var (from, to) = (-1, -1);
        foreach (var hit in hits.Where(hit => hit.End > start && hit.Start < end).OrderBy(hit => hit.Start))
        {
            var (hitStart, hitEnd) = (Math.Max(start, hit.Start), Math.Min(end, hit.End));
            if (hitStart > to)
            {
                if (to > from) yield return new Range(from - start, to - start);
                from = hitStart;
            }
            to = Math.Max(to, hitEnd);
        }
        if (to > from) yield return new Range(from - start, to - start);
    }

    static int BestFirst(List<Marker.Hit> hits)
    {
        var (best, at) = (0f, -1);
        var seen = new Dictionary<int, int>();
        for (var first = 0; first < hits.Count; first++)
        {
            seen.Clear();
            var weight = 0f;
            for (var next = first; next < hits.Count && hits[next].End - hits[first].Start <= Wide - Lead; next++)
            {
                var times = seen[hits[next].Term] = seen.GetValueOrDefault(hits[next].Term) + 1;
                weight += times == 1 ? hits[next].Weight : times <= 3 ? hits[next].Weight / 10 : 0;
            }
            if (weight > best) (best, at) = (weight, first);
        }
        return at;
    }
}
