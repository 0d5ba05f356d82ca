using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

public sealed partial class Ruling
{
    /// <summary>The one door: does it, writes it into the book of decisions, settles the reports, and tells the writer. The caller saves.</summary>
    /// <param name="desk">Who decides, and what is at hand.</param>
    /// <param name="item">The item, with its blog and the writers of that.</param>
    /// <param name="deed">What is done.</param>
    /// <param name="reason">Why; may be left out when something is let through.</param>
    /// <param name="revision">The revision it is about, if it is about one.</param>
    /// <param name="comment">The comment it is about, if it is about one.</param>
    /// <param name="appeal">The appeal that it answers, with its ruling.</param>
    /// <exception cref="Refused">403 without the right here; 422 without a reason; 409 when it is decided already, or the revision is the newest.</exception>
    public static async Task<Ruling> Make(Desk desk, ContentItem item, RulingDeed deed, string? reason, Revision? revision = null, Comment? comment = null, Appeal? appeal = null)
    {
        var (db, viewer, now) = (desk.Db, desk.Viewer, desk.Now);
        var last = await db.Rulings.Where(r => r.Number == item.Number && r.CommentId == (comment == null ? null : comment.Id) && r.Deed == RulingDeed.Hide).OrderByDescending(r => r.Id).FirstOrDefaultAsync();
        new Bench(viewer, item, comment, last).Must(deed, appeal?.Ruling);
        var why = ThaiText.Normalise(reason ?? "").ReplaceLineEndings(" ").Trim();
        if (why.Length == 0 && deed != RulingDeed.Pass || why.Length > 500)
            throw new Refused(422, "เขียนเหตุผลสั้น ๆ ให้เจ้าของเรื่องและทุกคนเข้าใจ ไม่เกิน 500 ตัวอักษร", "Reason");
        if (comment is not null)
            Do(comment, deed, viewer.Id, now);
        else
            await Do(db, item, deed, revision, now);
        var ruling = new Ruling { Number = item.Number, Deed = deed, Revision = revision?.Nth, CommentId = comment?.Id, Reason = why, ById = viewer.Id, AsModerator = viewer.Moderates(item.PlaceCode), Answers = appeal?.RulingId, At = now };
        db.Rulings.Add(ruling);
        appeal?.Settle(ruling);
        // What readers reported is the page of today, not an old revision or what somebody said below it
        foreach (var report in revision is null && comment is null ? await db.Reports.Where(r => r.Number == item.Number && r.SettledAt == null).ToListAsync() : [])
            report.SettledAt = now;
        await RulingLetter.Put(desk, ruling, comment is null ? item.AuthorId : comment.MemberId);
        return ruling;
    }

    static async Task Do(CommonsDb db, ContentItem item, RulingDeed deed, Revision? revision, DateTimeOffset now)
    {
        if (deed == RulingDeed.Pass && !item.IsHeld)
            throw Settled();
        if (deed == RulingDeed.Hide)
            item.Hide(now);
        else if (deed is RulingDeed.Restore or RulingDeed.Pass)
            item.Restore();
        else if (deed is RulingDeed.Strike or RulingDeed.Unstrike)
            revision!.Strike(deed == RulingDeed.Strike ? now : null, (await Content.Revision.Newest(db, item.Number, default))!.Nth);
    }

    static void Do(Comment comment, RulingDeed deed, long by, DateTimeOffset now)
    {
        if (comment.IsErased && deed is (RulingDeed.Restore or RulingDeed.Pass))
            throw new Refused(422, "ข้อความของความเห็นนี้ถูกลบถาวรแล้ว เปิดให้อ่านอีกไม่ได้");
        if (comment.State != deed switch { RulingDeed.Pass => CommentState.Held, RulingDeed.Restore => CommentState.Removed, _ => comment.State } || deed == RulingDeed.Hide && comment.State == CommentState.Removed)
            throw Settled();
        if (deed == RulingDeed.Hide)
            comment.Remove(by, now);
        else if (deed is RulingDeed.Pass or RulingDeed.Restore)
            comment.LetStand();
    }

    static Refused Settled() => new(409, "มีคนตัดสินเรื่องนี้ไปแล้ว เปิดหน้านี้ใหม่เพื่อดูผล");
}
