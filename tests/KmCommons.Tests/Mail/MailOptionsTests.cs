using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public sealed class MailOptionsTests : IDisposable
{
    private readonly string _spool = Directory.CreateTempSubdirectory("kmcommons-options-").FullName;

    public void Dispose() => Directory.Delete(_spool, recursive: true);

    private MailOptions Read(params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => "Mail:" + setting.Key, setting => setting.Value);
        return MailOptions.Read(all.GetValueOrDefault, _spool);
    }

    [Fact]
    public async Task Without_a_setting_letters_go_into_the_spool_folder()
    {
        await using var transport = Read().Open();
        Assert.IsType<SpoolFolder>(transport);
        Assert.True(Directory.Exists(Path.Combine(_spool, "new")));
        Assert.Equal("/var/spool/km", Read(("Spool", "/var/spool/km")).Spool);
    }

    [Fact]
    public async Task A_mail_host_is_taken_with_all_that_is_set_and_greeted_by_our_own_domain()
    {
        var options = Read(("From", "km@km.example"), ("FromName", "คลังความรู้"), ("Smtp:Host", "mail.example"), ("Smtp:User", "likhit"), ("Smtp:Password", "secret"), ("Smtp:Tls", "implicit"));
        Assert.Equal(new MailAddress("km@km.example", "คลังความรู้"), options.From);
        Assert.Equal(new SmtpOptions("mail.example", 465, SmtpTls.Implicit) { User = "likhit", Password = "secret", Hello = "km.example" }, options.Smtp);
        await using var transport = options.Open();
        Assert.IsType<SmtpHost>(transport);
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail.example", "", 587)]
    [InlineData("mail.example", "off", 587)]
    [InlineData("localhost", "", 25)]
    [InlineData("localhost", "StartTls", 587)]
    [InlineData("::1", "AUTO", 25)]
    public void The_usual_port_follows_from_the_host_and_the_privacy(string host, string tls, int port) =>
        Assert.Equal(port, Read(("From", "km@km.example"), ("Smtp:Host", host), ("Smtp:Tls", tls)).Smtp!.Port);

    [Fact]
    public async Task A_sendmail_path_is_taken()
    {
        await using var transport = Read(("From", "km@km.example"), ("Sendmail", "/usr/sbin/sendmail")).Open();
        Assert.IsType<Sendmail>(transport);
    }

    public static TheoryData<string, (string, string)[]> Nonsense => new()
    {
        { "Mail:From", [("From", "not an address")] },
        { "Mail:From", [("Smtp:Host", "mail.example")] },
        { "Mail:Smtp:Tls", [("From", "a@b.co"), ("Smtp:Host", "h"), ("Smtp:Tls", "maybe")] },
        { "Mail:Smtp:Port", [("From", "a@b.co"), ("Smtp:Host", "h"), ("Smtp:Port", "0")] },
        { "Mail:Smtp:Port", [("From", "a@b.co"), ("Smtp:Host", "h"), ("Smtp:Port", "smtp")] },
        { "Mail:Sendmail", [("From", "a@b.co"), ("Smtp:Host", "h"), ("Sendmail", "/usr/sbin/sendmail")] },
        { "Mail:Dkim:Key", [("From", "km@km.example"), ("Dkim:Selector", "s")] },
        { "Mail:Dkim:Key", [("From", "km@km.example"), ("Dkim:Domain", "km.example")] },
        { "Mail:Dkim:Selector", [("From", "km@km.example"), ("Dkim:Key", "key.pem")] },
        { "Mail:Dkim:Domain", [("Dkim:Selector", "s"), ("Dkim:Key", "key.pem")] },
        { "display name", [("FromName", "a\r\nBcc: v@evil.example")] },
    };

    [Theory]
    [MemberData(nameof(Nonsense), DisableDiscoveryEnumeration = true)]
    public void A_setting_that_makes_no_sense_is_named(string key, (string, string)[] settings) =>
        Assert.Contains(key, Assert.ThrowsAny<FormatException>(() => Read(settings)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mail.example", "off")]
    [InlineData("mail\r\nRSET", "auto")]
    public void A_mail_host_that_is_not_safe_is_not_opened(string host, string tls) =>
        Assert.ThrowsAny<FormatException>(() => Read(("From", "a@b.co"), ("Smtp:Host", host), ("Smtp:Tls", tls), ("Smtp:User", "u"), ("Smtp:Password", "p")).Open());
}
