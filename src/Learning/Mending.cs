namespace KmCommons.Learning;

/// <summary>Whether two texts are one whose wording was mended, or two that say different things.</summary>
static class Mending
{
    const double Mended = 0.7;

    /// <summary>Shared pairs of letters, of all pairs of both (Dice): 1 when they are equal.</summary>
    public static double Likeness(string a, string b)
    {
        if (a == b)
            return 1;
        var (left, right) = (Pairs(a), Pairs(b));
        return left.Count + right.Count == 0 ? 0 : 2d * left.Intersect(right).Count() / (left.Count + right.Count);
    }

    /// <summary>Of these, the one that a text became; null when it became none of them.</summary>
    public static T? Of<T>(string was, IEnumerable<T> among, Func<T, string> text) where T : class =>
        among.Select(one => (One: one, Likeness: Likeness(text(one), was))).OrderByDescending(one => one.Likeness).FirstOrDefault() is { Likeness: > Mended } like ? like.One : null;

    /// <summary>Of lines that are written anew, which was which before: first those of the same words and person, then of the same words, then, unless only whole words count, the likeliest of one person; null for what is new.</summary>
    /// <param name="before">The lines before, in their order.</param>
    /// <param name="said">The lines now.</param>
    /// <param name="text">A line's words.</param>
    /// <param name="who">Whose it is.</param>
    /// <param name="mended">Whether one whose wording was mended counts.</param>
    public static T?[] Match<T>(IEnumerable<T> before, IReadOnlyList<T> said, Func<T, string> text, Func<T, string> who, bool mended = true) where T : class
    {
        var (free, found) = (before.ToList(), new T?[said.Count]);
        foreach (var like in new Func<T, T, double>[] { (a, b) => text(a) == text(b) && who(a) == who(b) ? 1 : 0, (a, b) => text(a) == text(b) ? 1 : 0, (a, b) => mended && who(a) == who(b) ? Likeness(text(a), text(b)) : 0 })
            foreach (var (was, nth, _) in free.SelectMany(was => said.Select((now, nth) => (was, nth, Likeness: found[nth] is null ? like(was, now) : 0))).Where(pair => pair.Likeness > Mended).OrderByDescending(pair => pair.Likeness).ToList())
                if (found[nth] is null && free.Remove(was))
                    found[nth] = was;
        return found;
    }

    static HashSet<string> Pairs(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2))];
}
