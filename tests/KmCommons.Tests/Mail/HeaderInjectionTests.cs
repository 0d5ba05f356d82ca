using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class HeaderInjectionTests
{
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
        Assert.All(Attacks.Controls, attack => Assert.Equal(field, Assert.Throws<BadHeaderException>(() => write(attack)).Field));

    [Theory]
    [MemberData(nameof(TextFields), DisableDiscoveryEnumeration = true)]
    public void Text_that_looks_like_an_attack_arrives_as_text_and_adds_no_field_and_no_recipient(string field, Func<string, Letter> write)
    {
        Assert.NotEmpty(field);
        var usual = PythonJudge.Read(write("usual").Compose());
        foreach (var (text, read) in Attacks.Texts.Zip(PythonJudge.Read([.. Attacks.Texts.Select(text => write(text).Compose())])))
        {
            Assert.Empty(read.Faults);
            Assert.Equal(usual.Fields, read.Fields);
            Assert.Equal((usual.From[0][1], usual.To[0][1], usual.ReplyTo[0][1]), (read.From.Single()[1], read.To.Single()[1], read.ReplyTo.Single()[1]));
            Assert.Contains(text, (string[])[read.DecodedSubject, read.From[0][0], read.To[0][0], read.ReplyTo[0][0], read.ListName]);
        }
    }

    [Theory]
    [MemberData(nameof(TokenFields), DisableDiscoveryEnumeration = true)]
    public void Text_that_looks_like_an_attack_is_refused_where_no_text_belongs_or_adds_no_field_and_no_recipient(string field, Func<string, Letter> write)
    {
        var usual = PythonJudge.Read(Samples.DigestLetter().Compose());
        foreach (var read in PythonJudge.Read([.. Attacks.Texts.Select(text => Composed(field, write, text)).OfType<byte[]>()]))
        {
            Assert.Equal(usual.Fields, read.Fields);
            Assert.Equal((1, 1, 1), (read.From.Length, read.To.Length, read.ReplyTo.Length));
        }
    }

    [Theory]
    [InlineData("filename", "=?utf-8?Q?..=2F..=2Fx?=")]
    [InlineData("filename", "=?utf-8?B?eA0KQmNjOiB2?=.pdf")]
    [InlineData("List-Unsubscribe", "=?utf-8?B?eA0KQmNjOiB2?=")]
    [InlineData("In-Reply-To", "=?utf-8?B?eA0KQmNjOiB2?=")]
    [InlineData("Content-Type", "; name=\"=?utf-8?Q?..=2Fx?=\"")]
    [InlineData("Content-Type", "; name=\"x")]
    [InlineData("Content-Type", "; name")]
    [InlineData("Content-Type", " <v@evil.example>")]
    [InlineData("Content-Type", "(x)")]
    public void What_some_reader_would_decode_or_stumble_over_is_refused(string field, string text) =>
        Assert.All(TokenFields.Where(row => (string)row[0] == field), row => Assert.Equal(field, Assert.Throws<BadHeaderException>(() => ((Func<string, Letter>)row[1])(text)).Field));

    [Theory]
    [InlineData("text/calendar; charset=utf-8; method=REQUEST")]
    [InlineData("application/vnd.oasis.opendocument.text;version=\"1.2 (draft), final\"")]
    [InlineData("image/svg+xml")]
    public void A_media_type_with_values_is_taken(string type) => Assert.Equal(type, new Part { ContentType = type, Bytes = new byte[] { 1 } }.ContentType);

    private static byte[]? Composed(string field, Func<string, Letter> write, string text)
    {
        try
        {
            return write(text).Compose();
        }
        catch (BadHeaderException refusal)
        {
            Assert.Equal(field, refusal.Field);
            return null;
        }
    }

    [Fact]
    public void What_an_exception_says_never_repeats_the_bad_value() =>
        Assert.DoesNotContain("evil", Assert.Throws<BadHeaderException>(() => Samples.Letter() with { Subject = Attacks.Controls[0] }).Message, StringComparison.Ordinal);
}
