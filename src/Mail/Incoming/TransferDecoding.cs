namespace KmCommons.Mail;

/// <summary>Content out of its transfer encoding (RFC 2045, 6). Whatever is wrong with it, what can be read is read.</summary>
internal static class TransferDecoding
{
    /// <summary>The bytes as they were before <c>base64</c> or <c>quoted-printable</c>; of any other name, as they are.</summary>
    public static ReadOnlyMemory<byte> Decode(string? encoding, ReadOnlyMemory<byte> content) => encoding?.Trim().ToUpperInvariant() switch
    {
        "BASE64" => Base64(content.Span),
        "QUOTED-PRINTABLE" => Quoted(content.Span, underlineIsSpace: false),
        _ => content,
    };

    /// <summary>Base64 with anything else between its letters; a new piece may begin after the padding of one.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var (bytes, bits, count) = (new List<byte>(text.Length * 3 / 4), 0, 0);
        foreach (var letter in text)
        {
            var value = letter switch
            {
                >= (byte)'A' and <= (byte)'Z' => letter - 'A',
                >= (byte)'a' and <= (byte)'z' => letter - 'a' + 26,
                >= (byte)'0' and <= (byte)'9' => letter - '0' + 52,
                (byte)'+' => 62,
                (byte)'/' => 63,
                (byte)'=' => -2,
                _ => -1,
            };
            if (value == -2) (bits, count) = (0, 0);
            if (value < 0) continue;
            (bits, count) = ((bits << 6 | value) & 0xffff, count + 6);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }
        return [.. bytes];
    }

    /// <summary>Quoted-printable; in header words (RFC 2047) an underline is a space. An equals sign without two digits stands for itself.</summary>
    public static byte[] Quoted(ReadOnlySpan<byte> text, bool underlineIsSpace)
    {
        var bytes = new List<byte>(text.Length);
        for (; text.Length > 0; text = text[1..])
            if (text[0] == '_' && underlineIsSpace) bytes.Add((byte)' ');
            else if (text[0] != '=') bytes.Add(text[0]);
            else if (text.Length > 2 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]))
            {
                bytes.Add(Convert.FromHexString([(char)text[1], (char)text[2]])[0]);
                text = text[2..];
            }
            else if (SoftBreak(text[1..]) is var length && length >= 0) text = text[length..];
            else bytes.Add((byte)'=');
        return [.. bytes];
    }

    // How many bytes after the equals sign belong to a line end that is not one: spaces that a relay added, CR, LF. -1: it is none
    private static int SoftBreak(ReadOnlySpan<byte> text)
    {
        var spaces = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (spaces < 0) return text.Length;
        return text[spaces..] switch { [(byte)'\r', (byte)'\n', ..] => spaces + 2, [(byte)'\n', ..] => spaces + 1, _ => -1 };
    }
}
