using System.Text;

namespace KmCommons.Search.Index;

/// <summary>
/// Texts in memory for checking phrases and cutting passages: one byte for an ASCII or Thai letter, three for any other. A third of UTF-8 for Thai, and a phrase is looked for as bytes.
/// </summary>
sealed class TextStore(byte[] bytes, int[] ends)
{
    const byte Escape = 0x80;

    /// <summary>Bytes held in memory.</summary>
    public long Bytes => bytes.LongLength + 4L * ends.Length;

    /// <summary>The bytes of one document.</summary>
    public ReadOnlySpan<byte> this[int document]
    {
        get
        {
            var start = document == 0 ? 0 : ends[document - 1];
            return bytes.AsSpan(start, ends[document] - start);
        }
    }

    /// <summary>Whether the byte is a mark that lives on the letter before it.</summary>
    public static bool IsMark(byte b) => b > Escape && Fold.IsMark((char)(b - Escape + 0x0E00));

    /// <summary>The bytes of a text.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var to = new byte[text.Length * 3];
        var end = 0;
        foreach (var c in text)
            if (c < Escape) to[end++] = (byte)c;
            else if (c is > '\u0E00' and < '\u0E80') to[end++] = (byte)(c - 0x0E00 + Escape);
            else (to[end], to[end + 1], to[end + 2], end) = (Escape, (byte)c, (byte)(c >> 8), end + 3);
        return to.AsSpan(0, end).ToArray();
    }

    /// <summary>The text of bytes, written into letters that are at least as many as the bytes; returns how many it took.</summary>
    public static int Decode(ReadOnlySpan<byte> from, Span<char> to)
    {
        var end = 0;
        for (var i = 0; i < from.Length; i++)
        {
            var b = from[i];
            if (b < Escape) to[end++] = (char)b;
            else if (b > Escape) to[end++] = (char)(b - Escape + 0x0E00);
            else
            {
                to[end++] = (char)(from[i + 1] | from[i + 2] << 8);
                i += 2;
            }
        }
        return end;
    }

    /// <summary>The text of one document.</summary>
    public string Text(int document)
    {
        var from = this[document];
        var letters = new char[from.Length];
        return new string(letters, 0, Decode(from, letters));
    }
}
