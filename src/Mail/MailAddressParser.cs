using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KmCommons.Mail;

/// <summary>
/// The strict reading of one mail address, <c>local@domain</c>. Narrower than RFC 5321 on purpose: no quoted local parts, comments, address literals or
/// source routes (<c>!</c>, <c>%</c>), no pipe, no leading hyphen (it would look like an option to sendmail). A Thai domain is turned into its ASCII form (RFC 5890);
/// a Thai local part is refused, because it needs SMTPUTF8 all the way.
/// </summary>
public static class MailAddressParser
{
    private static readonly SearchValues<char> Atom = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$&'*+-/=?^_{}~.");
    private static readonly SearchValues<char> Label = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The address as it goes on the wire, ASCII only: at most 64 characters before the @, 253 after, 254 in all.</summary>
    /// <param name="address">Exactly one address, without name, brackets or spaces.</param>
    /// <param name="field">What to call it when it is refused.</param>
    /// <exception cref="BadHeaderException">It is not a sane address.</exception>
    public static string Parse(string address, string field = "address")
    {
        HeaderValue.Text(field, address);
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64) throw new BadHeaderException(field, "has no part of 1 to 64 characters before an @");
        var local = address[..at];
        if (!IsDotAtom(local) || local.StartsWith('-')) throw new BadHeaderException(field, "has a character before the @ that is not allowed there");
        var domain = Domain(address[(at + 1)..]);
        if (domain is null || at + 1 + domain.Length > 254) throw new BadHeaderException(field, "has no proper domain after the @");
        return $"{local}@{domain}";
    }

    /// <summary>True when the text is one sane address; <paramref name="address"/> is then its wire form. Never throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? address)
    {
        try
        {
            address = text is null ? null : Parse(text);
        }
        catch (BadHeaderException)
        {
            address = null;
        }
        return address is not null;
    }

    /// <summary>Atoms joined by single dots (RFC 5322 dot-atom, less <c>! % ` |</c>, and without <c>=?</c>).</summary>
    internal static bool IsDotAtom(ReadOnlySpan<char> text) =>
        // Some readers decode an encoded word wherever it stands (Python's does, in an address): a CR LF or a comma could lie in it
        !text.Contains("=?", StringComparison.Ordinal) && text.Length > 0 && !text.ContainsAnyExcept(Atom) && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>A domain as it goes on the wire, or null when the text is none.</summary>
    internal static string? Domain(string text) => Ascii(text) is { } domain && IsDomain(domain) ? domain : null;

    /// <summary>One label of a domain: letters, digits and hyphens, 1 to 63 of them, no hyphen at an end.</summary>
    internal static bool IsLabel(string text) => text.Length is >= 1 and <= 63 && !text.AsSpan().ContainsAnyExcept(Label) && text[0] != '-' && text[^1] != '-';

    // The mapping also folds look-alikes such as a full-width @ into ASCII; IsDomain judges what comes out of it
    private static string? Ascii(string domain)
    {
        if (domain.Length is 0 or > 253) return null;
        if (System.Text.Ascii.IsValid(domain)) return domain;
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return domain.Length <= 253
            && (labels.Length > 1 ? labels[^1].Any(char.IsAsciiLetter) : domain == "localhost")
            && labels.All(IsLabel);
    }
}
