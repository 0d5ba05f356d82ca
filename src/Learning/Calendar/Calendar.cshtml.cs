using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A month of meetings as a sheet and as a list, of all circles, one, or a place with all inside: <c>/calendar?month=2009-03&amp;circle=…&amp;place=…</c>. No JavaScript.</summary>
[OpenToAll, Cached]
public sealed class CalendarPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The first day of the month that is shown.</summary>
    public DateOnly Month { get; private set; }
    /// <summary>Today in Bangkok.</summary>
    public DateOnly Today => ThaiDate.Day(clock.GetUtcNow());
    /// <summary>Its meetings by day.</summary>
    public ILookup<DateOnly, MeetingLink> Meetings { get; private set; } = Array.Empty<MeetingLink>().ToLookup(m => m.Day);
    /// <summary>The circle, or null.</summary>
    public Circle? Circle { get; private set; }
    /// <summary>The place, or null.</summary>
    public Place? Place { get; private set; }
    /// <summary>The nearest month before with a meeting, and the nearest after; null when there is none.</summary>
    public (DateOnly? Before, DateOnly? After) Near { get; private set; }

    /// <summary>The weeks of the sheet, from Sunday to Saturday; days of the months around it fill the first and the last.</summary>
    public IEnumerable<DateOnly[]> Weeks
    {
        get
        {
            for (var sunday = Month.AddDays(-(int)Month.DayOfWeek); sunday < Month.AddMonths(1); sunday = sunday.AddDays(7))
                yield return [.. Enumerable.Range(0, 7).Select(sunday.AddDays)];
        }
    }

    /// <summary>The address of a month of the same choice.</summary>
    public string Of(DateOnly month) => $"/calendar?month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}{(Circle is null ? "" : "&circle=" + Circle.Address)}{(Place is null ? "" : "&place=" + Place.Code)}";

    /// <summary>The address for calendars of other programs.</summary>
    public string? FeedUrl => Circle is not null ? Circle.Url + "/calendar.ics" : Place is not null ? $"/t/{Place.Code}/calendar.ics" : null;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string? month, string? circle, string? place)
    {
        var stop = HttpContext.RequestAborted;
        Month = string.IsNullOrEmpty(month) ? new(Today.Year, Today.Month, 1)
            : DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is >= 1900 and <= 2200 ? asked : throw Refused.NotFound();
        Circle = string.IsNullOrEmpty(circle) ? null : await Circle.Find(db, viewer, circle, stop);
        Place = string.IsNullOrEmpty(place) ? null : gazetteer.Find(place) ?? throw Refused.NotFound();
        var (seen, first, next) = (MeetingChain.Links(db, viewer, Circle?.Id, Place?.Code), Month, Month.AddMonths(1));
        Meetings = (await seen.Where(m => m.Day >= first && m.Day < next).OrderBy(m => m.Day).ThenBy(m => m.Starts).ThenBy(m => m.Number).Take(500).ToListAsync(stop)).ToLookup(m => m.Day);
        Near = (First(await seen.Where(m => m.Day < first).MaxAsync(m => (DateOnly?)m.Day, stop)), First(await seen.Where(m => m.Day >= next).MinAsync(m => (DateOnly?)m.Day, stop)));

        static DateOnly? First(DateOnly? day) => day is { } of ? new(of.Year, of.Month, 1) : null;
    }
}
