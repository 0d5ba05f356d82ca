using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class LetterTests
{
    [Fact]
    public void A_Thai_letter_reads_the_same_in_somebody_elses_parser()
    {
        var letter = Samples.Letter();
        var read = PythonJudge.Read(letter.Compose());
        Assert.Empty(read.Faults);
        Assert.Equal(letter.Subject, read.Subject);
        Assert.Equal(letter.Subject, read.DecodedSubject);
        Assert.Equal([letter.From.Name, letter.From.Address], Assert.Single(read.From));
        Assert.Equal([letter.To.Name, letter.To.Address], Assert.Single(read.To));
        Assert.Equal(letter.Date, read.Date);
        Assert.Equal(TimeSpan.FromHours(7), read.Date.Offset);
        Assert.Equal("<digest.2026-W48.12@km.example>", read.Values["Message-ID"]);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], read.Shape);
        Assert.Equal(letter.Text, read.Parts[0].Text);
        Assert.Equal(letter.Html + "\n", read.Parts[1].Text);
    }

    [Fact]
    public void A_digest_carries_its_list_its_way_out_and_its_thread()
    {
        var read = PythonJudge.Read(Samples.DigestLetter().Compose());
        Assert.Empty(read.Faults);
        Assert.Equal(["วงคุณอำนวย", "circle-7@km.example"], Assert.Single(read.ReplyTo));
        Assert.EndsWith("<circle-7.km.example>", read.Values["List-Id"], StringComparison.Ordinal);
        Assert.Equal("<https://km.example/leave?token=AbC_123-x&kind=weekly>, <mailto:leave%2BAbC%3D12@km.example>", read.Values["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", read.Values["List-Unsubscribe-Post"]);
        Assert.Equal("auto-generated", read.Values["Auto-Submitted"]);
        Assert.Equal("<digest.2026-W47.12@km.example>", read.Values["In-Reply-To"]);
        Assert.Equal("<digest.2026-W45.12@km.example> <digest.2026-W46.12@km.example> <digest.2026-W47.12@km.example>", read.Values["References"]);
        Assert.Equal(read.Fields.Length, read.Fields.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_letter_without_options_has_no_field_for_them() =>
        Assert.Equal(["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"], PythonJudge.Read(Samples.Letter().Compose()).Fields);

    [Fact]
    public void The_same_letter_is_the_same_bytes_and_another_id_is_another_boundary_and_file()
    {
        var (one, other) = (Samples.DigestLetter(), Samples.DigestLetter() with { MessageId = "digest.2026-W48.13@km.example" });
        Assert.Equal(one.Compose(), Samples.DigestLetter().Compose());
        Assert.NotEqual(Boundary(one), Boundary(other));
        Assert.NotEqual(one.FileName, other.FileName);
        Assert.Matches("^digest-2026-W48-12-km-example\\.[0-9a-f]{24}\\.eml$", one.FileName);

        static string Boundary(Letter letter) => Encoding.ASCII.GetString(letter.Compose()).Split("boundary=\"")[1].Split('"')[0];
    }

    [Fact]
    public void Ids_that_look_alike_once_cleaned_have_different_file_names_and_none_is_hidden()
    {
        string[] ids = ["a.b@x", "a-b@x", "a+b@x", "{a}@x", "*@x", new string('a', 200) + "@x", new string('a', 201) + "@x"];
        var names = ids.Select(id => (Samples.Letter() with { MessageId = id }).FileName).ToArray();
        Assert.Equal(ids.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[A-Za-z0-9][A-Za-z0-9._-]{1,100}\\.eml$", name));
    }

    [Fact]
    public void A_letter_of_text_alone_is_one_part()
    {
        var read = PythonJudge.Read((Samples.Letter() with { Html = null }).Compose());
        Assert.Empty(read.Faults);
        Assert.Equal(["text/plain"], read.Shape);
        Assert.Equal(Samples.Letter().Text, read.Parts[0].Text);
    }

    [Theory]
    [InlineData("English with a few signs: é, ü", "quoted-printable")]
    [InlineData("ภาษาไทยทั้งบรรทัด ยาวพอที่จะเห็นความต่าง", "base64")]
    public void Content_takes_the_smaller_encoding(string text, string encoding) =>
        Assert.Equal(encoding, PythonJudge.Read((Samples.Letter() with { Text = text, Html = null }).Compose()).Parts[0].Encoding);

    [Fact]
    public void Awkward_text_comes_back_as_it_was()
    {
        string[] texts =
        [
            "", "\n", "a", ".", "..\n.\n.. x\n", "From here on\nFrom", "--=_alternative\n--\n", "= =3D =\n=", "trailing space \nand tab\t\n", "\ttab first",
            new string('x', 75), new string('x', 76), new string('x', 77), new string('=', 200), new string(' ', 300), new string('x', 75) + " ", new string('x', 2000),
            "a\rb\r\nc\nd", "\0\u0001\u007f", "é" + new string('x', 74) + "\n" + new string('x', 73) + "é", "👩‍👩‍👧‍👦 สวัสดีครับ \u202bעברית\u202c",
        ];
        var readings = PythonJudge.Read([.. texts.Select(text => (Samples.Letter() with { Text = text, Html = text }).Compose())]);
        foreach (var (text, read) in texts.Zip(readings))
        {
            var expected = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n') + "\n";
            Assert.Empty(read.Faults);
            Assert.Equal([expected, expected], read.Parts.Select(part => part.Text));
        }
    }

    [Fact]
    public void An_invitation_is_a_form_of_the_letter_and_a_file_is_an_attachment_with_its_Thai_name()
    {
        var calendar = Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:วงคุณอำนวย\r\nEND:VCALENDAR\r\n");
        var name = "สรุปประชุม ครั้งที่ 3 (แก้ไข) ของวงคุณอำนวย \"บางจาก\".pdf";
        var letter = Samples.Letter() with
        {
            Parts = [new Part { ContentType = "text/calendar; charset=utf-8; method=REQUEST", Bytes = calendar },
                new Part { ContentType = "application/pdf", Bytes = new byte[] { 0, 1, 13, 10, 255 }, FileName = name }],
        };
        var read = PythonJudge.Read(letter.Compose());
        Assert.Empty(read.Faults);
        Assert.Equal(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/pdf"], read.Shape);
        Assert.Equal(Encoding.UTF8.GetString(calendar).ReplaceLineEndings("\n"), read.Parts[2].Text);
        Assert.Equal(("attachment", name, "\0\u0001\r\n\u00ff"), (read.Parts[3].Disposition, read.Parts[3].FileName, read.Parts[3].Text));
    }
}
