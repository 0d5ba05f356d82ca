using System.Globalization;

namespace KmCommons.Thai;

/// <summary>Text as Thai needs it: one form for what looks the same, and cuts that never part a letter from its marks.</summary>
public static partial class ThaiText
{
    /// <summary>The text normalised and on one line: every run of white space is one space, and none is at either end. Null is empty.</summary>
    public static string OneLine(string? text) => string.Join(' ', Normalise(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The end (exclusive UTF-16 index) of the grapheme cluster that starts at <paramref name="index"/>: a base with its vowels,
    /// tone marks and a following sara am. Extended grapheme clusters of Unicode UAX 29; a lone surrogate is a cluster of its own.</summary>
    /// <param name="text">Any text, normalised or not.</param>
    /// <param name="index">0 to Length - 1, the start of a cluster.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not inside the text.</exception>
    public static int NextCluster(ReadOnlySpan<char> text, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)text.Length, nameof(index));
        var c = text[index];
        var plain = c is >= ' ' and < '\u007F' || ThaiLetter.IsThai(c);
        if (!plain) return index + StringInfo.GetNextTextElementLength(text[index..]);
        var end = index + 1;
        while (end < text.Length && (ThaiLetter.IsMark(text[end]) || text[end] == ThaiLetter.SaraAm)) end++;
        if (end == text.Length || text[end] < '\u0300' || ThaiLetter.IsThai(text[end])) return end;
        return index + StringInfo.GetNextTextElementLength(text[index..]);
    }

    /// <summary>The grapheme clusters of a text, in order, without allocating: <c>foreach (var cluster in ThaiText.Clusters(text))</c>.</summary>
    public static ClusterSequence Clusters(ReadOnlySpan<char> text) => new(text);

    /// <summary>How many grapheme clusters a text has: what a reader would count as letters.</summary>
    public static int CountClusters(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i = NextCluster(text, i)) count++;
        return count;
    }

    /// <summary>At most <paramref name="maxClusters"/> clusters of a text, then <paramref name="ellipsis"/>; the text itself when it is short
    /// enough. The ellipsis is not counted; white space before it is dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxClusters"/> is negative.</exception>
    public static string Cut(string text, int maxClusters, string ellipsis = "…")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(maxClusters);
        if (text.Length <= maxClusters) return text;
        var end = 0;
        for (var count = 0; count < maxClusters && end < text.Length; count++) end = NextCluster(text, end);
        return end == text.Length ? text : string.Concat(text.AsSpan(0, end).TrimEnd(), ellipsis);
    }
}

/// <summary>The grapheme clusters of a text; made by <see cref="ThaiText.Clusters"/>, for one <c>foreach</c>.</summary>
public ref struct ClusterSequence
{
    private readonly ReadOnlySpan<char> _text;
    private int _end;

    internal ClusterSequence(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Where the current cluster starts, in UTF-16 units.</summary>
    public int Start { get; private set; }

    /// <summary>The current cluster.</summary>
    public readonly ReadOnlySpan<char> Current => _text[Start.._end];

    /// <summary>Goes to the next cluster; false when there is none.</summary>
    public bool MoveNext()
    {
        Start = _end;
        if (_end >= _text.Length) return false;
        _end = ThaiText.NextCluster(_text, _end);
        return true;
    }

    /// <summary>The sequence itself.</summary>
    public readonly ClusterSequence GetEnumerator() => this;
}
