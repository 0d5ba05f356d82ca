using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What every written thing of the site is: a note, an AAR, a case. Its number never changes and is never used again.
/// What a kind has beyond this lies in its own module under the same number.</summary>
public sealed class ContentItem
{
    Saving? saving;
    IReadOnlyList<string>? links;

    /// <summary>The permanent number, from 1001 on. The database gives it; only what comes whole from another site of ours brings its own.</summary>
    public long Number { get; init; }
    /// <summary>The key of its <see cref="ContentKind"/>: <c>note</c>, <c>aar</c>, <c>case</c>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>The title, normalised, one line.</summary>
    public string Title { get; private set; } = "";
    /// <summary>The title as the last part of the address; may be empty.</summary>
    public string Slug { get; private set; } = "";
    /// <summary>All its words as plain text: what is searched.</summary>
    public string Words { get; private set; } = "";
    /// <summary>The first sentence or two, for lists and feeds.</summary>
    public string Summary { get; private set; } = "";
    /// <summary>The official code of the place it is about, or null.</summary>
    public string? PlaceCode { get; set; }
    /// <summary>A nearer place in words: a village, a temple, a hall.</summary>
    public string PlaceName { get; set; } = "";
    /// <summary>Who wrote it.</summary>
    public long AuthorId { get; init; }
    /// <summary>Who wrote it; loaded on demand.</summary>
    public Member Author { get; init; } = null!;
    /// <summary>The blog it lies in, or null.</summary>
    public long? BlogId { get; set; }
    /// <summary>The blog it lies in; loaded on demand.</summary>
    public Blog? Blog { get; set; }
    /// <summary>The circle it belongs to, or null.</summary>
    public long? CircleId { get; set; }
    /// <summary>Where it stands between draft and published.</summary>
    public ItemState State { get; private set; } = ItemState.Draft;
    /// <summary>Who may read it once it is published.</summary>
    public Audience Audience { get; set; } = Audience.Everyone;
    /// <summary>When a moderator hid it (UTC); null while it is not hidden.</summary>
    public DateTimeOffset? HiddenAt { get; private set; }
    /// <summary>What the hold rules found in it: while it is here, somebody reads it before readers do (it is hidden), and nobody has taken it away.</summary>
    public string[] HeldFor { get; private set; } = [];
    /// <summary>What was found and let through: it does not hold the item again.</summary>
    public string[] PassedFor { get; private set; } = [];
    /// <summary>Whether it waits to be read before readers see it.</summary>
    public bool IsHeld => HeldFor.Length > 0;
    /// <summary>What others may do with it.</summary>
    public Licence Licence { get; set; } = Licence.BySa;
    /// <summary>When it was begun (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was last changed by a writer (UTC); null while it never was after publishing.</summary>
    public DateTimeOffset? RevisedAt { get; private set; }
    /// <summary>When it was first published (UTC); kept when it is taken back and published again.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>Since when readers see it (UTC), kept by the database: from its publishing, the end of its hiding, or its opening to more than a circle; null while they never did.</summary>
    public DateTimeOffset? ShownAt { get; private set; }
    /// <summary>When it shall be published by itself (UTC); null when not scheduled.</summary>
    public DateTimeOffset? PublishAt { get; private set; }
    /// <summary>From which <see cref="Revision"/> on readers may read the history: the one they saw when it was last opened to them; null while it never was.</summary>
    public int? OpenFrom { get; internal set; }
    /// <summary>Counts the saves; two people saving the same version is a conflict (409).</summary>
    public int Version { get; private set; } = 1;
    /// <summary>The tags.</summary>
    public List<Tag> Tags { get; } = [];
    /// <summary>The comments, held ones included.</summary>
    public List<Comment> Comments { get; } = [];
    /// <summary>The photos in use.</summary>
    public List<ItemPhoto> Photos { get; } = [];
    /// <summary>The documents attached.</summary>
    public List<ItemFile> Files { get; } = [];

    /// <summary>The address that never breaks: the number decides, the slug helps the reader.</summary>
    public string Url => UrlOf(Number, Slug);

    /// <summary>The address of an item of this number and slug.</summary>
    public static string UrlOf(long number, string slug) => slug.Length == 0 ? $"/n/{number}" : $"/n/{number}/{Uri.EscapeDataString(slug)}";

    /// <summary>Writes what every kind has. Called by the kind's own write and revise. When the database is saved next, what stands here then becomes a <see cref="Revision"/>.</summary>
    /// <param name="title">The title as typed.</param>
    /// <param name="reading">What readers get of it.</param>
    /// <param name="save">Who saves, and the parts as typed.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Refused">422: the title is empty or longer than 200 characters, or a circle shall read it that is not said.</exception>
    public void Describe(string title, Reading reading, Saving save, DateTimeOffset now)
    {
        title = ThaiText.Normalise(title).ReplaceLineEndings(" ").Trim();
        if (title.Length == 0)
            throw new Refused(422, "ยังไม่มีชื่อเรื่อง ตั้งชื่อสั้น ๆ ก็ได้ แก้ทีหลังได้", "Title");
        if (title.Length > 200)
            throw new Refused(422, "ชื่อเรื่องยาวเกิน 200 ตัวอักษร ย้ายส่วนที่เหลือไปไว้ในเนื้อเรื่องได้", "Title");
        if (Audience == Audience.Circle && CircleId is null)
            throw new Refused(422, "ให้อ่านเฉพาะวง แต่ยังไม่ได้เลือกวง โปรดเลือกวงก่อน", "CircleId");
        (Title, Slug) = (title, ThaiSlug.Of(title));
        Reword(reading);
        RevisedAt = PublishedAt is null ? null : now;
        saving = save with { At = now };
        Version++;
    }

    /// <summary>What was described and is not saved yet.</summary>
    internal Saving? Saving => saving;

    /// <summary>Where its text leads since the last save; null when nothing was written.</summary>
    internal IReadOnlyList<string>? Links => links;

    /// <summary>What was described and is not saved yet; taken once.</summary>
    internal Saving? TakeSaving() => Interlocked.Exchange(ref saving, null);

    /// <summary>Where its text leads since the last save; taken once, null when nothing was written.</summary>
    internal IReadOnlyList<string>? TakeLinks() => Interlocked.Exchange(ref links, null);

    /// <summary>Says that what was just described is an older revision put back.</summary>
    internal void PutsBack(int nth, string note) => saving = (saving ?? throw new InvalidOperationException($"The kind {Kind} put a revision back without describing the item.")) with { PutsBack = nth, Note = note };

    /// <summary>Takes its words from a new rendering of the same text: no revision, nobody wrote.</summary>
    public void Reword(Reading reading) => (Words, Summary, links) = (reading.Words, reading.Summary, reading.Links);

    /// <summary>The one door to being published: the form, the seed, the importer and the timetable all come through here. Publishing twice changes nothing.</summary>
    public void Publish(DateTimeOffset now)
    {
        State = ItemState.Published;
        PublishedAt ??= now;
        PublishAt = null;
        Version++;
    }

    /// <summary>Lets it be published by itself later.</summary>
    /// <exception cref="Refused">422: the time is past.</exception>
    public void Schedule(DateTimeOffset at, DateTimeOffset now)
    {
        if (at <= now)
            throw new Refused(422, "เวลาที่ตั้งไว้ผ่านไปแล้ว เลือกเวลาข้างหน้า หรือกดเผยแพร่เลย", "PublishAt");
        (State, PublishAt) = (ItemState.Scheduled, at.ToUniversalTime());
        Version++;
    }

    /// <summary>Publishes what is due, through <see cref="Publish"/>, each at the time it was set to.</summary>
    public static async Task PublishDue(CommonsDb db, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var due in await db.Items.Where(i => i.State == ItemState.Scheduled && i.PublishAt <= now).OrderBy(i => i.PublishAt).ThenBy(i => i.Number).Take(500).ToListAsync(stop))
            due.Publish(due.PublishAt!.Value);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Takes it back to a draft: only its writers see it again. Number, comments and first date stay.</summary>
    public void Withdraw()
    {
        (State, PublishAt) = (ItemState.Draft, null);
        Version++;
    }

    /// <summary>Takes it out of a blog to practise in, along into a real one, as a draft with its number: publishing it there is its first publishing.</summary>
    public void TakeAlong(Blog blog)
    {
        Withdraw();
        (Blog, BlogId, Audience, PlaceCode, PublishedAt, RevisedAt, OpenFrom) = (blog, blog.Id, Audience.Everyone, PlaceCode ?? blog.PlaceCode, null, null, null);
    }

    /// <summary>Hides it from readers, by a moderator; it keeps its state beneath.</summary>
    public void Hide(DateTimeOffset now) => (HiddenAt, HeldFor) = (IsHeld ? now : HiddenAt ?? now, []);

    /// <summary>Ends the hiding, or lets through what waits.</summary>
    public void Restore() => (HiddenAt, PassedFor, HeldFor) = (null, [.. PassedFor.Union(HeldFor)], []);

    /// <summary>Lets it wait until somebody has read it, for what the rules found; found nothing, or only what was let through before, it waits no longer.</summary>
    internal void Hold(string[] found, DateTimeOffset now)
    {
        var fresh = found.Except(PassedFor).ToArray();
        HiddenAt = fresh.Length == 0 ? IsHeld ? null : HiddenAt : HiddenAt ?? now;
        if (!fresh.SequenceEqual(HeldFor))
            HeldFor = fresh;
    }

    /// <summary>Replaces the tags.</summary>
    public void TagWith(IEnumerable<string> labels)
    {
        var wanted = labels.Select(Tag.Of).OfType<Tag>().DistinctBy(t => t.Key).Take(Tag.Most).ToList();
        Tags.RemoveAll(t => !wanted.Any(w => w.Key == t.Key));
        Tags.AddRange(wanted.Where(w => !Tags.Any(t => t.Key == w.Key)));
    }

    /// <summary>Puts a photo to use here, after those it has; the same photo twice is once.</summary>
    /// <returns>The photo in use.</returns>
    public ItemPhoto Use(Photo photo, string name, string caption, string alt = "")
    {
        if (Photos.Find(p => p.Photo == photo || photo.Id != 0 && p.PhotoId == photo.Id) is { } known)
            return known;
        var used = new ItemPhoto { Photo = photo, Name = Path.GetFileName(name), Position = Photos.Select(p => p.Position).DefaultIfEmpty(0).Max() + 1, Caption = caption, Alt = alt, Uncaptioned = caption.Length == 0 };
        Photos.Add(used);
        return used;
    }

    /// <summary>Attaches a document after those it has; the same one twice is once.</summary>
    public void Attach(Attachment file, string name)
    {
        if (!Files.Exists(f => f.Attachment == file || file.Id != 0 && f.AttachmentId == file.Id))
            Files.Add(new() { Attachment = file, Name = Attachment.NameOf(name, AttachmentKind.Of(file.Kind)), Position = Files.Select(f => f.Position).DefaultIfEmpty(0).Max() + 1 });
    }

    /// <summary>What the viewer stands on when a deed is done to this item; <see cref="Blog"/> with its writers must be loaded.</summary>
    public Ground GroundFor(Viewer viewer) => new(PlaceCode ?? Blog?.PlaceCode, CircleId, AuthorId, Blog?.HandOf(viewer));
}

/// <summary>What readers get of a text, beside its HTML.</summary>
/// <param name="Words">All its words as plain text.</param>
/// <param name="Summary">The first sentence or two.</param>
/// <param name="Links">Where its links lead, as they stand in the HTML.</param>
public sealed record Reading(string Words, string Summary, IReadOnlyList<string> Links);

/// <summary>Where an item stands.</summary>
public enum ItemState
{
    /// <summary>ร่าง: only its writers see it.</summary>
    Draft,
    /// <summary>ตั้งเวลาไว้: becomes published by itself.</summary>
    Scheduled,
    /// <summary>เผยแพร่แล้ว.</summary>
    Published,
}

/// <summary>Who may read a published item.</summary>
public enum Audience
{
    /// <summary>ทุกคน.</summary>
    Everyone,
    /// <summary>เฉพาะสมาชิก.</summary>
    Members,
    /// <summary>เฉพาะวง.</summary>
    Circle,
    /// <summary>ฝึกเขียน: the readers of its blog's <see cref="Content.Practice"/>, and in no list, feed, search or count. No form chooses it: it goes by the blog.</summary>
    Practice,
}

/// <summary>What others may do with an item.</summary>
public enum Licence
{
    /// <summary>CC BY-SA 4.0.</summary>
    BySa,
    /// <summary>CC BY 4.0.</summary>
    By,
    /// <summary>สงวนลิขสิทธิ์.</summary>
    Reserved,
}
