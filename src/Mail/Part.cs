using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>
/// Something a letter carries beside its text and HTML. Without a file name it is one more form of the same letter (a calendar invitation);
/// with one it is an attachment.
/// </summary>
public sealed partial record Part
{
    /// <summary>Media type in printable ASCII, with parameters if any: <c>text/calendar; charset=utf-8; method=REQUEST</c>.</summary>
    /// <exception cref="BadHeaderException">It is not of the form type/subtype with <c>; name=value</c> behind it, or holds anything but printable ASCII.</exception>
    public required string ContentType
    {
        get;
        init
        {
            HeaderValue.Text("Content-Type", value);
            if (value.Length > 200 || !MediaType().IsMatch(value) || value.Contains("=?", StringComparison.Ordinal)) throw new BadHeaderException("Content-Type", "is not a media type");
            field = value;
        }
    }

    /// <summary>The content, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The name a reader saves it under, in any script, at most 200 characters; null for one more form of the same letter.</summary>
    /// <exception cref="BadHeaderException">It holds a control character, a slash, a backslash or <c>=?</c>, or is empty or too long.</exception>
    public string? FileName
    {
        get;
        init
        {
            // Some readers decode an encoded word here too (mailparser does): a line end or a folder could lie in it
            if (value is not null && (HeaderValue.Text("filename", value).Length is 0 or > 200 || value.AsSpan().ContainsAny('/', '\\') || value.Contains("=?", StringComparison.Ordinal)))
                throw new BadHeaderException("filename", "is empty, longer than 200 characters, names a folder or holds an encoded word");
            field = value;
        }
    }

    internal MimeEntity Entity => new(ContentType.Split(' ', StringSplitOptions.RemoveEmptyEntries), TransferEncoding.Of(Bytes.Span))
    {
        Disposition = FileName is null ? [] : ["attachment;", .. Rfc2231(FileName)],
    };

    // RFC 2231: percent-encoded UTF-8 in numbered pieces, so that no line is long; cut between characters, because some readers decode each piece by itself
    private static IEnumerable<string> Rfc2231(string name)
    {
        var pieces = new List<string> { "" };
        foreach (var rune in name.EnumerateRunes())
        {
            var escaped = Uri.EscapeDataString(rune.ToString());
            if (pieces[^1].Length + escaped.Length > 50) pieces.Add("");
            pieces[^1] += escaped;
        }
        return pieces.Select((piece, i) => $"filename*{i}*={(i == 0 ? "UTF-8''" : "")}{piece}{(i < pieces.Count - 1 ? ";" : "")}");
    }

    // RFC 2045, 5.1: tokens, and values that may be quoted, here without a backslash in them
    [GeneratedRegex("""^[\w!#$%&'*+.^`{|}~-]+/[\w!#$%&'*+.^`{|}~-]+(; ?[\w!#$%&'*+.^`{|}~-]+=([\w!#$%&'*+.^`{|}~-]+|"[ !#-\[\]-~]*"))*\z""", RegexOptions.ECMAScript)]
    private static partial Regex MediaType();
}
