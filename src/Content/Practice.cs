using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A time of practising: blogs that only its readers read, and that are gone after a day. Which training it is, module Training knows under the same number.</summary>
public sealed class Practice
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The day on which what is left in it is emptied.</summary>
    public DateOnly GoneOn { get; set; }
    /// <summary>Who reads what lies in its blogs.</summary>
    public List<PracticeReader> Readers { get; } = [];

    /// <summary>Lets somebody read; twice is once.</summary>
    public void Admit(long member)
    {
        if (!Readers.Exists(r => r.MemberId == member))
            Readers.Add(new() { MemberId = member });
    }

    /// <summary>Stands before every save: what lies in a blog to practise in is for its readers only, whatever a form says, and what leaves it leaves the talk of the others behind, which was for them. Only a draft of one's own comes in.</summary>
    internal static async Task Keep(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var item = entry.Entity;
            var was = entry.State == EntityState.Modified && entry.OriginalValues.GetValue<Audience>(nameof(item.Audience)) == Audience.Practice;
            if (entry.State == EntityState.Modified && !was && item.Audience != Audience.Practice && !entry.Property(i => i.BlogId).IsModified)
                continue;
            var practises = item.Blog is { } blog ? blog.PracticeId is not null || blog.Practice is not null : item.BlogId is { } id && await db.Blogs.AnyAsync(b => b.Id == id && b.PracticeId != null, stop);
            if (practises && item.Kind != "note")
                throw new Refused(422, "สมุดฝึกเขียนใช้เขียนบันทึก ใบถอดบทเรียนและเรื่องเล่าเลือกสมุดอื่น", "Blog");
            if (practises && !was && entry.State == EntityState.Modified)
                await MustMayEnter(db, item, entry.OriginalValues.GetValue<DateTimeOffset?>(nameof(item.PublishedAt)) is not null, stop);
            if (practises)
                (item.Audience, item.CircleId) = (Audience.Practice, null);
            else if (item.Audience == Audience.Practice)
                item.Audience = Audience.Members;
            if (was && !practises)
                await db.Comments.Where(c => c.Number == item.Number && c.MemberId != item.AuthorId).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CommentState.Removed), stop);
        }
    }

    // What others have read and talked below would be taken from them; and what another wrote is not one's own to practise with
    static async Task MustMayEnter(CommonsDb db, ContentItem item, bool wasPublished, CancellationToken stop)
    {
        if (!await db.Blogs.AnyAsync(b => b.Id == item.BlogId && b.Writers.Any(w => w.MemberId == item.AuthorId), stop))
            throw new Refused(422, "สมุดฝึกเขียนไว้ฝึกเรื่องของตัวเอง เรื่องที่คนอื่นเขียนย้ายเข้าไม่ได้ เลือกสมุดอื่น", "Blog");
        if (wasPublished)
            throw new Refused(422, "เรื่องที่เคยเผยแพร่แล้วย้ายเข้าสมุดฝึกเขียนไม่ได้ เพราะคนที่เคยอ่านจะหาไม่พบ เลือกสมุดอื่น", "Blog");
    }
}

/// <summary>Somebody who reads what lies in the blogs of a practice.</summary>
public sealed class PracticeReader : IAudited
{
    /// <summary>The practice.</summary>
    public long PracticeId { get; init; }
    /// <summary>Who.</summary>
    public long MemberId { get; init; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.By == MemberId ? null : new("practice.reader", $"practice {PracticeId}", $"member {MemberId}{(change.State == EntityState.Deleted ? " nothing" : "")}");
}
