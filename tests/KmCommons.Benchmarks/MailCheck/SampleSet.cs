using System.Net;
using System.Text;
using FsCheck.Fluent;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Letters like those the site sends, and letters that have broken mailers; every link of a letter stands in both of its forms.</summary>
static class SampleSet
{
    private const int Made = 28;
    private static readonly string[] Usual = ["https://km.example/n/81116", "https://km.example/n/81116/%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99", "https://km.example/leave?token=AbC_123-x&kind=weekly&at=2026-W48#top"];

    /// <summary>The samples, all to one reader, with ids of their own.</summary>
    /// <param name="run">What the ids begin with.</param>
    /// <param name="reader">The reader's address.</param>
    public static Letter[] Of(string run, string reader) => [.. Bare().Select((letter, i) => letter with { MessageId = $"{run}.{i}@km.example", To = new MailAddress(reader, letter.To.Name) })];

    private static IEnumerable<Letter> Bare()
    {
        var (plain, digest) = (Samples.Letter() with { From = new MailAddress("km@km.example", Samples.Site.Name) }, Samples.DigestLetter() with { From = new MailAddress("km@km.example", Samples.Site.Name) });
        yield return With(plain, "เรียนท่านที่นับถือ\n\nสัปดาห์นี้มีบันทึกใหม่ 3 เรื่อง", Usual);
        yield return With(digest, "สัปดาห์นี้มีบันทึกใหม่ 3 เรื่อง ช่วยน้ำท่วมที่เกาะเพชร", Usual);
        yield return With(plain with { Subject = "Plain words", To = new MailAddress("r@example.th", "Reader One") }, "Plain words alone.", Usual);
        yield return With(plain with { Subject = "", To = new MailAddress("r@example.th") }, "", ["https://km.example/"]);
        yield return With(plain with { To = new MailAddress("r@example.th", "สมชาย, \"ช่าง\" (บางจาก) <x@evil.example>; y") }, "a < b & c > \"d\"", Usual);
        yield return With(digest with { Subject = string.Concat(Enumerable.Repeat("ปู่ย่าตายายเล่าเรื่องน้ำ ", 80)) }, "👩‍👩‍👧‍👦 👍🏽 🇹🇭 \u202bעברית\u202c", Usual);
        yield return With(plain, ".\n..\n.x\nFrom here on\n--=_alternative\n--\n= =3D =", Usual);
        yield return With(plain, new string('x', 3000) + "\n" + string.Concat(Enumerable.Repeat("ยาว", 2000)) + "\n\ttab and space \t\n", Usual);
        yield return With(digest, "มากเรื่อง", [.. Enumerable.Range(1, 250).Select(i => $"https://km.example/n/{80000 + i}/เรื่อง-{i}?ใคร=คุณ{i}&q=a%20b")]);
        yield return With(plain, "ยาวที่สุด", ["https://km.example/l/" + new string('a', 1900), .. Usual]);
        yield return With(digest with
        {
            Parts = [new Part { ContentType = "text/calendar; charset=utf-8; method=REQUEST", Bytes = Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n") },
                new Part { ContentType = "application/pdf", Bytes = new byte[] { 0, 1, 13, 10, 46, 13, 10, 255 }, FileName = "สรุปประชุม ครั้งที่ 3 (แก้ไข) \"บางจาก\".pdf" }],
        }, "มีแฟ้มแนบ", Usual);
        yield return With(plain with { ReplyTo = new MailAddress("circle-7@km.example", "วงคุณอำนวย 🛶") }, "ตอบมาได้", Usual);
        var texts = AnyName.Text.Sample(3 * Made, 40).ToArray();
        for (var i = 0; i < Made; i++) yield return With(digest with { Subject = texts[3 * i], To = new MailAddress("r@example.th", texts[3 * i + 1]) }, texts[3 * i + 2], Usual);
    }

    private static Letter With(Letter letter, string words, string[] links) => letter with
    {
        Text = $"{words}\n{string.Concat(links.Select(link => $"- {link}\n"))}",
        Html = $"<!doctype html><html lang=\"th\"><body><p>{WebUtility.HtmlEncode(words)}</p><ul>{string.Concat(links.Select(link => $"<li><a href=\"{WebUtility.HtmlEncode(link)}\">อ่านต่อ</a></li>\n"))}</ul></body></html>",
    };
}
