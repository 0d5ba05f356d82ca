namespace KmCommons.Thai;

/// <summary>Where a word stands in a text, in UTF-16 units.</summary>
/// <param name="Start">The index of its first unit.</param>
/// <param name="Length">Its length in units, at least 1.</param>
public readonly record struct Word(int Start, int Length)
{
    /// <summary>The index after its last unit.</summary>
    public int End => Start + Length;

    /// <summary>The word itself, without allocating.</summary>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
