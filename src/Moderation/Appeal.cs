using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>A writer asks that somebody else looks again at what was decided about what they wrote: once a ruling.</summary>
public sealed class Appeal : IQuiet
{
    /// <summary>The ruling.</summary>
    public long RulingId { get; private init; }
    /// <summary>The ruling; loaded on demand.</summary>
    public Ruling Ruling { get; private init; } = null!;
    /// <summary>Who asks.</summary>
    public long MemberId { get; private init; }
    /// <summary>Why, in their words; only for who decides.</summary>
    public string Text { get; private init; } = "";
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; private init; }
    /// <summary>The ruling that answers it; null while it waits.</summary>
    public long? AnswerId { get; private set; }
    /// <summary>The ruling that answers it; loaded on demand.</summary>
    public Ruling? Answer { get; private set; }

    /// <summary>Asks; the caller saves.</summary>
    /// <param name="ruling">What was decided, with its item and its comment.</param>
    /// <exception cref="Refused">404: it is about nobody's but others'; 409: it was asked before, or takes nothing away; 422: no words, or too many.</exception>
    public static async Task<Appeal> Make(CommonsDb db, Ruling ruling, long member, string? text, DateTimeOffset now)
    {
        if (!IsOf(ruling, member))
            throw Refused.NotFound();
        var said = ThaiText.Normalise(text ?? "").Trim();
        if (!ruling.Takes || ruling.Answers is not null || ruling.ById == member || await db.Appeals.AnyAsync(a => a.RulingId == ruling.Id))
            throw new Refused(409, "คำตัดสินหนึ่งขอทบทวนได้ครั้งเดียว");
        if (said.Length is 0 or > 1000)
            throw new Refused(422, "บอกสั้น ๆ ว่าทำไมควรดูอีกครั้ง ไม่เกิน 1,000 ตัวอักษร", "Text");
        var appeal = new Appeal { RulingId = ruling.Id, MemberId = member, Text = said, At = now };
        db.Appeals.Add(appeal);
        return appeal;
    }

    /// <summary>Whether the ruling is about what this member wrote.</summary>
    public static bool IsOf(Ruling ruling, long member) => (ruling.CommentId is null ? ruling.Item.AuthorId : ruling.Comment!.MemberId) == member;

    /// <summary>Those that wait and that this viewer may answer, oldest first: where they moderate, and what somebody else decided.</summary>
    public static async Task<List<Appeal>> Waiting(CommonsDb db, Viewer viewer, CancellationToken stop) =>
        (await db.Appeals.AsNoTracking().Include(a => a.Ruling.Item.Blog!.Writers).Include(a => a.Ruling.Comment).Include(a => a.Ruling.By).Where(a => a.AnswerId == null && a.Ruling.ById != viewer.Id && a.MemberId != viewer.Id).OrderBy(a => a.At).Take(200).ToListAsync(stop))
            .FindAll(a => viewer.Moderates(a.Ruling.Item.PlaceCode));

    /// <summary>It is answered.</summary>
    internal void Settle(Ruling answer)
    {
        if (AnswerId is not null)
            throw new Refused(409, "มีคนทบทวนเรื่องนี้ไปแล้ว เปิดหน้านี้ใหม่เพื่อดูผล");
        Answer = answer;
    }
}
