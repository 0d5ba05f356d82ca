using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class IncomingLetterTests
{
    private static readonly Encoding Thai = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    private static IncomingLetter Read(string text) => IncomingLetter.Read(Encoding.UTF8.GetBytes(text));

    private static string Base64(Encoding encoding, string text) => Convert.ToBase64String(encoding.GetBytes(text));

    [Fact]
    public void What_we_write_ourselves_we_read_as_it_was()
    {
        var letter = Samples.DigestLetter() with { Parts = [new Part { ContentType = "text/plain", Bytes = "not this"u8.ToArray(), FileName = "สรุป.txt" }] };
        var read = IncomingLetter.Read(letter.Compose());
        Assert.Equal((letter.Subject, letter.MessageId, letter.From.Address), (read.Subject, read.MessageId, read.From));
        Assert.Equal(letter.Text.TrimEnd('\n'), read.Text.TrimEnd('\n'));
        Assert.Equal([letter.To.Address], read.Recipients);
        Assert.Equal(["digest.2026-W47.12@km.example", "digest.2026-W46.12@km.example", "digest.2026-W45.12@km.example"], read.Answers);
        Assert.Equal("วงคุณอำนวย <circle-7@km.example>", read.Header("reply-to"));
        Assert.True(read.IsAutomatic);
        Assert.False(read.IsCut);
    }

    [Theory]
    [InlineData("tis-620")]
    [InlineData("TIS620")]
    [InlineData("windows-874")]
    [InlineData("iso-8859-11")]
    [InlineData("x-windows-874")]
    public void Thai_of_any_age_is_read(string charset)
    {
        const string Said = "เรื่องน้ำเค็มที่บางจาก";
        var read = Read($"Subject: =?{charset}?B?{Base64(Thai, Said)}?= x\nContent-Type: text/plain; charset=\"{charset}\"\nContent-Transfer-Encoding: base64\n\n{Base64(Thai, Said)}\n");
        Assert.Equal((Said + " x", Said), (read.Subject, read.Text));
    }

    [Fact]
    public void Thai_without_a_name_of_its_set_is_told_from_UTF_8()
    {
        byte[] Letter(Encoding encoding) => encoding.GetBytes("Subject: น้ำเค็ม\n\nบางจาก\n");
        foreach (var read in new[] { Thai, Encoding.UTF8 }.Select(encoding => IncomingLetter.Read(Letter(encoding)))) Assert.Equal(("น้ำเค็ม", "บางจาก\n"), (read.Subject, read.Text));
    }

    [Theory]
    [InlineData("=?utf-8?Q?=E0=B8=99=E0=B9=89=E0=B8=B3_x?=", "น้ำ x")]
    [InlineData("=?utf-8?B?4LiZ4Lk=?=\n =?utf-8?B?ieC4sw==?=", "น้ำ")] // one letter cut between two words
    [InlineData("=?utf-8*th?b?4LiZ?= =?tis-620?q?=B9=E9=D3?=", "นน้ำ")]
    [InlineData("Re: =?UTF-8?Q?a?=\t=?UTF-8?Q?b?= c =?UTF-8?Q?d?=", "Re: ab c d")]
    [InlineData("=?utf-8?Q?one word with spaces?=", "one word with spaces")]
    [InlineData("=?nobody-knows?Q?=E0=B8=99?=", "น")]
    [InlineData("=?utf-7?Q?+AGEAYg-?=", "+AGEAYg-")]
    [InlineData("=?utf-8?X?a?= =?utf-8?Q?unfinished", "=?utf-8?X?a?= =?utf-8?Q?unfinished")]
    [InlineData("=?utf-8?Q?a=0D=0ABcc:_v=40x=E2=80=A8?=", "a  Bcc: v@x")]
    [InlineData("folded\n over\n\tlines", "folded over lines")]
    public void Headers_are_decoded_and_stay_one_line(string raw, string expected) => Assert.Equal(expected, Read($"Subject: {raw}\n\n").Subject);

    [Fact]
    public void The_mail_hosts_word_on_the_recipient_goes_first_and_an_address_in_a_name_is_none()
    {
        var read = Read("""
            To: =?utf-8?Q?<trick@evil.example>?= <km@km.example>, "a <quoted@evil.example>" <two@km.example> (old <gone@evil.example>), bare@km.example
            From: "evil@evil.example" <noi@km.example>
            Envelope-To: env@km.example
            X-Original-To: bounce+abc@km.example
            Delivered-To: BARE@km.example
            Delivered-To: later@km.example

            """);
        Assert.Equal(["BARE@km.example", "later@km.example", "bounce+abc@km.example", "env@km.example", "km@km.example", "two@km.example"], read.Recipients);
        Assert.Equal("noi@km.example", read.From);
        Assert.Null(Read("From: a@x.example, b@x.example\n\n").From);
        Assert.Null(Read("From: a@x.example\nFrom: b@x.example\n\n").From);
        Assert.Null(Read("From: a@x.example\nFrom: somebody\n\n").From);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable", "=E0=B8=99=E0=B9=89=E0=B8=B3 a=\nb =  \nc=3D=zz=", "น้ำ ab c==zz")]
    [InlineData("text/plain\nContent-Transfer-Encoding: BASE64", "4LiZ4Lm\n!J4Liz  YQ==\nYg==", "น้ำab")]
    [InlineData("text/plain; charset=utf-8; format=flowed", "one \ntwo\n> three \n> four\n-- \nme", "one two\n> three four\n-- \nme")]
    [InlineData("text/plain; format=flowed; delsp=yes", "น้ำ \nเค็ม\n >not quoted", "น้ำเค็ม\n >not quoted")]
    [InlineData("multipart/alternative; boundary=\"b\"", "intro\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\n<b>rich</b>\n--b--\nepilogue", "plain")]
    [InlineData("multipart/mixed; boundary=b", "--b\n\none\n\n--b\nContent-Disposition: attachment\n\nfile\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\ntwo\n--bb--\n--b--", "one\n\ntwo")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\nno end", "no end")]
    [InlineData("multipart/mixed; boundary=b", "no boundary at all", "no boundary at all")]
    [InlineData("multipart/mixed", "no boundary named", "no boundary named")]
    [InlineData("multipart/report; boundary=b", "--b\n\nfor people\n--b\nContent-Type: text/plain\n\nfor machines\n--b--", "for people")]
    [InlineData("multipart/mixed; boundary=b", "--b\nContent-Type: message/rfc822\n\nSubject: x\n\nsent on\n--b--", "")]
    [InlineData("text/html", "<html><head><title>t</title><style>p{}</style></head><body><p>a &amp; b&nbsp;&lt;</p><p>c<br>d 1 < 2<!-- <p>no --><script>no</script></p><div>e</div><div>f</div></body>", "a & b <\n\nc\nd 1 < 2\ne\nf")]
    [InlineData("text/html", "<div>answer</div><blockquote>q1<blockquote>q2</blockquote></blockquote>below<br>-- <br>me", "answer\n\n> q1\n> > q2\n\nbelow\n-- \nme")]
    [InlineData("text/html", "cut <b", "cut")]
    [InlineData("text/plain", "a\0b\u0007\u001b[2Jc\td", "ab[2Jc\td")]
    public void The_text_is_found_and_decoded(string type, string content, string expected) =>
        Assert.Equal(expected, Read($"Content-Type: {type}\n\n{content}").Text.TrimEnd('\n'));

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", true)]
    [InlineData("Auto-Submitted: auto-generated; x=y", true)]
    [InlineData("Auto-Submitted: No", false)]
    [InlineData("Auto-Submitted: no; x=y", false)]
    [InlineData("Precedence: bulk", true)]
    [InlineData("Precedence: Auto_Reply", true)]
    [InlineData("Precedence: normal", false)]
    [InlineData("X-Autoreply: yes", true)]
    [InlineData("Return-Path: <>", true)]
    [InlineData("Return-Path: <noi@x.example>", false)]
    [InlineData("Content-Type: multipart/report; boundary=b", true)]
    [InlineData("Subject: ลาพักร้อน", false)]
    public void A_machines_letter_is_told_from_a_persons(string header, bool automatic) => Assert.Equal(automatic, Read(header + "\n\nx").IsAutomatic);
}
