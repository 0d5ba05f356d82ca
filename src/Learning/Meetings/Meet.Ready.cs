using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

// What the form stands on, whether it is opened, sent or comes back refused
public sealed partial class Meet
{
    // Rows beyond those that are filled
    const int Spare = 3;

    /// <summary>The meeting that is revised, as it is stored; null for a new one.</summary>
    public Meeting? Stored { get; private set; }
    /// <summary>The circle; null for an event of none, or while it is not chosen.</summary>
    public Circle? Circle { get; private set; }
    /// <summary>The circles to choose from, while none is chosen.</summary>
    public List<Circle> Circles { get; private set; } = [];
    /// <summary>Whether the circle is chosen, or that it is none's.</summary>
    public bool IsChosen => Stored is not null || Circle is not null || CircleAddress == "-";
    /// <summary>Those who take turns to host.</summary>
    public List<CircleHost> Hosts { get; private set; } = [];
    /// <summary>The days that the typed one can mean, when the writer is asked.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    /// <summary>Whether somebody else saved since the writer opened the form.</summary>
    public bool Conflict { get; private set; }
    /// <summary>The version to send with the form: the one whose text the writer can see.</summary>
    public int VersionSeen => Conflict ? Stored!.Item.Version : Version;
    /// <summary>The sequence to send with the form, likewise: calling off is no version of the text.</summary>
    public int SequenceSeen => Conflict ? Stored!.Sequence : Sequence;
    /// <summary>Whether people were told already: a change of day, time or place is then a move, with a reason.</summary>
    public bool IsOut => Stored is { Item.State: not ItemState.Draft };
    /// <summary>Whether people still wait for it.</summary>
    public bool MayMove => Stored?.Item.PublishedAt is not null && Stored.Day >= ThaiDate.Day(clock.GetUtcNow());
    /// <summary>The text that tells of the event which is written down; null when it is not begun from one, or that is not the viewer's to revise.</summary>
    public ContentItem? Text { get; private set; }
    /// <summary>Whether only that text lets the viewer write the event down.</summary>
    public bool IsByText { get; private set; }
    string? GroundPlace => string.IsNullOrEmpty(Place) ? Text?.PlaceCode ?? OwnPlace : Place;
    string? OwnPlace => viewer.Roles.Select(r => r.PlaceCode).FirstOrDefault(p => p is not null);

    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    async Task Ready()
    {
        var stop = HttpContext.RequestAborted;
        if (Number is { } number)
        {
            // Two people saving at the same moment: the second waits here, and then sees the first one's version
            if (HttpMethods.IsPost(Request.Method))
            {
                await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", stop);
                // Who takes a seat or calls it off at this moment too
                await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
            }
            var seen = db.Items.VisibleTo(viewer);
            Stored = await Meeting.Whole(db).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
            viewer.Must(Deed.Meet, Stored.Item.GroundFor(viewer));
            Circle = Stored.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
        }
        else if (CircleAddress is null)
            Circles = [.. (await db.Circles.AsNoTracking().OrderBy(c => c.Name).ToListAsync(stop)).Where(c => viewer.May(Deed.Meet, new(c.PlaceCode, c.Id)) && c.IsSeenBy(viewer))];
        else if (CircleAddress != "-")
        {
            Circle = await Circle.Find(db, viewer, CircleAddress, stop);
            viewer.Must(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
        }
        else
        {
            Text = Of is { } text ? await db.Items.AsNoTracking().VisibleTo(viewer).Listed().Include(i => i.Blog!.Writers).Include(i => i.Tags).AsSplitQuery().SingleOrDefaultAsync(i => i.Number == text && i.Kind != Meeting.Kind.Key, stop) : null;
            if (Text is not null && !viewer.May(kinds[Text.Kind].History.Deed, Text.GroundFor(viewer)))
                Text = null;
            // An event of no circle belongs to a place, and to who works for it; who wrote of one that was may write it down too
            IsByText = Text is not null && !viewer.May(Deed.Meet, new(GroundPlace));
            if (!IsByText)
                viewer.Must(Deed.Meet, new(GroundPlace));
        }
        if (Circle is not null)
            Hosts = await db.CircleHosts.AsNoTracking().Where(h => h.CircleId == Circle.Id && (h.LeftOn == null || Stored != null && h.Id == Stored.HostId)).OrderBy(h => h.Name).ThenBy(h => h.Id).ToListAsync(stop);
    }

    // What the meeting before left open comes along, and the round after it
    async Task Suggest(Circle circle)
    {
        var stop = HttpContext.RequestAborted;
        var last = await MeetingChain.Links(db, viewer, circle.Id).OrderByDescending(l => l.Day).ThenByDescending(l => l.Number).FirstOrDefaultAsync(stop);
        if (await circle.NextDay(db, ThaiDate.Day(clock.GetUtcNow()), stop) is { } next && !After)
            (Day, HostId) = (ThaiDate.Short(next, Words.IsEnglish(Request)), (await CircleRota.Of(db, circle, stop)).Rota.Next(next)?.HostId);
        Time = After ? null : new MeetingTime(circle.Starts, circle.Ends).Typed;
        if (last is null)
        {
            Round = "1";
            return;
        }
        Round = (last.Round + 1)?.ToString(CultureInfo.InvariantCulture);
        // What was called off left nothing: what is open is of the one before it
        var held = await MeetingChain.Links(db, viewer, circle.Id).Where(l => l.CalledOff == null).OrderByDescending(l => l.Day).ThenByDescending(l => l.Number).Select(l => l.Number).FirstOrDefaultAsync(stop);
        var carried = await db.Set<MeetingPoint>().AsNoTracking().Where(p => p.Number == held && p.IsCarried).OrderBy(p => p.Position).ToListAsync(stop);
        Goals = [.. carried.Where(p => p.Part == MeetingPart.Goal).Select(p => new PointRow { Text = p.Text })];
        Topics = [.. carried.Where(p => p.Part == MeetingPart.Topic).Select(p => new PointRow { Text = p.Text })];
    }

    // What the meeting before left open after this one was called; not into one that was
    async Task Bring(Meeting meeting)
    {
        if (meeting.Day < ThaiDate.Day(clock.GetUtcNow()))
            return;
        var left = (await MeetingChain.Around(db, viewer, meeting, HttpContext.RequestAborted)).LeftOpen;
        Goals.AddRange(left.Where(p => p.Part == MeetingPart.Goal).Select(p => new PointRow { Text = p.Text }));
        Topics.AddRange(left.Where(p => p.Part == MeetingPart.Topic).Select(p => new PointRow { Text = p.Text }));
        Brought = left.Count;
    }

    // What the text says of its event: the day that it names nearest to its publishing, the place, the tags
    async Task Suggest(ContentItem text)
    {
        var written = ThaiDate.Day(text.PublishedAt ?? text.CreatedAt);
        var day = (await search.DaysOf(text, HttpContext.RequestAborted)).Where(d => d <= ThaiDate.Day(clock.GetUtcNow())).DefaultIfEmpty(written).MinBy(d => Math.Abs(d.DayNumber - written.DayNumber));
        (After, Day, Place, PlaceName) = (true, ThaiDate.Short(day, Words.IsEnglish(Request)), text.PlaceCode, text.PlaceName);
        Tags = string.Join(", ", text.Tags.Select(t => t.Label));
    }

    void Widen()
    {
        foreach (var rows in new[] { Goals, Topics, Groups })
        {
            rows.RemoveAll(r => r is { Carried: false } && string.IsNullOrWhiteSpace(r.Text) && string.IsNullOrWhiteSpace(r.Said) && string.IsNullOrWhiteSpace(r.Who));
            rows.AddRange(Enumerable.Range(0, Math.Max(0, Math.Min(Spare, MeetingPoint.Most - rows.Count))).Select(_ => new PointRow()));
        }
    }

    void Show(Meeting meeting)
    {
        var (item, english) = (meeting.Item, Words.IsEnglish(Request));
        (Version, Sequence, Title, Round) = (item.Version, meeting.Sequence, item.Title, meeting.Round?.ToString(CultureInfo.InvariantCulture));
        (Day, Time, Place, PlaceName) = (ThaiDate.Short(meeting.Day, english), meeting.Time.Typed, item.PlaceCode, item.PlaceName);
        if (!MayMove && meeting.Moves.LastOrDefault(m => m.IsOfDay) is { } moved)
            (MovedFrom, MoveReason) = (ThaiDate.Short(moved.Day, english), moved.Why);
        (HostId, HostWords, Story, Setting, Synthesis) = (meeting.HostId, meeting.HostWords, meeting.Story, meeting.Setting, meeting.Synthesis);
        (Goals, Topics, Groups) = (Rows(MeetingPart.Goal), Rows(MeetingPart.Topic), Rows(MeetingPart.Group));
        (Agenda, Facilitators, Recorders) = (Text(MeetingPart.Agenda), Text(MeetingPart.Facilitator), Text(MeetingPart.Recorder));
        (Sectors, Decisions, Steps) = (Text(MeetingPart.Sector), Text(MeetingPart.Decision), MeetingHistory.StepsOf(meeting));
        (Headcount, TalkDays, Audience) = (meeting.Headcount?.ToString(CultureInfo.InvariantCulture), meeting.TalkDays.ToString(CultureInfo.InvariantCulture), item.Audience);
        Tags = string.Join(", ", item.Tags.Select(t => t.Label));
        After |= meeting.HasOutcomes || meeting.Day <= ThaiDate.Day(clock.GetUtcNow());

        List<PointRow> Rows(MeetingPart part) => [.. meeting.Of(part).Select(PointRow.Of)];
        string Text(MeetingPart part) => MeetingHistory.TextOf(meeting, part);
    }

    void MustBeTheVersionSeen(Meeting stored)
    {
        if (stored.Item.Version == Version && stored.Sequence == Sequence)
            return;
        Conflict = true;
        throw new Refused(409, "ระหว่างที่ท่านเขียน มีคนแก้การประชุมนี้ไปแล้ว ฉบับล่าสุดอยู่ด้านล่างให้เทียบ ของท่านยังอยู่ครบในช่อง รวมกันแล้วกดอีกครั้ง");
    }
}
