using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>ฉบับ: an item's words as one save left them, who saved and when. Never changed afterwards, never deleted.
/// <para>To a revision belongs what people wrote: title, the parts of the kind as its form shows them, tags, place, and what a kind puts among its parts
/// (captions of photos, figures, sources). Not to it belong who may read, licence, blog, series and the photos themselves: they are no words, and putting old words back must not open a closed door.</para></summary>
public sealed partial class Revision : IAudited
{
    /// <summary>The item.</summary>
    public long Number { get; private set; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>Which revision of the item, from 1.</summary>
    public int Nth { get; private init; }
    /// <summary>Who saved.</summary>
    public long ById { get; private init; }
    /// <summary>Who saved; loaded on demand.</summary>
    public Member By { get; private init; } = null!;
    /// <summary>When it was saved (UTC).</summary>
    public DateTimeOffset At { get; private init; }
    /// <summary>The title.</summary>
    public string Title { get; private set; } = "";
    /// <summary>What the parts are called in the code of the kind (<see cref="KindHistory.Parts"/>).</summary>
    public string[] Keys { get; private set; } = [];
    /// <summary>What stood under each of <see cref="Keys"/>, as typed.</summary>
    public string[] Texts { get; private set; } = [];
    /// <summary>The tags, in the order of their letters.</summary>
    public string[] Tags { get; private set; } = [];
    /// <summary>The official code of the place, or null.</summary>
    public string? PlaceCode { get; private set; }
    /// <summary>The nearer place in words.</summary>
    public string PlaceName { get; private set; } = "";
    /// <summary>How many letters (clusters) title and parts have.</summary>
    public int Letters { get; private set; }
    /// <summary>What is not as in the revision before: keys of parts, <see cref="OfTitle"/>, <see cref="OfTags"/>, <see cref="OfPlace"/>.</summary>
    public string[] Changed { get; private set; } = [];
    /// <summary>Which revision was put back by this one; null for a save of new words.</summary>
    public int? PutsBack { get; private set; }
    /// <summary>Why, in the words of who put it back; may be empty.</summary>
    public string Note { get; private set; } = "";
    /// <summary>When a moderator struck it (UTC): nobody reads it but who moderates there; null while it is not struck.</summary>
    public DateTimeOffset? StruckAt { get; private set; }

    /// <summary>What <see cref="Changed"/> calls title, tags and place.</summary>
    public const string OfTitle = "title", OfTags = "tags", OfPlace = "place";

    /// <summary>The longest <see cref="Note"/>, in letters.</summary>
    public const int LongestNote = 200;

    /// <summary>What stood under a part; empty when there was nothing.</summary>
    public string Text(string key) => Array.IndexOf(Keys, key) is >= 0 and var at ? Texts[at] : "";

    /// <summary>The place in words, for who compares.</summary>
    public string Place(Places.Gazetteer gazetteer, bool english) => string.Join(' ', new[] { PlaceName, gazetteer.Says(PlaceCode, english) }.Where(w => w.Length > 0));

    /// <summary>Strikes it out of everybody's sight, or lets it be read again. Comes from the moderators' one door, which asks for a reason and writes it into the public log.</summary>
    /// <param name="current">The number of the item's newest revision.</param>
    /// <exception cref="Refused">409: it is what the item's page shows.</exception>
    public void Strike(DateTimeOffset? now, int current)
    {
        if (now is not null && Nth == current)
            throw new Refused(409, "ฉบับนี้คือข้อความที่ใช้อยู่ แก้ข้อความก่อนแล้วค่อยตัดฉบับเก่า หรือซ่อนทั้งเรื่อง");
        StruckAt = now is null ? null : StruckAt ?? now;
    }

    /// <summary>Puts its words back as the words of the item, through the door of the item's kind: a new revision, and the ones between stay. The caller saves.</summary>
    /// <returns>Whether anything changed: what is there already needs no new revision.</returns>
    /// <exception cref="Refused">403: the viewer may not revise it. 409: it is struck. And whatever the kind refuses.</exception>
    public async Task<bool> PutBack(CommonsDb db, Viewer viewer, ContentItem item, ContentKind kind, string? note, DateTimeOffset now, CancellationToken stop)
    {
        viewer.Must(kind.History.Deed, item.GroundFor(viewer));
        if (StruckAt is not null)
            throw new Refused(409, "ฉบับนี้ถูกตัดออกแล้ว จึงนำกลับมาใช้ไม่ได้ เลือกฉบับอื่น");
        note = ThaiText.Normalise(note ?? "").ReplaceLineEndings(" ").Trim();
        if (ThaiText.CountClusters(note) > LongestNote)
            throw new Refused(422, "เหตุผลยาวเกิน 200 ตัวอักษร เก็บไว้แต่ใจความ", "Note");
        if (IsLike(await Newest(db, Number, stop)))
            return false;
        await kind.History.PutBack(db, viewer, this, now, stop);
        item.PutsBack(Nth, note);
        return true;
    }

    /// <summary>The newest revision of an item; null when none was kept.</summary>
    public static Task<Revision?> Newest(CommonsDb db, long number, CancellationToken stop) => db.Revisions.Where(r => r.Number == number).OrderByDescending(r => r.Nth).FirstOrDefaultAsync(stop);

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded && Item is { } item && item.AuthorId != ById ? new("item.revise", $"item {Number}", $"revision {Nth}") : null;

    bool IsLike(Revision? other) => other is not null && Differences(other).Length == 0;

    // Keys that the kind no longer shows count too: nothing that was said is passed over
    string[] Differences(Revision? other) =>
    [
        .. Title != (other?.Title ?? "") ? (string[])[OfTitle] : [],
        .. Keys.Union(other?.Keys ?? []).Where(k => Text(k) != (other?.Text(k) ?? "")),
        .. Tags.SequenceEqual(other?.Tags ?? []) ? (string[])[] : [OfTags],
        .. (PlaceCode, PlaceName) == (other?.PlaceCode, other?.PlaceName ?? "") ? (string[])[] : [OfPlace],
    ];
}
