namespace KmCommons.Mail;

/// <summary>
/// The way out of a list that mail readers show as a button: a link that takes a one-click POST (RFC 8058) and, if wanted, an address to write to (RFC 2369).
/// The link must do nothing on GET but show a page.
/// </summary>
public sealed record Unsubscribe
{
    /// <param name="link">An absolute http or https address in ASCII, percent-escaped, with its token. Mail readers only trust https.</param>
    /// <param name="mail">Where to write to instead; its name is not used.</param>
    /// <exception cref="BadHeaderException">The link is not such an address, or is longer than 900 characters.</exception>
    public Unsubscribe(string link, MailAddress? mail = null)
    {
        Link = HeaderValue.Token("List-Unsubscribe", link);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            throw new BadHeaderException("List-Unsubscribe", "is not an http address");
        Mail = mail;
    }

    /// <summary>The link that takes the POST.</summary>
    public string Link { get; }

    /// <summary>The address to write to instead, if any.</summary>
    public MailAddress? Mail { get; }

    // The local part may hold characters that mean something in a link (? & =)
    internal IEnumerable<string> Tokens => Mail is null ? [$"<{Link}>"] : [$"<{Link}>,", $"<mailto:{Uri.EscapeDataString(Mail.Address).Replace("%40", "@", StringComparison.Ordinal)}>"];
}
