namespace KmCommons.Search.Index;

/// <summary>
/// The letters of texts as <see cref="LetterRun"/> leaves them, in memory, for looking letter by letter: one byte for an ASCII or Thai letter, four for any other.
/// A third of UTF-8 for Thai, and a phrase is looked for as bytes: the bytes that begin a letter and those that go on with it are different ones, so no match begins inside a letter.
/// </summary>
sealed class TextStore(byte[] bytes, int[] ends)
{
    // ASCII stands for itself without its controls; Thai from 0x81 without the unassigned end of its block, whose place the rest of other letters takes
    const byte Thai = 0x80, First = 0x10, Rest = 0xE0;
    const int RestBits = 5;

    /// <summary>The most bytes one letter takes.</summary>
    public const int Widest = 4;

    /// <summary>Bytes held in memory.</summary>
    public long Bytes => bytes.LongLength + 4L * ends.Length;
    /// <summary>All bytes, text after text.</summary>
    public byte[] All => bytes;
    /// <summary>Where each text ends in <see cref="All"/>.</summary>
    public int[] Ends => ends;

    /// <summary>The bytes of one document.</summary>
    public ReadOnlySpan<byte> this[int document]
    {
        get
        {
            var start = document == 0 ? 0 : ends[document - 1];
            return bytes.AsSpan(start, ends[document] - start);
        }
    }

    /// <summary>Writes folded letters as bytes, at most <see cref="Widest"/> for each, and returns how many there are.</summary>
    public static int Encode(ReadOnlySpan<char> letters, Span<byte> to)
    {
        var end = 0;
        foreach (var c in letters)
            if (c < Thai) to[end++] = (byte)c;
            else if (c is > '\u0E00' and < '\u0E60') to[end++] = (byte)(c - 0x0E00 + Thai);
            else
            {
                to[end++] = (byte)(First | c >> 3 * RestBits);
                for (var shift = 2 * RestBits; shift >= 0; shift -= RestBits) to[end++] = (byte)(Rest | c >> shift & (1 << RestBits) - 1);
            }
        return end;
    }

    /// <summary>The letter that begins at a place, which moves to the next.</summary>
    public static char Letter(ReadOnlySpan<byte> from, ref int at)
    {
        var b = from[at++];
        if (b >= Thai) return (char)(b - Thai + 0x0E00);
        if (b is < First or >= First * 2) return (char)b;
        var letter = b & First - 1;
        for (var end = at + Widest - 1; at < end && at < from.Length; at++) letter = letter << RestBits | from[at] & (1 << RestBits) - 1;
        return (char)letter;
    }

    // By the first byte: no mark, a mark, or a letter that takes a look
    static readonly byte[] Kinds = [.. Enumerable.Range(0, 256).Select(b => b is >= First and < First * 2 ? (byte)2 : b > Thai && Fold.IsMark((char)(b - Thai + 0x0E00)) ? (byte)1 : (byte)0)];

    /// <summary>Whether the letter that begins at a place is a mark.</summary>
    public static bool IsMark(ReadOnlySpan<byte> text, int at) => Kinds[text[at]] is var kind && kind < 2 ? kind == 1 : Fold.IsMark(Letter(text, ref at));

    /// <summary>The letter that ends before a place.</summary>
    public static char Before(ReadOnlySpan<byte> from, int at)
    {
        while (at > 1 && from[at - 1] >= Rest) at--;
        at--;
        return Letter(from, ref at);
    }

    /// <summary>Writes the letters of bytes, never more than there are bytes, and returns how many there are.</summary>
    public static int Decode(ReadOnlySpan<byte> from, Span<char> to)
    {
        var end = 0;
        for (var at = 0; at < from.Length;) to[end++] = Letter(from, ref at);
        return end;
    }
}
