using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class HeaderInjectionTests
{
    private static readonly string[] Attacks =
    [
        "x\r\nBcc: victim@evil.example", "x\nBcc: victim@evil.example", "x\rBcc: victim@evil.example", "\r\nBcc: victim@evil.example", "\nBcc: victim@evil.example",
        "x\r\n\r\n<b>body</b>", "x\n\nbody", "x\r\rbody", "x\n\rBcc: v@evil.example", "x\r\n Bcc: v@evil.example", "x\r\n\tBcc: v@evil.example", "x\r\n", "x\n", "x\r",
        "x\0Bcc: v@evil.example", "x\0", "x\u000bBcc: v@evil.example", "x\u000cBcc: v@evil.example", "x\u0085Bcc: v@evil.example", "x\u2028Bcc: v@evil.example", "x\u2029Bcc: v@evil.example",
        "x\u001b[2J", "x\bBcc", "x\u007f", "x\u0009y", "x\u0080", "x\u009f", "\u0001", "x\u001e", "x\u001f", "x\ud800", "\udc00x", "x\r\n.\r\nMAIL FROM:<v@evil.example>", "ก\r\nBcc: ข@evil.example",
        "=?utf-8?B?eA==?=\r\nBcc: v@evil.example", "x\r\nContent-Type: text/html",
    ];

    // No control character in them: they must arrive as the text that they are
    private static readonly string[] Texts =
    [
        "x%0d%0aBcc: v@evil.example", "x%0ABcc:v", "x\\r\\nBcc: v@evil.example", "x&#13;&#10;Bcc: v", "=?utf-8?Q?x=0D=0ABcc:_v@evil.example?=", "=?utf-8?B?eA0KQmNjOiB2?=", "x> <v@evil.example>, y <z@evil.example",
        "\"x\" <v@evil.example>,", "x, v@evil.example", "x; v@evil.example", "(x) <v@evil.example>", "x嘊嘍Bcc: v@evil.example", "Bcc: v@evil.example", "x:;", "a\\\" <v@evil.example>", "<", ">", "@", "group: v@evil.example;", "=?", "?=", "x =?y",
    ];

    public static TheoryData<string, Func<string, Letter>> TextFields => new()
    {
        { "Subject", text => Samples.DigestLetter() with { Subject = text } },
        { "display name", text => Samples.DigestLetter() with { From = new MailAddress("km@commons.example", text) } },
        { "display name", text => Samples.DigestLetter() with { To = new MailAddress("reader@commons.example", text) } },
        { "display name", text => Samples.DigestLetter() with { ReplyTo = new MailAddress("circle-7@commons.example", text) } },
        { "List-Id", text => Samples.DigestLetter() with { ListId = new ListId("circle-7.km.example", text) } },
    };

    public static TheoryData<string, Func<string, Letter>> TokenFields => new()
    {
        { "address", text => Samples.DigestLetter() with { From = new MailAddress(text) } },
        { "address", text => Samples.DigestLetter() with { To = new MailAddress(text + "@b.co") } },
        { "address", text => Samples.DigestLetter() with { ReplyTo = new MailAddress("a@" + text) } },
        { "Message-ID", text => Samples.DigestLetter() with { MessageId = text + "@b.co" } },
        { "Message-ID", text => Samples.DigestLetter() with { MessageId = "a@" + text } },
        { "In-Reply-To", text => Samples.DigestLetter() with { InReplyTo = "a@" + text } },
        { "References", text => Samples.DigestLetter() with { References = ["a@b.co", text + "@c"] } },
        { "List-Id", text => Samples.DigestLetter() with { ListId = new ListId(text) } },
        { "List-Unsubscribe", text => Samples.DigestLetter() with { Unsubscribe = new Unsubscribe("https://km.example/" + text) } },
        { "Content-Type", text => Samples.DigestLetter() with { Parts = [new Part { ContentType = "text/x" + text, Bytes = new byte[] { 1 } }] } },
        { "filename", text => Samples.DigestLetter() with { Parts = [new Part { ContentType = "text/plain", Bytes = new byte[] { 1 }, FileName = text }] } },
    };

    [Theory]
    [MemberData(nameof(TextFields), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(TokenFields), DisableDiscoveryEnumeration = true)]
    public void A_control_character_is_refused_by_every_field_and_the_field_is_named(string field, Func<string, Letter> write) =>
        Assert.All(Attacks, attack => Assert.Equal(field, Assert.Throws<BadHeaderException>(() => write(attack)).Field));

    [Theory]
    [MemberData(nameof(TextFields), DisableDiscoveryEnumeration = true)]
    public void Text_that_looks_like_an_attack_arrives_as_text_and_adds_no_field_and_no_recipient(string field, Func<string, Letter> write)
    {
        Assert.NotEmpty(field);
        var usual = PythonJudge.Read(write("usual").Compose());
        foreach (var (text, read) in Texts.Zip(PythonJudge.Read([.. Texts.Select(text => write(text).Compose())])))
        {
            Assert.Empty(read.Faults);
            Assert.Equal(usual.Fields, read.Fields);
            Assert.Equal((usual.From[0][1], usual.To[0][1], usual.ReplyTo[0][1]), (read.From.Single()[1], read.To.Single()[1], read.ReplyTo.Single()[1]));
            Assert.Contains(text, (string[])[read.DecodedSubject, read.From[0][0], read.To[0][0], read.ReplyTo[0][0], read.ListName]);
        }
    }

    [Fact]
    public void What_an_exception_says_never_repeats_the_bad_value() =>
        Assert.DoesNotContain("evil", Assert.Throws<BadHeaderException>(() => Samples.Letter() with { Subject = Attacks[0] }).Message, StringComparison.Ordinal);
}
