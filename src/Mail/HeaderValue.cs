using System.Globalization;
using System.Text;

namespace KmCommons.Mail;

/// <summary>The gate before every header: what comes out of here cannot end its line or start another.</summary>
internal static class HeaderValue
{
    /// <summary>Most UTF-16 units that one header value may have.</summary>
    public const int Longest = 2000;

    /// <summary>Free text (Thai, emoji, anything printable) without control characters, line separators or half surrogates.</summary>
    /// <exception cref="BadHeaderException">It has one of those, or is longer than <see cref="Longest"/>.</exception>
    public static string Text(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value, field);
        if (value.Length > Longest) throw new BadHeaderException(field, "is longer than 2000 characters");
        for (var rest = value.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw new BadHeaderException(field, "holds half a character");
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                throw new BadHeaderException(field, "holds a control character");
            rest = rest[length..];
        }
        return value;
    }

    /// <summary>One unbreakable ASCII token that stands between angle brackets: a link or an id. At most 900 characters, for a line may have 998.</summary>
    /// <exception cref="BadHeaderException">It is empty, too long, or has a space, a bracket, a comma, <c>=?</c>, a control or a non-ASCII character.</exception>
    public static string Token(string field, string value)
    {
        Text(field, value);
        if (value.Length is 0 or > 900) throw new BadHeaderException(field, "is empty or longer than 900 characters");
        if (value.AsSpan().ContainsAnyExceptInRange('!', '~') || value.AsSpan().ContainsAny("<>,\"\\") || value.Contains("=?", StringComparison.Ordinal))
            throw new BadHeaderException(field, "holds a character that must be escaped first");
        return value;
    }

    /// <summary>A message id without its angle brackets: <c>left@right</c>, both dot-atoms (RFC 5322, 3.6.4, without the obsolete forms).</summary>
    /// <exception cref="BadHeaderException">It is not of that form or is longer than 250 characters.</exception>
    public static string MessageId(string field, string value)
    {
        Token(field, value);
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (value.Length > 250 || at < 0 || !MailAddressParser.IsDotAtom(value.AsSpan(0, at)) || !MailAddressParser.IsDotAtom(value.AsSpan(at + 1)))
            throw new BadHeaderException(field, "is not an id of the form left@right");
        return value;
    }
}
