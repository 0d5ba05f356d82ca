using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A meeting of a circle, or an event of none: when and where, what it is for, and what came of it. It is called (นัด) before it happens or written down afterwards from paper; both by the same door.
/// Its title, place, author and readers are those of its <see cref="Item"/>, and the talk below that is the talk before the meeting.</summary>
public sealed partial class Meeting
{
    /// <summary>What the site calls this kind of item.</summary>
    public static readonly ContentKind Kind = new("meeting", "การประชุม", "ring", "is-circle", "meetings", typeof(MeetingBody), "/meet/{0}", MeetingHistory.Kept);

    /// <summary>The item's permanent number.</summary>
    public long Number { get; private set; }
    /// <summary>The row that every written thing has.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>The circle that meets; null for an event of none. It does not change.</summary>
    public long? CircleId { get; private init; }
    /// <summary>Its place in the chain of the circle's meetings; null when nobody counted.</summary>
    public int? Round { get; private set; }
    /// <summary>The day in Bangkok.</summary>
    public DateOnly Day { get; private set; }
    /// <summary>When it begins, by the clock in Bangkok; null when not known.</summary>
    public TimeOnly? Starts { get; private set; }
    /// <summary>When it ends.</summary>
    public TimeOnly? Ends { get; private set; }
    /// <summary>The host, of those who take turns in the circle.</summary>
    public long? HostId { get; private set; }
    /// <summary>The host; loaded on demand.</summary>
    public CircleHost? Host { get; private set; }
    /// <summary>Who hosts, in words, where it is none of them; may be empty.</summary>
    public string HostWords { get; private set; } = "";
    /// <summary>What opens it; plain text.</summary>
    public string Story { get; private set; } = "";
    /// <summary>How it was; plain text.</summary>
    public string Setting { get; private set; } = "";
    /// <summary>What was drawn together; plain text.</summary>
    public string Synthesis { get; private set; } = "";
    /// <summary>How many came; null when nobody counted.</summary>
    public int? Headcount { get; private set; }
    /// <summary>How many seats there are; null for as many as come.</summary>
    public int? Seats { get; set; }
    /// <summary>How many days before it the circle is told that the talk below it is open; 0 for never.</summary>
    public int TalkDays { get; private set; } = UsualTalkDays;
    /// <summary>When the circle was told (UTC); null before.</summary>
    public DateTimeOffset? TalkToldAt { get; private set; }
    /// <summary>Why it was called off; null while it stands.</summary>
    public string? CalledOff { get; private set; }
    /// <summary>How often calendars were told of a change: RFC 5545 SEQUENCE.</summary>
    public int Sequence { get; private set; }
    /// <summary>The lines under all headings.</summary>
    public List<MeetingPoint> Points { get; } = [];
    /// <summary>The next steps that were agreed here.</summary>
    public List<NextStep> Steps { get; } = [];
    /// <summary>How its day, time and place were changed after people were told, oldest first.</summary>
    public List<MeetingMove> Moves { get; } = [];

    /// <summary>Who hosts, in words; empty when nobody is said.</summary>
    public string HostName => Host?.Name ?? HostWords;

    /// <summary>From when to when.</summary>
    public MeetingTime Time => new(Starts, Ends);

    /// <summary>Whether somebody wrote down what came of it.</summary>
    public bool HasOutcomes => Synthesis.Length > 0 || Steps.Count > 0 || Points.Exists(p => p.Said.Length > 0 || p.IsCarried || p.Part == MeetingPart.Decision);

    /// <summary>The lines under a heading, in order.</summary>
    public IEnumerable<MeetingPoint> Of(MeetingPart part) => Points.Where(p => p.Part == part).OrderBy(p => p.Position);

    /// <summary>Calls a meeting, or writes one down after the fact, as a draft. The one door: the form, the seed and the import come here. The caller saves.</summary>
    /// <param name="writer">Who writes; the caller has asked whether they may.</param>
    /// <exception cref="Refused">422: something is missing, too long or impossible; the sentence says what.</exception>
    public static async Task<Meeting> Call(CommonsDb db, Viewer writer, MeetingSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        var meeting = new Meeting { CircleId = said.Circle?.Id, Seats = said.Seats, Item = new() { Number = said.Number, Kind = Kind.Key, AuthorId = writer.Id, CreatedAt = now } };
        await meeting.Take(db, writer, said, now, stop);
        meeting.Moved(said, now);
        db.Add(meeting);
        return meeting;
    }

    /// <summary>Writes it anew, outcomes too. Lines that stay the same stay the same rows. All of it must be loaded (<see cref="Whole"/>). When people were told already and the day, time or place changes,
    /// that is a <see cref="MeetingMove"/>; what was called off takes place on its new day. The caller saves.</summary>
    /// <exception cref="Refused">422, as <see cref="Call"/>.</exception>
    public async Task Revise(CommonsDb db, Viewer writer, MeetingSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        var told = Moves.LastOrDefault(m => m.IsOfDay && m.ToDay == Day);
        said = MovesOf(said, told, ThaiDate.Day(now));
        // Also what was taken back to a draft: people were told of it, and go where they were told to
        var move = Item.PublishedAt is not null && said.MovedFrom is null ? MeetingMove.Between(this, said.Checked() is var of && of.MoveReason == told?.Why ? of with { MoveReason = "" } : of, now) : null;
        var host = HostId;
        await Take(db, writer, said, now, stop);
        // Nobody waits for the hour of what was called off
        if (move is not null && (CalledOff is null || move.IsOfDay))
            await Add(db, move, host, stop);
        Moved(said, now);
    }

    /// <summary>Tells people of it, through <see cref="ContentItem.Publish"/>.</summary>
    public void Publish(DateTimeOffset now) => Item.Publish(now);

    /// <summary>Calls it off: it stays where it is and says why. The caller has asked whether the viewer may, and saves.</summary>
    /// <exception cref="Refused">422: no reason; 409: it is called off already.</exception>
    public async Task CallOff(CommonsDb db, string? why, DateTimeOffset now, CancellationToken stop = default)
    {
        var reason = ThaiText.Cut(ThaiText.Normalise(why ?? "").ReplaceLineEndings(" ").Trim(), 300);
        if (reason.Length == 0)
            throw new Refused(422, "บอกเหตุผลด้วย คนที่เตรียมตัวไว้จะได้เข้าใจ", "Why");
        if (CalledOff is not null)
            throw new Refused(409, "งดประชุมครั้งนี้ไปแล้ว");
        await MeetingGuest.Gather(db, this, null, now, stop);
        (CalledOff, Sequence) = (reason, Sequence + 1);
    }

    /// <summary>Meetings with everything that <see cref="Revise"/> and the pages need.</summary>
    public static IQueryable<Meeting> Whole(CommonsDb db) => db.Meetings.AsSplitQuery().Include(m => m.Item.Tags).Include(m => m.Item.Blog!.Writers).Include(m => m.Host).Include(m => m.Points).Include(m => m.Steps).Include(m => m.Moves.OrderBy(v => v.Id));

    async Task Take(CommonsDb db, Viewer writer, MeetingSaid said, DateTimeOffset now, CancellationToken stop)
    {
        said = said.Checked();
        (Round, Day, Starts, Ends, TalkDays) = (said.Round, said.Day, said.Time.Starts, said.Time.Ends, said.TalkDays ?? TalkDays);
        (HostId, HostWords, Story, Setting, Synthesis, Headcount) = (said.HostId, said.HostId is null ? said.HostWords : "", said.Story, said.Setting, said.Synthesis, said.Headcount);
        foreach (var part in Enum.GetValues<MeetingPart>())
            Keep(part, MeetingPoint.Read(part, said.Points.GetValueOrDefault(part)));
        KeepSteps(await NextStep.Read(db, said.Steps, Day, said.StepsTellTheirEnd, stop));
        // Each goal has an outcome, or goes on at the next meeting
        if (HasOutcomes && Day <= ThaiDate.Day(now))
            Points.FindAll(p => p is { Part: MeetingPart.Goal, Said.Length: 0 }).ForEach(p => p.IsCarried = true);
        await Continue(db, stop);
        (Item.PlaceCode, Item.PlaceName, Item.CircleId, Item.Audience) = (said.PlaceCode ?? said.Circle?.PlaceCode ?? said.Blog?.PlaceCode, said.PlaceName, CircleId, CircleId is { } gathers && await Circle.IsClosing(db, gathers, stop) ? Audience.Circle : said.Audience);
        if (said.Blog is not null)
            Item.Blog = said.Blog;
        Item.TagWith(said.Tags);
        Describe(said.Title, writer, now);
    }

    void Describe(string title, Viewer writer, DateTimeOffset now) => Item.Describe(title, MeetingHistory.ReadingOf(this), new(writer.Id, MeetingHistory.PartsOf(this)), now);
}
