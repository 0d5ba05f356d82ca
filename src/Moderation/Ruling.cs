using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>What a moderator decided about an item. All rulings are public (<c>/decisions</c>): which number, what, why, when; never the content.</summary>
public sealed class Ruling
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; init; } = null!;
    /// <summary>What was done.</summary>
    public RulingDeed Deed { get; init; }
    /// <summary>Which revision of the item it is about; null for the item.</summary>
    public int? Revision { get; init; }
    /// <summary>Why, for everyone to read.</summary>
    public string Reason { get; init; } = "";
    /// <summary>Who decided.</summary>
    public long ById { get; init; }
    /// <summary>Who decided; loaded on demand.</summary>
    public Member By { get; init; } = null!;
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The one door: does it to the item, writes it into the public log, settles the reports, and tells the author. The caller saves.</summary>
    /// <exception cref="Refused">403 without the right here; 422 without a reason; 409 when the revision is the newest.</exception>
    public static async Task Make(CommonsDb db, Outbox outbox, Words words, Viewer viewer, ContentItem item, RulingDeed deed, string? reason, DateTimeOffset now, Revision? revision = null)
    {
        viewer.Must(People.Deed.Moderate, new(item.PlaceCode));
        var why = ThaiText.Normalise(reason ?? "").ReplaceLineEndings(" ").Trim();
        if (why.Length is 0 or > 500)
            throw new Refused(422, "เขียนเหตุผลสั้น ๆ ให้เจ้าของเรื่องและทุกคนเข้าใจ ไม่เกิน 500 ตัวอักษร", "Reason");
        if (deed == RulingDeed.Hide)
            item.Hide(now);
        else if (deed == RulingDeed.Restore)
            item.Restore();
        else if (deed is RulingDeed.Strike or RulingDeed.Unstrike)
            revision!.Strike(deed == RulingDeed.Strike ? now : null, (await Content.Revision.Newest(db, item.Number, default))!.Nth);
        var ruling = new Ruling { Number = item.Number, Deed = deed, Revision = revision?.Nth, Reason = why, ById = viewer.Id, At = now };
        db.Rulings.Add(ruling);
        // What readers reported is the page of today, not an old revision
        foreach (var report in revision is null ? await db.Reports.Where(r => r.Number == item.Number && r.SettledAt == null).ToListAsync() : [])
            report.SettledAt = now;
        var author = await db.Members.SingleAsync(m => m.Id == item.AuthorId);
        if (deed == RulingDeed.Leave || author is not { Email: { } email, EmailConfirmed: true })
            return;
        var w = words.In(author.Language);
        var (subject, said) = deed switch
        {
            RulingDeed.Hide => ("เรื่องของท่านถูกซ่อนไว้ก่อน", "ผู้ดูแลซ่อนเรื่องนี้จากผู้อ่าน"),
            RulingDeed.Restore => ("เรื่องของท่านกลับมาแล้ว", "ผู้ดูแลเปิดเรื่องนี้ให้อ่านได้อีก"),
            RulingDeed.Strike => ("ฉบับเก่าของเรื่องท่านถูกตัดออก", "ผู้ดูแลตัดฉบับเก่าฉบับหนึ่งออกจากประวัติการแก้ไข ข้อความที่ใช้อยู่ไม่เปลี่ยน"),
            _ => ("ฉบับเก่าของเรื่องท่านกลับมาแล้ว", "ผู้ดูแลให้อ่านฉบับเก่าฉบับหนึ่งได้อีก"),
        };
        await outbox.Put("ruling", $"{item.Number}-{now.ToUnixTimeMilliseconds()}", email, author.DisplayName, w[subject],
            $"{w["สวัสดี {0}", author.DisplayName]}\n\n{w[said]}\n{w["เลขที่ {0}", item.Number]}{(revision is null ? "" : " " + w["ฉบับที่ {0}", revision.Nth])}\n{w["เหตุผล: {0}", why]}\n\n{w["ข้อความของท่านยังอยู่ครบ แก้แล้วตอบจดหมายนี้หรือบอกผู้ดูแลได้"]}\n");
    }
}

/// <summary>What can be decided.</summary>
public enum RulingDeed
{
    /// <summary>Readers do not see it.</summary>
    Hide,
    /// <summary>Readers see it again.</summary>
    Restore,
    /// <summary>It stays as it is: the report was not right.</summary>
    Leave,
    /// <summary>One old revision is for nobody's eyes but the moderators'.</summary>
    Strike,
    /// <summary>That revision can be read again.</summary>
    Unstrike,
}
