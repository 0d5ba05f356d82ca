using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A lesson card (บัตรบทเรียน): what works, in a sentence or two, and the paragraph of an item that it stands on. It is no content item: it lives and is read with its source (<see cref="LessonSight"/>).
/// How strong it is nobody types: it is counted from who took it up (<see cref="LessonStrength"/>).</summary>
public sealed class Lesson : IAudited
{
    /// <summary>The longest claim and the longest evidence in words, in letters (clusters).</summary>
    public const int LongestClaim = 300, LongestEvidence = 200;

    internal static readonly Pace Pace = new("Lesson", 60, TimeSpan.FromHours(1), "ท่านทำบัตรหรือบอกการเอาไปใช้หลายครั้งในชั่วโมงนี้");

    /// <summary>Identity; the last part of its address.</summary>
    public long Id { get; private set; }
    /// <summary>The item it comes from.</summary>
    public long SourceNumber { get; private init; }
    /// <summary>That item; loaded on demand.</summary>
    public ContentItem Source { get; private init; } = null!;
    /// <summary>The paragraph as it stood.</summary>
    public string Paragraph { get; private init; } = "";
    /// <summary>The revision of the item that it stood in.</summary>
    public int Nth { get; private init; }
    /// <summary>Who made it.</summary>
    public long MakerId { get; private init; }
    /// <summary>Who made it; loaded on demand.</summary>
    public Member Maker { get; private init; } = null!;
    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset MadeAt { get; private init; }
    /// <summary>When it was last changed (UTC), or null.</summary>
    public DateTimeOffset? RevisedAt { get; private set; }
    /// <summary>Counts the saves.</summary>
    public int Version { get; private set; }
    /// <summary>What works; plain text, one line.</summary>
    public string Claim { get; private set; } = "";
    /// <summary>Where it holds: a place with all inside it; null for everywhere.</summary>
    public string? PlaceCode { get; private set; }
    /// <summary>What it is about, as typed.</summary>
    public string[] Tags { get; private set; } = [];
    /// <summary>The same as <see cref="Tag.Key"/>s.</summary>
    public string[] TagKeys { get; private set; } = [];
    /// <summary>The words by which lessons of the same matter are found (<see cref="LessonWords"/>).</summary>
    public string[] Words { get; private set; } = [];
    /// <summary>More evidence in words: <c>24 จาก 37 ครัวเรือน</c>; may be empty.</summary>
    public string Evidence { get; private set; } = "";
    /// <summary>Another item where it was seen, or null; who may see that is asked when it is shown.</summary>
    public long? EvidenceNumber { get; private set; }
    /// <summary>When it was taken back (UTC): only who may keep it sees it then; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }
    /// <summary>Who took it back.</summary>
    public long? WithdrawnById { get; private set; }

    /// <summary>Its page.</summary>
    public string Url => UrlOf(Id);

    /// <summary>The page of a card.</summary>
    public static string UrlOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/lesson/{id}");

    /// <summary>What the viewer stands on when a deed is done to it; <see cref="Source"/> must be loaded.</summary>
    public Ground Ground => new(Source.PlaceCode, Source.CircleId, MakerId);

    /// <summary>Makes one of a paragraph that stands in the source now. The one door; the caller saves.</summary>
    /// <exception cref="Refused">403: not a member; 409: they made one of this paragraph already; 422: a field cannot be.</exception>
    public static async Task<Lesson> Make(CommonsDb db, Viewer viewer, ContentItem source, string paragraph, LessonSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        viewer.Must(Deed.MakeLesson, new(source.PlaceCode, source.CircleId));
        // Two tabs at the same moment: the second waits here, and finds what the first made
        await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {source.Number} for no key update", stop);
        var (number, me) = (source.Number, viewer.Id);
        if (await db.Lessons.AnyAsync(l => l.SourceNumber == number && l.MakerId == me && l.Paragraph == paragraph, stop))
            throw new Refused(409, "ท่านทำบัตรจากย่อหน้านี้ไว้แล้ว แก้บัตรเดิมได้ หรือเลือกย่อหน้าอื่น", "Claim");
        var nth = (await Revision.Newest(db, number, stop))?.Nth ?? 1;
        var lesson = new Lesson { SourceNumber = number, Source = source, Paragraph = paragraph, Nth = nth, MakerId = me, MadeAt = now };
        await lesson.Take(db, viewer, said, stop);
        db.Lessons.Add(lesson);
        return lesson;
    }

    /// <summary>Says it in other words. The caller saves.</summary>
    /// <exception cref="Refused">403: not who made it, and not who facilitates there; 422 as <see cref="Make"/>.</exception>
    public async Task Revise(CommonsDb db, Viewer viewer, LessonSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        viewer.Must(Deed.KeepLesson, Ground);
        await Take(db, viewer, said, stop);
        RevisedAt = now;
    }

    /// <summary>Takes it back, or lets it be read again. The caller saves.</summary>
    /// <exception cref="Refused">403: neither who keeps it nor who moderates there; who made it does not open what another took back.</exception>
    public void Withdraw(Viewer viewer, bool withdraws, DateTimeOffset now)
    {
        if (!viewer.May(Deed.Moderate, Ground))
            viewer.Must(Deed.KeepLesson, Ground);
        if (!withdraws && WithdrawnById != viewer.Id && MakerId == viewer.Id)
            throw Refused.NotAllowed();
        if (withdraws != WithdrawnAt is null)
            return;
        (WithdrawnAt, WithdrawnById) = (withdraws ? now : null, withdraws ? viewer.Id : null);
        Version++;
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded || change.By == MakerId ? null
        : new(change.Changed(nameof(WithdrawnAt)) ? WithdrawnAt is null ? "lesson.open" : "lesson.take-back" : "lesson.revise", $"lesson {Id}", $"item {SourceNumber}");

    async Task Take(CommonsDb db, Viewer viewer, LessonSaid said, CancellationToken stop)
    {
        said = said.Checked();
        var tags = said.Tags.Select(Tag.Of).OfType<Tag>().DistinctBy(t => t.Key).Take(Tag.Most).ToList();
        // What another said and this one may not see stays as it was, unless they put something else there
        if (said.EvidenceNumber != EvidenceNumber)
            EvidenceNumber = said.EvidenceNumber is { } other ? await MustSee(db, viewer, other, "EvidenceItem", stop)
                : EvidenceNumber is { } hidden && !await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == hidden, stop) ? hidden : null;
        if (EvidenceNumber == SourceNumber)
            throw new Refused(422, "นี่คือเรื่องที่บัตรนี้มาจากอยู่แล้ว ใส่เลขของเรื่องอื่น", "EvidenceItem");
        (Claim, PlaceCode, Evidence, Tags, TagKeys) = (said.Claim, said.PlaceCode, said.Evidence, [.. tags.Select(t => t.Label)], [.. tags.Select(t => t.Key)]);
        Words = LessonWords.Of(string.Join('\n', [said.Claim, .. Tags]));
        Version++;
    }

    /// <summary>The number of an item, when the viewer may see it: one sentence for what is not there and what is not for them.</summary>
    internal static async Task<long> MustSee(CommonsDb db, Viewer viewer, long number, string field, CancellationToken stop) => await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == number, stop) ? number
        : throw new Refused(422, "ไม่พบเรื่องเลขนี้ หรือท่านยังอ่านไม่ได้ ตรวจเลขหรือลิงก์อีกครั้ง", field);
}
