using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>A case story: what it was like, what was done, what came of it, how to do the same; with figures, and sources cited as content items.
/// While nobody has told it, it is a stub that says what is known and asks. Its title, place, author and readers are those of its <see cref="Item"/>.</summary>
public sealed partial class CaseStory : IAudited
{
    /// <summary>What the site calls this kind of item.</summary>
    public static readonly ContentKind Kind = new("case", "เรื่องเล่า", "book", "is-case", "cases", typeof(CaseBody), "/tell/{0}", CaseHistory.Kept);

    /// <summary>The item's permanent number.</summary>
    public long Number { get; private set; }
    /// <summary>The row that every written thing has.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>What it is about; the item's tags are the same.</summary>
    public string[] Themes { get; private set; } = [];
    /// <summary>How far it is.</summary>
    public CaseState State { get; private set; }
    /// <summary>Whether it is made up, to show what a story looks like.</summary>
    public bool Example { get; private set; }
    /// <summary>Who checked it; null while it is not checked.</summary>
    public long? CheckedBy { get; private set; }
    /// <summary>Who checked it; loaded on demand.</summary>
    public Member? Checker { get; private set; }
    /// <summary>When it was checked (UTC).</summary>
    public DateTimeOffset? CheckedAt { get; private set; }
    /// <summary>The parts that were told.</summary>
    public List<CaseText> Texts { get; } = [];
    /// <summary>Where it comes from.</summary>
    public List<CaseSource> Sources { get; } = [];
    /// <summary>Its figures.</summary>
    public List<CaseFigure> Figures { get; } = [];

    /// <summary>The text of a part; null while nobody told it.</summary>
    public CaseText? Of(CasePart part) => Texts.Find(t => t.Part == part);

    /// <summary>The parts of the story that nobody has told yet.</summary>
    public IEnumerable<CasePart> Missing => CaseParts.Story.Where(p => Of(p) is null);

    /// <summary>Stories with everything that <see cref="Revise"/> and the pages need.</summary>
    public static IQueryable<CaseStory> Whole(CommonsDb db) => db.CaseStories.AsSplitQuery().Include(s => s.Item.Tags).Include(s => s.Item.Blog!.Writers)
        .Include(s => s.Texts).ThenInclude(t => t.Teller).Include(s => s.Sources).Include(s => s.Figures).Include(s => s.Checker);

    /// <summary>Whether the viewer may change all of it: its author, the editors of its blog, note-takers and facilitators of its place. The item's blog must be loaded.</summary>
    public bool MayMend(Viewer viewer) => viewer.May(Deed.Tell, Item.GroundFor(viewer));

    /// <summary>Whether the viewer may tell this part: who may mend the whole; and any member, as long as nobody has told it or they told it themselves,
    /// and the story is neither checked nor an example. A part that nobody has told is its teller's own.</summary>
    public bool MayTell(Viewer viewer, CasePart part) => MayMend(viewer)
        || Item.State == ItemState.Published && !Example && State is CaseState.Stub or CaseState.Told && CaseParts.Story.Contains(part)
            && viewer.May(Deed.Tell, Item.GroundFor(viewer) with { Author = Of(part)?.TellerId ?? viewer.Id });

    /// <summary>Whether the viewer may tell anything of it.</summary>
    public bool MayTellSome(Viewer viewer) => CaseParts.Story.Any(p => MayTell(viewer, p));

    /// <summary>Publishes it through <see cref="ContentItem.Publish"/>. A stub may be published when it says at least what is known or what waits.</summary>
    /// <exception cref="Refused">422: there is not one part.</exception>
    public void Publish(DateTimeOffset now)
    {
        if (Texts.Count == 0)
            throw Empty();
        Item.Publish(now);
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.Changed(nameof(CheckedBy)) || change.Changed(nameof(State)) && State is CaseState.Checked or CaseState.LearningSource ? new("case.check", $"item {Number}", $"{State}") : null;

    /// <summary>Says that what is told was checked, or that it is a learning source, or takes that back (<see cref="CaseState.Told"/>).</summary>
    /// <exception cref="Refused">403: the checker has not the right here. 422: nothing is told yet, or it is an example.</exception>
    public void Check(Viewer checker, CaseState state, DateTimeOffset now)
    {
        checker.Must(Deed.CheckCase, Item.GroundFor(checker));
        if (State == CaseState.Stub || state == CaseState.Stub)
            throw new Refused(422, "เรื่องนี้ยังไม่มีใครเล่า จึงยังไม่มีอะไรให้ตรวจ");
        if (Example && state != CaseState.Told)
            throw new Refused(422, "เรื่องนี้เป็นตัวอย่างสมมุติ จึงตรวจเป็นเรื่องจริงไม่ได้");
        State = state;
        (CheckedBy, CheckedAt) = state == CaseState.Told ? ((long?)null, (DateTimeOffset?)null) : (checker.Id, now);
    }

    static Refused Empty() => new(422, "ยังไม่มีเนื้อเรื่องสักตอน เล่าตอนเดียว หรือบอกแค่สิ่งที่รู้แล้วก็เผยแพร่ได้", "Texts[0]");
}
