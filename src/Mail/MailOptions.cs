using System.Globalization;

namespace KmCommons.Mail;

/// <summary>Which way letters leave this site, and who they are from. Without any setting: into the spool folder.</summary>
/// <param name="From">The site's own address and name.</param>
/// <param name="Spool">The spool folder; used when neither of the other two is set.</param>
/// <param name="Smtp">The mail host, if letters go over SMTP.</param>
/// <param name="Sendmail">The path of the sendmail program, if letters go through it.</param>
/// <param name="Dkim">The seal that every letter gets on its way out, if the site has a key.</param>
/// <param name="Incoming">The site's own mailbox, if it has one.</param>
/// <param name="PerHost">The most letters that go to one receiving host (what stands behind the @) within a minute; 0 for as many as there are.</param>
public sealed record MailOptions(MailAddress From, string Spool, SmtpOptions? Smtp = null, string? Sendmail = null, Dkim? Dkim = null, IncomingOptions? Incoming = null, int PerHost = 0)
{
    /// <summary>
    /// Reads the settings: <c>Mail:From</c>, <c>Mail:FromName</c>, <c>Mail:Spool</c> (a folder), or <c>Mail:Sendmail</c> (a path), or <c>Mail:Smtp:Host</c> with
    /// <c>:Port</c> (587; 465 for implicit TLS; 25 on this machine), <c>:User</c>, <c>:Password</c>, <c>:Tls</c> (auto, starttls, implicit, off), <c>:CaFile</c> (PEM) and <c>:Hello</c>.
    /// For a way back: <c>Mail:Incoming</c> (an address whose plus forms are delivered with it) and <c>Mail:Inbox</c> (the Maildir or mbox they end up in). <c>Mail:PerHostPerMinute</c>.
    /// For a seal: <c>Mail:Dkim:Key</c> (a PEM file) and <c>:Selector</c>, and <c>:Domain</c> when it is not that of <c>Mail:From</c>.
    /// </summary>
    /// <param name="setting">The value of a key, or null: <c>key => configuration[key]</c>.</param>
    /// <param name="spool">The spool folder when <c>Mail:Spool</c> does not name one.</param>
    /// <exception cref="FormatException">A setting makes no sense; the message names its key and never shows a password.</exception>
    public static MailOptions Read(Func<string, string?> setting, string spool)
    {
        string? Value(string key) => setting(key) is { Length: > 0 } value ? value : null;
        var (host, sendmail, from) = (Value("Mail:Smtp:Host"), Value("Mail:Sendmail"), Value("Mail:From"));
        if (host is not null && sendmail is not null) throw new FormatException("Mail:Smtp:Host and Mail:Sendmail are both set: keep one of them");
        if (from is null && (host ?? sendmail) is not null) throw new FormatException("Mail:From is missing: letters that leave this machine need an address that can be answered");
        var sender = new MailAddress(MailAddressParser.Parse(from ?? "kmcommons@localhost", "Mail:From"), Value("Mail:FromName"));
        return new MailOptions(sender, Value("Mail:Spool") ?? spool, host is null ? null : ReadSmtp(host, sender, Value), sendmail, ReadDkim(sender, Value), ReadIncoming(Value), ReadPerHost(Value("Mail:PerHostPerMinute")));
    }

    /// <summary>Opens the way out that is set. Nothing is connected or started before the first letter.</summary>
    /// <exception cref="FormatException">The mail host's settings are not safe, see <see cref="SmtpHost(SmtpOptions)"/>.</exception>
    public ITransport Open()
    {
        ITransport way = Smtp is not null ? new SmtpHost(Smtp) : Sendmail is not null ? new Sendmail(Sendmail, TimeSpan.FromMinutes(2)) : new SpoolFolder(Spool);
        return Dkim is null ? way : new SignedTransport(way, Dkim);
    }

    private static Dkim? ReadDkim(MailAddress from, Func<string, string?> value)
    {
        var (domain, selector, key) = (value("Mail:Dkim:Domain"), value("Mail:Dkim:Selector"), value("Mail:Dkim:Key"));
        if ((domain ?? selector ?? key) is null) return null;
        if (key is null) throw new FormatException("Mail:Dkim:Key is missing: without the private key's file no letter can be signed");
        if (selector is null) throw new FormatException("Mail:Dkim:Selector is missing: it names the key in the DNS, below _domainkey");
        return Dkim.Read(domain ?? from.Domain, selector, key);
    }

    private static IncomingOptions? ReadIncoming(Func<string, string?> value)
    {
        var (address, inbox) = (value("Mail:Incoming"), value("Mail:Inbox"));
        if ((address ?? inbox) is null) return null;
        if (address is null || inbox is null) throw new FormatException("Mail:Incoming and Mail:Inbox go together: the address that letters come to, and the folder or file they end up in");
        return new(address, inbox);
    }

    private static int ReadPerHost(string? text) => text is null ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException("Mail:PerHostPerMinute is not a number");

    private static SmtpOptions ReadSmtp(string host, MailAddress from, Func<string, string?> value)
    {
        var tls = (value("Mail:Smtp:Tls") ?? "auto").ToUpperInvariant() switch
        {
            "AUTO" => SmtpTls.Auto,
            "STARTTLS" => SmtpTls.StartTls,
            "IMPLICIT" => SmtpTls.Implicit,
            "OFF" => SmtpTls.Off,
            _ => throw new FormatException("Mail:Smtp:Tls is none of auto, starttls, implicit, off"),
        };
        var options = new SmtpOptions(host, 0, tls)
        {
            User = value("Mail:Smtp:User"), Password = value("Mail:Smtp:Password"), CaFile = value("Mail:Smtp:CaFile"), Hello = value("Mail:Smtp:Hello") ?? from.Domain,
        };
        var usual = tls == SmtpTls.Implicit ? 465 : options.NeedsStartTls || !options.IsLoopback ? 587 : 25;
        var port = value("Mail:Smtp:Port") is not { } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number
            : throw new FormatException("Mail:Smtp:Port is not a number between 1 and 65535");
        return options with { Port = port };
    }
}
