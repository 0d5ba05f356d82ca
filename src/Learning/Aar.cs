using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>An after action review: what a group says after an event, under four questions (<see cref="AarQuestion"/>), one point a line.
/// Its title, place, blog, author and readers are those of its <see cref="Item"/>.</summary>
public sealed class Aar
{
    /// <summary>What the site calls this kind of item.</summary>
    public static readonly ContentKind Kind = new("aar", "ถอดบทเรียน AAR", "four", "is-aar", "aars", typeof(AarBody), "/reflect/{0}", AarHistory.Kept);

    /// <summary>The item's permanent number.</summary>
    public long Number { get; private set; }
    /// <summary>The row that every written thing has.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>What happened that is reviewed: a meeting, a night in the swamp.</summary>
    public string EventName { get; private set; } = "";
    /// <summary>The day of the event; null when it is not known.</summary>
    public DateOnly? EventDate { get; private set; }
    /// <summary>How many people took part; null when nobody counted.</summary>
    public int? Participants { get; private set; }
    /// <summary>The whole in one line; may be empty.</summary>
    public string Gist { get; private set; } = "";
    /// <summary>The points, of all four questions.</summary>
    public List<AarLine> Lines { get; } = [];
    /// <summary>Who was there and spoke.</summary>
    public List<AarPerson> People { get; } = [];

    /// <summary>Writes a new one, as a draft. The one door: the page and the seed both come here. The caller saves.</summary>
    /// <param name="writer">Who writes; the caller has asked whether they may.</param>
    /// <exception cref="Refused">422: something is missing, too long or impossible; the sentence says what.</exception>
    public static async Task<Aar> Write(CommonsDb db, Viewer writer, AarSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        var aar = new Aar { Item = new() { Number = said.Number, Kind = Kind.Key, AuthorId = writer.Id, CreatedAt = now } };
        aar.Take(writer, await said.ForItsCircle(db, stop), await AarPerson.Read(db, said.People, stop), now);
        db.Add(aar);
        return aar;
    }

    /// <summary>Writes it anew. Lines that stay the same stay the same rows. Everything of it must be loaded (<see cref="Whole"/>). The caller saves.</summary>
    /// <exception cref="Refused">422, as <see cref="Write"/>; also when nothing would be left of one that is already published.</exception>
    public async Task Revise(CommonsDb db, Viewer writer, AarSaid said, DateTimeOffset now, CancellationToken stop = default) => Take(writer, await said.ForItsCircle(db, stop), await AarPerson.Read(db, said.People, stop), now);

    /// <summary>Publishes it through <see cref="ContentItem.Publish"/>. One answered question is enough.</summary>
    /// <exception cref="Refused">422: nothing is answered yet.</exception>
    public void Publish(DateTimeOffset now)
    {
        if (Lines.Count == 0)
            throw NothingAnswered();
        Item.Publish(now);
    }

    /// <summary>The points of a question, in order.</summary>
    public IEnumerable<AarLine> Of(AarQuestion question) => Lines.Where(l => l.Question == question).OrderBy(l => l.Position);

    /// <summary>Reviews with everything that <see cref="Revise"/> and the pages need.</summary>
    public static IQueryable<Aar> Whole(CommonsDb db) => db.Aars.AsSplitQuery().Include(a => a.Item.Tags).Include(a => a.Item.Blog!.Writers).Include(a => a.Lines).Include(a => a.People).ThenInclude(p => p.Member);

    void Take(Viewer writer, AarSaid said, List<AarPerson> people, DateTimeOffset now)
    {
        said = said.Checked();
        (EventName, EventDate, Participants, Gist) = (said.EventName, said.EventDate, said.Participants, said.Gist);
        foreach (var question in Enum.GetValues<AarQuestion>())
            Answer(question, AarLine.Read(question, said.Answer(question)));
        if (Lines.Count == 0 && Item.State != ItemState.Draft)
            throw NothingAnswered();
        People.Clear();
        People.AddRange(people);
        (Item.PlaceCode, Item.PlaceName, Item.CircleId, Item.Audience) = (said.PlaceCode ?? said.Blog?.PlaceCode, said.PlaceName, said.CircleId, said.Audience);
        if (said.Blog is not null)
            Item.Blog = said.Blog;
        Item.TagWith(said.Tags);
        var points = Enum.GetValues<AarQuestion>().SelectMany(Of).ToList();
        var summary = Gist.Length > 0 ? Gist : ThaiText.Cut(string.Join(" ", points.Select(p => p.Text)), 160);
        string[] words = [said.Title, EventName, Gist, .. points.Select(p => p.Whole), .. People.Select(p => p.Words), Item.PlaceName];
        Item.Describe(said.Title, new(string.Join('\n', words.Where(w => w.Length > 0)), summary, []), new(writer.Id, AarHistory.PartsOf(this)), now);
    }

    void Answer(AarQuestion question, List<AarLine> said)
    {
        var gone = Lines.Where(l => l.Question == question).OrderBy(l => l.Position).ToList();
        var before = Mending.Match(gone, said, l => l.Text, l => l.Who, mended: false);
        for (var i = 0; i < said.Count; i++)
        {
            var line = before[i] ?? said[i];
            if (!gone.Remove(line))
                Lines.Add(line);
            (line.Position, line.Who, line.Due) = (i + 1, said[i].Who, said[i].Due);
        }
        Lines.RemoveAll(gone.Contains);
    }

    static Refused NothingAnswered() => new(422, "ยังไม่ได้ตอบสักข้อ ตอบข้อเดียวก็เผยแพร่ได้ ข้ออื่นเติมทีหลังได้", "Answers[0]");
}
