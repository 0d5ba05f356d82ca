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

    static HashSet<string> Pairs(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2))];
}
