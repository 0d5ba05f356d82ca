using KmCommons.Thai;

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

    /// <summary>The best passage of a text: it holds the most weight of different terms, then more of them, then stands earlier.</summary>
    internal static Passage Best(string whole, Marker marker)
    {
        var text = whole.Length <= Deep ? whole : whole[..Deep];
        var hits = marker.Hits(text);
        var words = marker.Words(text);
        if (words.Count == 0) return new Passage("", [], false, false);
        var first = BestFirst(hits);
        var start = first < 0 || hits[first].Start <= Lead + Lead / 2 ? 0 : words.First(word => word.Start >= hits[first].Start - Lead || word.End > hits[first].Start - Lead).Start;
        var end = text.Length - start <= Wide + Lead / 2 ? text.Length : words.Last(word => word.End <= start + Wide || word.Start <= start).End;
        // a word longer than the passage is cut after a cluster
        if (end > start + Wide * 2) for (end = start + Wide; Fold.IsMark(text[end]);) end--;
        return new Passage(text[start..end].TrimEnd(), [.. Joined(hits, start, text[..end].TrimEnd().Length)], start > 0, text[end..].Any(c => !char.IsWhiteSpace(c)) || whole.Length > Deep);
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
