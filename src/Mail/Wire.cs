namespace KmCommons.Mail;

/// <summary>What SMTP asks of a letter's bytes, whoever made them: a bare line end before a dot lets a second letter be smuggled in.</summary>
internal static class Wire
{
    /// <summary>Why these bytes may not go over SMTP, or null: bare CR or LF, NUL, 8-bit, a line over 998 bytes, or no CRLF at the end.</summary>
    public static string? Fault(ReadOnlySpan<byte> letter)
    {
        if (!letter.EndsWith("\r\n"u8)) return "the letter does not end with CRLF";
        if (letter.ContainsAnyExceptInRange((byte)1, (byte)127)) return "the letter has 8-bit bytes or NUL";
        while (letter.Length > 0)
        {
            var end = letter.IndexOfAny((byte)'\r', (byte)'\n');
            if (letter[end] == '\n' || letter[end + 1] != '\n') return "the letter has a bare CR or LF";
            if (end > 998) return "the letter has a line of more than 998 bytes";
            letter = letter[(end + 2)..];
        }
        return null;
    }

    /// <summary>The letter with each dot at the start of a line doubled (RFC 5321, 4.5.2). The final dot is not part of it.</summary>
    public static ReadOnlyMemory<byte> Stuffed(ReadOnlyMemory<byte> letter)
    {
        if (letter.Span[0] != '.' && letter.Span.IndexOf("\n."u8) < 0) return letter;
        var stuffed = new List<byte>(letter.Length + 64);
        byte before = (byte)'\n';
        foreach (var b in letter.Span)
        {
            if (b == '.' && before == '\n') stuffed.Add(b);
            stuffed.Add(before = b);
        }
        return stuffed.ToArray();
    }
}
