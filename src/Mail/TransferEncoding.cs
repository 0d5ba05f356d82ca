using System.Globalization;
using System.Text;

namespace KmCommons.Mail;

/// <summary>Content as 7-bit lines of at most 76 characters (RFC 2045, 6.7 and 6.8), with the name of the encoding that made them. The text ends with CRLF.</summary>
internal sealed record TransferEncoding(string Name, string Lines)
{
    /// <summary>Bytes of any kind, as base64.</summary>
    public static TransferEncoding Of(ReadOnlySpan<byte> bytes) => new("base64", Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n");

    /// <summary>Text as UTF-8 with CRLF line ends and one at its end, in whichever of quoted-printable and base64 is smaller.</summary>
    public static TransferEncoding Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(Canonical(text));
        var base64 = Of(utf8.AsSpan());
        // Thai always ends here: three letters for each escaped byte are more than base64 before any soft line break is counted
        if (utf8.Length + 2 * utf8.Count(b => b is > (byte)'~' or (byte)'=') >= base64.Lines.Length) return base64;
        var quoted = QuotedPrintable(utf8);
        return quoted.Length <= base64.Lines.Length ? new("quoted-printable", quoted) : base64;
    }

    private static string Canonical(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Join("\r\n", lines) + "\r\n";
    }

    private static string QuotedPrintable(ReadOnlySpan<byte> utf8)
    {
        var (text, column) = (new StringBuilder(utf8.Length * 2), 0);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '\r')
            {
                text.Append("\r\n");
                (column, i) = (0, i + 1);
                continue;
            }
            var atEnd = utf8[i + 1] == '\r';
            var plain = utf8[i] is >= (byte)'!' and <= (byte)'~' and not (byte)'=' || (utf8[i] is (byte)' ' or (byte)'\t' && !atEnd);
            if (column + (plain ? 1 : 3) > (atEnd ? 76 : 75))
            {
                text.Append("=\r\n");
                column = 0;
            }
            // A dot or "From " at the start of a line is what careless relays spoil
            if (column == 0 && (utf8[i] == '.' || utf8[i..].StartsWith("From "u8))) plain = false;
            if (plain) text.Append((char)utf8[i]);
            else text.Append(CultureInfo.InvariantCulture, $"={utf8[i]:X2}");
            column += plain ? 1 : 3;
        }
        return text.ToString();
    }
}
