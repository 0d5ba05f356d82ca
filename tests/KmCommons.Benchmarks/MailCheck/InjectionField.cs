using System.Text;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>A field that reaches a letter, and how a string gets into it.</summary>
/// <param name="Name">The field.</param>
/// <param name="Refused">What the exception calls it.</param>
/// <param name="Write">A letter with the string in it.</param>
sealed record InjectionField(string Name, string Refused, Func<string, Letter> Write)
{
    private static readonly Letter Usual = Samples.DigestLetter();

    /// <summary>Every field.</summary>
    public static IReadOnlyList<InjectionField> All { get; } =
    [
        new("Subject", "Subject", text => Usual with { Subject = text }),
        new("From name", "display name", text => Usual with { From = new MailAddress("km@km.example", text) }),
        new("From address", "address", text => Usual with { From = new MailAddress(text + "@km.example") }),
        new("To name", "display name", text => Usual with { To = new MailAddress("reader@example.th", text) }),
        new("To address, before the @", "address", text => Usual with { To = new MailAddress(text + "@example.th") }),
        new("To address, after the @", "address", text => Usual with { To = new MailAddress("reader@" + text) }),
        new("Reply-To name", "display name", text => Usual with { ReplyTo = new MailAddress("circle-7@km.example", text) }),
        new("Reply-To address", "address", text => Usual with { ReplyTo = new MailAddress(text + "@km.example") }),
        new("Message-ID", "Message-ID", text => Usual with { MessageId = text + "@km.example" }),
        new("In-Reply-To", "In-Reply-To", text => Usual with { InReplyTo = text + "@km.example" }),
        new("References", "References", text => Usual with { References = ["a@km.example", text + "@km.example"] }),
        new("List-Id id", "List-Id", text => Usual with { ListId = new ListId(text) }),
        new("List-Id name", "List-Id", text => Usual with { ListId = new ListId("circle-7.km.example", text) }),
        new("List-Unsubscribe link", "List-Unsubscribe", text => Usual with { Unsubscribe = new Unsubscribe("https://km.example/" + text) }),
        new("List-Unsubscribe mailto", "address", text => Usual with { Unsubscribe = new Unsubscribe("https://km.example/x", new MailAddress(text + "@km.example")) }),
        new("attachment file name", "filename", text => Usual with { Parts = [new Part { ContentType = "text/plain", Bytes = "x"u8.ToArray(), FileName = text }] }),
        new("content type", "Content-Type", text => Usual with { Parts = [new Part { ContentType = "text/x" + text, Bytes = "x"u8.ToArray(), FileName = "x" }] }),
        new("text", "", text => Usual with { Text = text }),
        new("HTML", "", text => Usual with { Html = text }),
    ];

    /// <summary>The strings: those of the tests, and very long ones.</summary>
    public static IReadOnlyList<string> Strings { get; } =
    [
        .. Attacks.Controls, .. Attacks.Texts, new string('x', 1990), new string('ก', 2000), new string(',', 400), string.Concat(Enumerable.Repeat("v@evil.example, ", 100)), new string('x', 2001), new string('x', 100_000) + "\r\nBcc: v@evil.example",
        string.Concat(Enumerable.Repeat("=?utf-8?Q?=0D=0A?= ", 50)) + "Bcc: v@evil.example", new string(' ', 998) + "Bcc: v@evil.example", "x\r\n" + new string(' ', 100) + "\r\nBcc: v@evil.example", $"x{Encoding.Latin1.GetString([0xc4, 0x8a])}Bcc: v@evil.example",
    ];
}
