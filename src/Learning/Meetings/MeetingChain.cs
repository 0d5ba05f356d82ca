using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What a meeting hangs together with in its circle, of what the viewer may see: the ones before and after, the steps still open from before, and how each matter went on.</summary>
/// <param name="Before">The meeting before, or null.</param>
/// <param name="After">The one after, or null.</param>
/// <param name="Due">Steps of earlier meetings that were open when it began, oldest due first.</param>
/// <param name="LeftOpen">Goals and matters that the meeting before left open and that this one, still without outcomes, does not have: it was called before they were written down.</param>
/// <param name="Paths">Of the matters carried here: what was said about each before, oldest first, by the point's id.</param>
public sealed record MeetingChain(MeetingLink? Before, MeetingLink? After, IReadOnlyList<NextStep> Due, IReadOnlyList<MeetingPoint> LeftOpen, IReadOnlyDictionary<long, IReadOnlyList<PathStop>> Paths)
{
    // A matter that was carried so often is a matter of its own
    const int LongestPath = 24;

    /// <summary>Looks around a meeting; its points must be loaded.</summary>
    public static async Task<MeetingChain> Around(CommonsDb db, Viewer viewer, Meeting meeting, CancellationToken stop)
    {
        if (meeting.CircleId is not { } circle)
            return new(null, null, [], [], new Dictionary<long, IReadOnlyList<PathStop>>());
        var (day, number) = (meeting.Day, meeting.Number);
        var all = Links(db, viewer, circle);
        var earlier = all.Where(l => l.Day < day || l.Day == day && l.Number < number).OrderByDescending(l => l.Day).ThenByDescending(l => l.Number);
        var before = await earlier.FirstOrDefaultAsync(stop);
        // What was called off left nothing: what is open is of the one before it
        var held = before is { CalledOff: not null } ? await earlier.Where(l => l.CalledOff == null).FirstOrDefaultAsync(stop) : before;
        var after = await all.Where(l => l.Day > day || l.Day == day && l.Number > number).OrderBy(l => l.Day).ThenBy(l => l.Number).FirstOrDefaultAsync(stop);
        var due = before is null ? [] : await (from step in db.NextSteps.AsNoTracking()
                                               join link in all on step.Number equals link.Number
                                               where link.Number != number && link.Day <= day && (step.ClosedOn == null || step.ClosedOn >= before.Day)
                                               orderby step.DueOn ?? DateOnly.MaxValue, step.Id
                                               select step).Take(60).ToListAsync(stop);
        return new(before, after, due, await LeftOpenBy(db, held, meeting, stop), await PathsOf(db, all, meeting, stop));
    }

    static async Task<IReadOnlyList<MeetingPoint>> LeftOpenBy(CommonsDb db, MeetingLink? before, Meeting meeting, CancellationToken stop)
    {
        if (before is null || meeting.HasOutcomes || meeting.CalledOff is not null)
            return [];
        var carried = await db.Set<MeetingPoint>().AsNoTracking().Where(p => p.Number == before.Number && p.IsCarried && (p.Part == MeetingPart.Goal || p.Part == MeetingPart.Topic)).OrderBy(p => p.Part).ThenBy(p => p.Position).ToListAsync(stop);
        return carried.FindAll(p => !meeting.Points.Exists(own => own.Part == p.Part && own.Text == p.Text));
    }

    /// <summary>The meetings that the viewer may see and that were told to people: of one circle, of a place with all inside, or all.</summary>
    public static IQueryable<MeetingLink> Links(CommonsDb db, Viewer viewer, long? circle = null, string? place = null) =>
        from meeting in db.Meetings
        join item in db.Items.VisibleTo(viewer).Listed() on meeting.Number equals item.Number
        where (circle == null || meeting.CircleId == circle) && (place == null || EF.Functions.Like(item.PlaceCode!, place + "%"))
        select new MeetingLink { Number = item.Number, Slug = item.Slug, Title = item.Title, Day = meeting.Day, Starts = meeting.Starts, Round = meeting.Round, PlaceName = item.PlaceName, HostId = meeting.HostId, CalledOff = meeting.CalledOff };

    static async Task<IReadOnlyDictionary<long, IReadOnlyList<PathStop>>> PathsOf(CommonsDb db, IQueryable<MeetingLink> seen, Meeting meeting, CancellationToken stop)
    {
        if (!meeting.Points.Exists(p => p.ContinuesId is not null))
            return new Dictionary<long, IReadOnlyList<PathStop>>();
        var number = meeting.Number;
        var stops = await db.Database.SqlQuery<PathRow>($"""
            with recursive back as (
                select of.id as root, p.number, p.said, p.continues_id, 1 as nth from learning.meeting_point of join learning.meeting_point p on p.id = of.continues_id where of.number = {number}
                union all select root, p.number, p.said, p.continues_id, nth + 1 from learning.meeting_point p join back on p.id = back.continues_id where nth < {LongestPath})
            select root as "Root", number as "Number", said as "Said", nth as "Nth" from back
            """).Join(seen, row => row.Number, link => link.Number, (row, link) => new { row.Root, row.Nth, row.Said, Link = link }).ToListAsync(stop);
        return stops.GroupBy(s => s.Root).ToDictionary(g => g.Key, g => (IReadOnlyList<PathStop>)[.. g.OrderByDescending(s => s.Nth).Select(s => new PathStop(s.Link, s.Said))]);
    }

    sealed record PathRow(long Root, long Number, string Said, int Nth);
}

/// <summary>A meeting as others name it.</summary>
public sealed class MeetingLink
{
    /// <summary>Its number.</summary>
    public long Number { get; init; }
    /// <summary>Its slug.</summary>
    public string Slug { get; init; } = "";
    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";
    /// <summary>Its day.</summary>
    public DateOnly Day { get; init; }
    /// <summary>When it begins, or null.</summary>
    public TimeOnly? Starts { get; init; }
    /// <summary>Its place in the chain, or null.</summary>
    public int? Round { get; init; }
    /// <summary>Where it is.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The host, or null.</summary>
    public long? HostId { get; init; }
    /// <summary>Why it was called off; null while it stands.</summary>
    public string? CalledOff { get; init; }

    /// <summary>Its page.</summary>
    public string Url => ContentItem.UrlOf(Number, Slug);
}

/// <summary>A meeting on the path of a matter, and what was said about it there.</summary>
public sealed record PathStop(MeetingLink Meeting, string Said);
