using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The meetings to come of the circles that somebody is in, for their weekly letter.</summary>
static class ComingMeetings
{
    /// <summary>What <see cref="CircleCalendar"/> asks. What was called off is not to come.</summary>
    public static async Task<IReadOnlyList<CircleDays>> Of(CommonsDb db, Viewer viewer, Site site, DateOnly first, DateOnly last, CancellationToken stop)
    {
        var (ids, seen) = (viewer.Circles, db.Items.VisibleTo(viewer).Listed());
        var circles = ids.Length == 0 ? [] : await db.Circles.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(stop);
        if (circles.Count == 0)
            return [];
        var meetings = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Item).Include(m => m.Host).Include(m => m.Points).Include(m => m.Moves.OrderBy(v => v.Id))
            .Where(m => m.CircleId != null && ids.Contains(m.CircleId.Value) && m.CalledOff == null && m.Day >= first && m.Day <= last && seen.Any(i => i.Number == m.Number))
            .OrderBy(m => m.Day).ThenBy(m => m.Starts).ThenBy(m => m.Number).ToListAsync(stop);
        return [.. circles.Select(c => new CircleDays(c.Id, c.Name, [.. meetings.Where(m => m.CircleId == c.Id).Select(m => Day(m, site))]))];
    }

    /// <summary>The day of each of these that still takes place.</summary>
    public static Task<Dictionary<long, DateOnly>> DaysOf(CommonsDb db, long[] numbers, CancellationToken stop) =>
        db.Meetings.Where(m => numbers.Contains(m.Number) && m.CalledOff == null).ToDictionaryAsync(m => m.Number, m => m.Day, stop);

    static CircleDay Day(Meeting meeting, Site site)
    {
        var was = meeting.Moves.LastOrDefault(v => v.IsOfDay)?.Day;
        return new(meeting.Number, Meeting.Kind.Key, meeting.Item.Title, meeting.Day, meeting.Time.Typed, meeting.Item.PlaceName, meeting.HostName, was)
        {
            Calendar = was is null ? null : ICalendar.Write([CalendarFeed.Event(meeting, meeting.Item, site)], CalendarMethod.Publish),
        };
    }
}
