using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public sealed class SmtpTlsTests : IDisposable
{
    private static readonly byte[] Letter = Samples.Letter().Compose();
    private readonly X509Certificate2 _certificate = SelfSigned(names => names.AddIpAddress(IPAddress.Loopback));
    private readonly string _authority = Path.GetTempFileName();

    public SmtpTlsTests() => File.WriteAllText(_authority, _certificate.ExportCertificatePem());

    public void Dispose()
    {
        _certificate.Dispose();
        File.Delete(_authority);
    }

    private static X509Certificate2 SelfSigned(Action<SubjectAlternativeNameBuilder> name, int validDays = 2)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(validDays));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private SmtpPeer Peer(params string[] underTls) => new() { Certificate = _certificate, Offers = secure => secure ? ["PIPELINING", .. underTls] : ["PIPELINING", "STARTTLS"] };

    private static SmtpOptions Options(SmtpPeer peer, SmtpTls tls = SmtpTls.StartTls) => new("127.0.0.1", peer.Port, tls);

    private static async Task<Delivery> Send(SmtpOptions options)
    {
        await using var host = new SmtpHost(options);
        return await host.Send("km@km.example", "reader@km.example", Letter, "x.eml");
    }

    [Fact]
    public async Task A_line_is_private_before_anything_of_the_letter_is_said()
    {
        await using var peer = Peer();
        Assert.Equal(Outcome.Sent, (await Send(Options(peer) with { CaFile = _authority })).Outcome);
        await peer.AllGone();
        Assert.Equal(["EHLO localhost", "STARTTLS", "tls EHLO localhost", "tls MAIL FROM:<km@km.example>", "tls RCPT TO:<reader@km.example>", "tls DATA", "tls QUIT"], peer.Heard);
        Assert.Equal(Letter, Assert.Single(peer.Letters).Bytes);
    }

    [Fact]
    public async Task Implicit_TLS_is_private_from_the_first_byte()
    {
        await using var peer = new SmtpPeer { Certificate = _certificate, TlsFromTheStart = true };
        Assert.Equal(Outcome.Sent, (await Send(Options(peer, SmtpTls.Implicit) with { CaFile = _authority })).Outcome);
        Assert.Empty(peer.Packets);
        Assert.All(peer.Heard, line => Assert.StartsWith("tls ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpTls.StartTls)]
    [InlineData(SmtpTls.Implicit)]
    public async Task A_certificate_that_nobody_vouches_for_ends_the_attempt(SmtpTls tls)
    {
        await using var peer = new SmtpPeer { Certificate = _certificate, TlsFromTheStart = tls == SmtpTls.Implicit, Offers = _ => ["STARTTLS"] };
        Assert.Equal(Outcome.TryLater, (await Send(Options(peer, tls))).Outcome);
        AssertNothingWasSaid(peer);
    }

    [Fact]
    public async Task A_certificate_for_another_name_or_another_year_ends_the_attempt()
    {
        using var other = SelfSigned(names => names.AddDnsName("other.example"));
        using var old = SelfSigned(names => names.AddIpAddress(IPAddress.Loopback), validDays: -1);
        foreach (var certificate in new[] { other, old })
        {
            await File.WriteAllTextAsync(_authority, certificate.ExportCertificatePem());
            await using var peer = new SmtpPeer { Certificate = certificate, Offers = _ => ["STARTTLS"] };
            Assert.Equal(Outcome.TryLater, (await Send(Options(peer) with { CaFile = _authority })).Outcome);
            AssertNothingWasSaid(peer);
        }
    }

    [Fact]
    public async Task A_host_without_STARTTLS_gets_neither_letter_nor_password()
    {
        await using var peer = new SmtpPeer { Offers = _ => ["PIPELINING", "AUTH PLAIN LOGIN"] };
        var delivery = await Send(Options(peer) with { User = "likhit", Password = "รหัส ลับ" });
        Assert.Equal(Outcome.TryLater, delivery.Outcome);
        Assert.Contains("STARTTLS", delivery.Reply, StringComparison.Ordinal);
        AssertNothingWasSaid(peer);
    }

    [Theory]
    [InlineData("220 go ahead\r\n250 PIPELINING")]
    [InlineData("454 4.7.0 not now")]
    public async Task Words_slipped_in_before_TLS_or_a_no_end_the_attempt(string answer)
    {
        await using var peer = new SmtpPeer { Certificate = _certificate, Offers = _ => ["STARTTLS"], Answer = line => line == "STARTTLS" ? answer : null };
        Assert.Equal(Outcome.TryLater, (await Send(Options(peer) with { CaFile = _authority })).Outcome);
        AssertNothingWasSaid(peer);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "tls AUTH PLAIN ")]
    [InlineData("AUTH=LOGIN", "tls AUTH LOGIN")]
    [InlineData("AUTH CRAM-MD5 LOGIN", "tls AUTH LOGIN")]
    public async Task Signing_in_happens_under_TLS_by_the_way_the_host_offers(string offer, string command)
    {
        await using var peer = Peer(offer);
        var options = Options(peer) with { CaFile = _authority, User = "likhit", Password = "รหัส ลับ" };
        Assert.Equal(Outcome.Sent, (await Send(options)).Outcome);
        Assert.Contains(peer.Heard, line => line.StartsWith(command, StringComparison.Ordinal));

        var wrong = await Send(options with { Password = "เดา" });
        Assert.Equal((Outcome.TryLater, 535), (wrong.Outcome, wrong.Code));
        Assert.Single(peer.Letters);
    }

    [Fact]
    public async Task A_host_with_no_way_to_sign_in_that_we_speak_is_tried_later()
    {
        await using var peer = Peer("AUTH CRAM-MD5");
        Assert.Contains("AUTH", (await Send(Options(peer) with { CaFile = _authority, User = "likhit", Password = "x" })).Reply, StringComparison.Ordinal);
        Assert.Empty(peer.Letters);
    }

    [Fact]
    public async Task A_plain_line_to_this_machine_is_allowed_and_a_password_over_one_to_another_is_not()
    {
        await using var peer = new SmtpPeer { Offers = _ => ["STARTTLS"] };
        Assert.Equal(Outcome.Sent, (await Send(Options(peer, SmtpTls.Auto))).Outcome);
        Assert.True(new SmtpOptions("mail.example", 587, SmtpTls.Auto).NeedsStartTls);
        Assert.Throws<FormatException>(() => new SmtpHost(new SmtpOptions("mail.example", 25, SmtpTls.Off) { User = "likhit", Password = "x" }));
    }

    private static void AssertNothingWasSaid(SmtpPeer peer)
    {
        Assert.Empty(peer.Letters);
        Assert.DoesNotContain(peer.Heard, line => line.Contains("MAIL", StringComparison.Ordinal) || line.Contains("AUTH", StringComparison.Ordinal));
    }
}
