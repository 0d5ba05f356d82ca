using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KmCommons.Mail;
using KmCommons.Tests.Thai;

namespace KmCommons.Tests.Mail;

/// <summary>What comes in may be anything: it makes some letter, quickly, and nothing that could hurt where it is kept or shown.</summary>
public sealed class AnyBytesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "From: ", "Subject:", "From x\n", ">From ", "To: <a@b.co>", "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/alternative; boundary=\"b", "Content-Type: multipart/report; boundary=b",
            "Content-Type: message/delivery-status", "Content-Type: message/rfc822", "Content-Type: text/html", "Content-Type: text/plain; format=flowed; delsp=yes; charset=", "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable", "Action: failed\n", "Status: 5.1.1\n", "Final-Recipient: rfc822;", "Diagnostic-Code: ;", "Message-ID: <x@y>\n", "X-Failed-Recipients: ", "From: MAILER-DAEMON\n",
            "--b", "--b\n", "--b--\n", "\n", "\n", "\n", "\r\n", "\r", "\n ", "\n\t", "=?utf-8?B?", "=?tis-620?Q?", "?=", "=", "=E0=B8", "=\n", "4LiZ4Lk=", "<", ">", "<p", "</script", "<script>", "<blockquote>", "<!--",
            "&#0;", "&#xD800;", "&#x2028;", "&amp;", ";", ":", "\"", "\\", "(", ")", "@", ",", " ", "\t", "a", "น้ำ", "\0", "\u2028", "- ", "-- \n", "> ", "On 1 Jan 2026 10:00 x <a@b.co> wrote:\n", "_________________\n", "From: x\nSent: 1\nTo: y\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0x80], [0xe0, 0xb8], [0xb9, 0xe9, 0xd3], [0xfe, 0xff], [0x1b, 0x24, 0x42], [0xed, 0xa0, 0x80],
    ];

    private static Gen<byte[]> Bytes => Gen.Frequency(
        (8, Gen.ArrayOf(Gen.Elements(Pieces)).Select(pieces => pieces.SelectMany(piece => piece).ToArray())),
        (1, Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b))),
        (3, Gen.Zip(Gen.Elements(Charsets), Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b))).Select(made => InCharset(made.Item1, made.Item2))));

    private static string[] Charsets => [.. CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()).Select(known => known.Name), "utf-7", "", "x"];

    private static byte[] InCharset(string charset, byte[] text) =>
        [.. Encoding.ASCII.GetBytes($"Subject: =?{charset}?B?{Convert.ToBase64String(text)}?=\nContent-Type: text/plain; charset={charset}\n\n"), .. text];

    private static void ReadAll(IncomingLetter letter)
    {
        Assert.All(letter.Headers, header => Assert.True(IsClean(header.Value, "\t") && !header.Value.Contains('\t', StringComparison.Ordinal) && IsClean(header.Name, ""), header.Value));
        Assert.True(IsClean(letter.Text, "\n\t"), letter.Text);
        Assert.True(IsClean(ReplyText.Of(letter.Text), "\n\t"));
        Assert.All(letter.Recipients.Concat(letter.From is { } from ? [from] : []), address => Assert.True(MailAddressParser.TryParse(address, out _)));
        _ = (letter.IsAutomatic, letter.MessageId, letter.Answers, letter.Subject);
        if (Bounce.Read(letter) is { } bounce) Assert.True(IsClean(bounce.ToString(), ""), bounce.ToString());
    }

    private static bool IsClean(string text, string allowed) => !text.Any(c => char.IsControl(c) && !allowed.Contains(c, StringComparison.Ordinal)) && !HasHalf(text);

    private static bool HasHalf(string text) => Enumerable.Range(0, text.Length).Any(i => char.IsHighSurrogate(text[i]) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]) : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));

    [Fact]
    public void Any_bytes_make_a_letter() => Prop.ForAll(Arb.From(Bytes), bytes => ReadAll(IncomingLetter.Read(bytes))).Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(60));

    [Fact]
    public void Any_bytes_make_an_mbox_and_the_places_in_it_only_go_on() => Prop.ForAll(Arb.From(Gen.Zip(Bytes, Bytes)), two =>
    {
        File.WriteAllBytes(_file, [.. "From a@b.co Mon Nov 23 07:00:00 2026\n"u8, .. two.Item1, .. "\n\nFrom x\n"u8, .. two.Item2]);
        var found = Mailbox.At(_file).Read().ToList();
        Assert.NotEmpty(found);
        Assert.Equal(new FileInfo(_file).Length, found[^1].Next);
        Assert.Equal(found.Select(received => received.Next).Order().Distinct(), found.Select(received => received.Next));
        Assert.All(found.SkipLast(1), received => Assert.Equal(found.Count - found.IndexOf(received) - 1, Mailbox.At(_file).Read(received.Next).Count()));
        Assert.All(found, received => ReadAll(received.Letter));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40));

    [Fact]
    public void An_answer_is_made_of_lines_of_the_letter_and_of_nothing_else() =>
        AnyText.Always(text => ReplyText.Of(text).Split('\n').Except(text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).All(line => line.Length == 0));

    // Each of these takes minutes where reading looks again at what it has seen
    public static TheoryData<string> Floods => new("<", "<script>", "<!--", "</", "=?", "=?utf-8?B?", "=?a?Q?b?= ", "\n ", "a:b\n", "=", "= ", ";a=\"", "--b\n", "--b\n\n--b--\n", "\n\n", "> ", "On 1/1/2026 10:00 x\n", "____________\n", "From: x\n",
        "Sent from my x\n", "a@", "<a@b.co>", "(", "\"", "-- \n", "&", "5.1.1", ": 550 ", "blockquote><", "<blockquote>a");

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Megabytes_of_one_thing_are_read_in_no_time(string piece)
    {
        var flood = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        string[] heads = ["Subject: ", "From: ", "From: MAILER-DAEMON\n\n", "Content-Type: text/html\n\n", "Content-Type: multipart/mixed; boundary=b\n\n", "Content-Type: ", "Content-Type: text/plain; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n"];
        await Task.Run(() => heads.Select(head => IncomingLetter.Read(Encoding.UTF8.GetBytes(head + flood)))
            .Select(letter => (letter.Headers, letter.From, letter.Recipients, letter.Answers, letter.IsAutomatic, Bounce.Read(letter), ReplyText.Of(letter.Text))).ToList()).WaitAsync(TimeSpan.FromMinutes(2));
    }
}
