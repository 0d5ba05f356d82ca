using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Meetings as calendars of phones read them (RFC 5545): of a circle <c>/c/{circle}/calendar.ics</c>, of a place <c>/t/{place}/calendar.ics</c>, and one by itself <c>/meet/{number}/calendar.ics</c>.
/// What an anonymous reader may see. A meeting keeps its UID for ever; moved or called off it has a higher sequence.</summary>
public static class CalendarFeed
{
    static readonly TimeSpan Refresh = TimeSpan.FromHours(6);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{circle}/calendar.ics", OfCircle).WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
        routes.MapGet("/t/{place}/calendar.ics", OfPlace).WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
        routes.MapGet("/meet/{number:long}/calendar.ics", OfOne).WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
    }

    /// <summary>A meeting as an event.</summary>
    public static CalendarEvent Event(Meeting meeting, ContentItem item, Site site) => new()
    {
        Uid = $"meeting-{item.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}@{new Uri(site.Address).Host}", Sequence = meeting.Sequence, LastModified = item.RevisedAt ?? item.PublishedAt ?? item.CreatedAt,
        Day = meeting.Day, Starts = meeting.Starts, Ends = meeting.Ends, Summary = item.Title, Location = item.PlaceName, Url = $"{site.Address}/n/{item.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Organizer = meeting.HostName,
        Description = string.Join('\n', [.. meeting.CalledOff is { } why ? [why] : Array.Empty<string>(), .. meeting.Points.Where(p => p.Part is MeetingPart.Goal or MeetingPart.Topic).OrderBy(p => p.Part).ThenBy(p => p.Position).Select(p => p.Text)]),
        Status = meeting.CalledOff is null ? CalendarStatus.Confirmed : CalendarStatus.Cancelled,
    };

    static async Task<IResult> OfCircle(string circle, CommonsDb db, Site site, CancellationToken stop)
    {
        var found = await Circle.Find(db, Viewer.Anonymous, circle, stop);
        return await Of(db, db.Meetings.Where(m => m.CircleId == found.Id), found.Name, site, stop);
    }

    static async Task<IResult> OfPlace(string place, CommonsDb db, Gazetteer gazetteer, Site site, CancellationToken stop)
    {
        var found = gazetteer.Find(place) ?? throw Refused.NotFound();
        return await Of(db, db.Meetings.Where(m => EF.Functions.Like(m.Item.PlaceCode!, found.Code + "%")), found.Full, site, stop);
    }

    static async Task<IResult> OfOne(long number, CommonsDb db, Site site, CancellationToken stop)
    {
        var seen = db.Items.VisibleTo(Viewer.Anonymous).Listed();
        var one = db.Meetings.Where(m => m.Number == number);
        return await one.AnyAsync(m => seen.Any(i => i.Number == m.Number), stop) ? await Of(db, one, "", site, stop) : throw Refused.NotFound();
    }

    // The latest five hundred: a calendar is for what comes, and for looking back a few years
    static async Task<IResult> Of(CommonsDb db, IQueryable<Meeting> meetings, string name, Site site, CancellationToken stop)
    {
        var seen = db.Items.VisibleTo(Viewer.Anonymous).Listed();
        var found = await meetings.AsNoTracking().AsSplitQuery().Where(m => seen.Any(i => i.Number == m.Number)).Include(m => m.Item).Include(m => m.Host).Include(m => m.Points).OrderByDescending(m => m.Day).ThenByDescending(m => m.Number).Take(500).ToListAsync(stop);
        found.Reverse();
        return Results.Bytes(ICalendar.Write(found.Select(m => Event(m, m.Item, site)), name: name, refresh: name.Length == 0 ? null : Refresh), ICalendar.ContentType);
    }
}
