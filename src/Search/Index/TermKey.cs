namespace KmCommons.Search.Index;

/// <summary>
/// A term as 44 bits instead of a string: FNV-1a over the folded letters (Fowler, Noll, Vo 1991), then the finaliser of MurmurHash3 (Appleby 2011).
/// Four million terms, pairs included, meet by accident less than once; a query word that exists nowhere is mistaken for another with a chance of 2 in 10 million.
/// FNV reads letter by letter, so the key of two joined words goes on from the state of the first.
/// </summary>
static class TermKey
{
    /// <summary>How many bits a key has; the rest of a 64-bit entry is the document.</summary>
    public const int Bits = 44;
    /// <summary>The state before the first letter.</summary>
    public const ulong Start = 14695981039346656037;

    /// <summary>The state after these letters, which are folded on the way.</summary>
    public static ulong Read(ulong state, ReadOnlySpan<char> letters)
    {
        foreach (var c in letters) state = (state ^ Fold.Letter(c)) * 1099511628211;
        return state;
    }

    /// <summary>The key of the letters read so far.</summary>
    public static ulong Of(ulong state)
    {
        state ^= state >> 33;
        state *= 0xff51afd7ed558ccd;
        state ^= state >> 33;
        state *= 0xc4ceb9fe1a85ec53;
        return (state ^ state >> 33) >> (64 - Bits);
    }

    /// <summary>The key of a whole term.</summary>
    public static ulong Of(ReadOnlySpan<char> term) => Of(Read(Start, term));
}
