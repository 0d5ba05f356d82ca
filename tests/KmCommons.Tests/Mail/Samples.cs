using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

/// <summary>A letter like those the site sends.</summary>
internal static class Samples
{
    public static readonly MailAddress Site = new("km@commons.example", "คลังความรู้เมืองคอน");
    public static readonly MailAddress Reader = new("khunamnuay@bangchak.example", "คุณอำนวย ต.บางจาก");

    public static Letter Letter() => new()
    {
        From = Site,
        To = Reader,
        Subject = "ข่าวประจำสัปดาห์: บันทึกใหม่ 3 เรื่อง จากวงคุณอำนวยตำบลบางจากและตำบลท่าซัก",
        Text = "เรียนท่านที่นับถือ\n\nสัปดาห์นี้มีบันทึกใหม่ 3 เรื่อง\nhttps://km.example/n/81116/บ้านสระพัง\n",
        Html = "<!doctype html><html lang=\"th\"><body><p>เรียนท่านที่นับถือ</p><p>สัปดาห์นี้มี<a href=\"https://km.example/n/81116\">บันทึกใหม่</a></p></body></html>",
        Date = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.FromHours(7)),
        MessageId = "digest.2026-W48.12@km.example",
    };

    public static Letter DigestLetter() => Letter() with
    {
        ReplyTo = new MailAddress("circle-7@km.example", "วงคุณอำนวย"),
        ListId = new ListId("circle-7.km.example", "วงคุณอำนวย อำเภอเมือง"),
        Unsubscribe = new Unsubscribe("https://km.example/leave?token=AbC_123-x&kind=weekly", new MailAddress("leave+AbC=12@km.example")),
        AutoSubmitted = true,
        InReplyTo = "digest.2026-W47.12@km.example",
        References = ["digest.2026-W45.12@km.example", "digest.2026-W46.12@km.example", "digest.2026-W47.12@km.example"],
    };
}
