using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What came of taking a lesson up. All three are welcome.</summary>
public enum AdoptionOutcome
{
    /// <summary>ใช้ได้ผล.</summary>
    Worked,
    /// <summary>ปรับแล้วจึงใช้ได้.</summary>
    Changed,
    /// <summary>ใช้ที่นี่ไม่ได้.</summary>
    NotHere,
}

/// <summary>A member says that their place took a lesson up (เอาไปใช้แล้ว), when, what came of it, and from whose place they had it: so the chain grows. One for each place and member.</summary>
public sealed class Adoption : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The lesson.</summary>
    public long LessonId { get; private init; }
    /// <summary>The lesson; loaded on demand.</summary>
    public Lesson Lesson { get; private init; } = null!;
    /// <summary>Who says so.</summary>
    public long MemberId { get; private init; }
    /// <summary>Who says so; loaded on demand.</summary>
    public Member Member { get; private init; } = null!;
    /// <summary>The tambon or district.</summary>
    public string PlaceCode { get; private set; } = "";
    /// <summary>A village in words; empty for the whole place.</summary>
    public string PlaceName { get; private set; } = "";
    /// <summary>The circle that took it up, or null.</summary>
    public long? CircleId { get; private set; }
    /// <summary>That circle; loaded on demand. A closed one is shown to who may know of it.</summary>
    public Circle? Circle { get; private init; }
    /// <summary>The day (Bangkok); null when nobody remembers it.</summary>
    public DateOnly? OnDay { get; private set; }
    /// <summary>What came of it.</summary>
    public AdoptionOutcome Outcome { get; private set; }
    /// <summary>The same in a line or two; empty when it worked and nothing more was said.</summary>
    public string Said { get; private set; } = "";
    /// <summary>How many households it reached; null when nobody said.</summary>
    public int? Households { get; private set; }
    /// <summary>The item that tells of it, or null; who may see that is asked when it is shown.</summary>
    public long? Number { get; private set; }
    /// <summary>From whose it was taken: an adoption of the same lesson; null for the source itself.</summary>
    public long? FromId { get; private set; }
    /// <summary>When it was told (UTC).</summary>
    public DateTimeOffset ToldAt { get; private init; }

    /// <summary>Whether the lesson is in use there, as it is or changed.</summary>
    public bool IsInUse => Outcome != AdoptionOutcome.NotHere;

    /// <summary>Whether it says anything beyond that it is in use there.</summary>
    public bool SaysMore => Said.Length > 0 || OnDay is not null || Households is not null || Number is not null || CircleId is not null;

    /// <summary>Tells of one, or tells it anew. The one door; the caller saves.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="viewer">Who tells.</param>
    /// <param name="lesson">The lesson, which the viewer may see.</param>
    /// <param name="stored">The one that is told anew; null for a new one.</param>
    /// <param name="said">What is told.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Stops before anything is done.</param>
    /// <exception cref="Refused">403: not theirs; 409: they told of this place already; 422: a field cannot be, or the chain would come back to itself.</exception>
    public static async Task<Adoption> Tell(CommonsDb db, Viewer viewer, Lesson lesson, Adoption? stored, AdoptionSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        viewer.Must(Deed.Adopt, new(said.PlaceCode, said.CircleId));
        if (stored is not null && stored.MemberId != viewer.Id)
            throw Refused.NotAllowed();
        said = said.Checked();
        // Two who tell at the same moment come one after the other: else both could take from each other
        await db.Database.ExecuteSqlAsync($"select 1 from learning.lesson where id = {lesson.Id} for no key update", stop);
        var links = await db.Adoptions.AsNoTracking().Where(a => a.LessonId == lesson.Id).Select(a => new { a.Id, a.FromId, a.MemberId, a.PlaceCode, a.PlaceName }).ToListAsync(stop);
        var own = stored?.Id ?? 0;
        if (links.Exists(a => a.Id != own && a.MemberId == viewer.Id && a.PlaceCode == said.PlaceCode && a.PlaceName == said.PlaceName))
            throw new Refused(409, "ท่านบอกของที่นี่ไว้แล้ว แก้ที่บอกไว้เดิมได้ที่หน้าบัตร", "Place");
        if (said.FromId is not null && !links.Exists(a => a.Id == said.FromId))
            throw new Refused(422, "เลือกจากรายการว่าเอามาจากที่ไหน", "From");
        for (var (at, steps) = (said.FromId, 0); at is not null && steps <= links.Count; at = links.Find(a => a.Id == at)?.FromId, steps++)
            if (at == own)
                throw new Refused(422, "ที่นั่นเอาไปจากที่ของท่าน ลำดับจะวนกลับมาที่เดิม เลือกที่อื่น หรือเลือกว่าเอามาจากเรื่องต้นทาง", "From");
        var adoption = stored ?? new Adoption { LessonId = lesson.Id, MemberId = viewer.Id, ToldAt = now };
        // What they may not see any more stays as it was
        var number = said.Number is null || said.Number == adoption.Number ? said.Number : await Lesson.MustSee(db, viewer, said.Number.Value, "Item", stop);
        (adoption.PlaceCode, adoption.PlaceName, adoption.CircleId, adoption.OnDay, adoption.Outcome) = (said.PlaceCode, said.PlaceName, said.CircleId, said.OnDay, said.Outcome);
        (adoption.Said, adoption.Households, adoption.Number, adoption.FromId) = (said.Said, said.Households, number, said.FromId);
        if (stored is null)
            db.Adoptions.Add(adoption);
        return adoption;
    }

    /// <summary>Whether this viewer may take it away: who told it, and who facilitates or moderates where it was told of or where the lesson is from. Who only made the card may not: they would choose what is seen of it.</summary>
    public bool MayBeTakenBy(Viewer viewer, Lesson lesson) => MemberId == viewer.Id
        || new[] { new Ground(PlaceCode, CircleId), lesson.Ground with { Author = null } }.Any(at => viewer.May(Deed.Moderate, at) || viewer.May(Deed.KeepLesson, at));

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.State == EntityState.Deleted && change.By != MemberId ? new("lesson.adoption", $"lesson {LessonId}", $"member {MemberId}") : null;
}
