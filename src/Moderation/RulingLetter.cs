using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>The letter that tells a writer what was decided, why, and what they can do, in their language. A guest gets none: we do not know where they live.</summary>
static class RulingLetter
{
    /// <summary>Puts it into the outbox.</summary>
    public static async Task Put(Desk desk, Ruling ruling, long? writer)
    {
        if (ruling.Deed == RulingDeed.Leave || ruling is { Deed: RulingDeed.Pass, CommentId: not null } || writer is not { } id || id == ruling.ById)
            return;
        if (await desk.Db.Members.SingleAsync(m => m.Id == id) is not { Email: { } email, EmailConfirmed: true } author)
            return;
        var (w, (subject, said)) = (desk.Words.In(author.Language), Sentences(ruling));
        var which = $"{w["เลขที่ {0}", ruling.Number]}{(ruling.Revision is { } nth ? " " + w["ฉบับที่ {0}", nth] : "")}";
        var next = ruling.Takes && ruling.Answers is null ? w["ข้อความของท่านยังอยู่ครบ ถ้าไม่เห็นด้วย ขอทบทวนได้หนึ่งครั้ง ผู้ดูแลอีกคนจะเป็นคนดู: {0}", desk.Site.Address + "/me/rulings"] : desk.Site.Address + "/me/rulings";
        await desk.Outbox.Put("ruling", $"{ruling.Number}-{ruling.CommentId ?? 0}-{ruling.At.ToUnixTimeMilliseconds()}", email, author.DisplayName, w[subject],
            $"{w["สวัสดี {0}", author.DisplayName]}\n\n{w[said]}\n{which}\n{(ruling.Reason.Length == 0 ? "" : w["เหตุผล: {0}", Reasons.In(w, ruling.Reason)] + "\n")}\n{next}\n");
    }

    static (string Subject, string Said) Sentences(Ruling ruling) => (ruling.Deed, ruling.CommentId) switch
    {
        (RulingDeed.Hide, null) => ("เรื่องของท่านถูกซ่อนไว้ก่อน", "ผู้ดูแลซ่อนเรื่องนี้จากผู้อ่าน"),
        (RulingDeed.Hide, _) => ("ความเห็นของท่านถูกซ่อนไว้ก่อน", "ความเห็นของท่านใต้เรื่องนี้ถูกซ่อนจากผู้อ่าน"),
        (RulingDeed.Restore, null) => ("เรื่องของท่านกลับมาแล้ว", "ผู้ดูแลเปิดเรื่องนี้ให้อ่านได้อีก"),
        (RulingDeed.Restore, _) => ("ความเห็นของท่านกลับมาแล้ว", "ความเห็นของท่านใต้เรื่องนี้เปิดให้อ่านได้อีก"),
        (RulingDeed.Strike, _) => ("ฉบับเก่าของเรื่องท่านถูกตัดออก", "ผู้ดูแลตัดฉบับเก่าฉบับหนึ่งออกจากประวัติการแก้ไข ข้อความที่ใช้อยู่ไม่เปลี่ยน"),
        (RulingDeed.Unstrike, _) => ("ฉบับเก่าของเรื่องท่านกลับมาแล้ว", "ผู้ดูแลให้อ่านฉบับเก่าฉบับหนึ่งได้อีก"),
        (RulingDeed.Pass, _) => ("เรื่องของท่านขึ้นแล้ว", "มีคนอ่านเรื่องนี้แล้ว และให้ขึ้น"),
        _ => ("ทบทวนแล้ว คำตัดสินคงเดิม", "ผู้ดูแลอีกคนอ่านที่ท่านขอทบทวนแล้ว และให้คงไว้อย่างเดิม"),
    };
}
