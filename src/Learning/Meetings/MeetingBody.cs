using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What the item page shows of a meeting: when and where, what is still open from before, each goal with its outcome, and where the chain goes on.</summary>
public sealed class MeetingBody(CommonsDb db, Viewer viewer, Kinds kinds, SameEventSearch search, TimeProvider clock) : ViewComponent
{
    /// <summary>Shows the meeting that has this item's number; the page has asked who may see the item.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var stop = HttpContext.RequestAborted;
        var meeting = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Host).Include(m => m.Points).Include(m => m.Steps).Include(m => m.Moves.OrderBy(v => v.Id)).SingleAsync(m => m.Number == item.Number, stop);
        var chain = await MeetingChain.Around(db, viewer, meeting, stop);
        var circle = meeting.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
        if (circle?.IsSeenBy(viewer) is false)
            circle = null;
        var today = Thai.ThaiDate.Day(clock.GetUtcNow());
        var people = await db.Attendees.Where(a => a.Number == item.Number).GroupBy(a => a.Number).Select(g => new { Coming = g.Count(a => a.SignedAt != null && a.LeftAt == null), Came = g.Count(a => a.CameAt != null) }).SingleOrDefaultAsync(stop);
        var sectors = people?.Came > 0 && !meeting.Of(MeetingPart.Sector).Any() ? await Sectors(item.Number, stop) : [];
        var (mayMeet, isPast, stands) = (viewer.May(Deed.Meet, item.GroundFor(viewer)), meeting.Day <= today && meeting.CalledOff is null, item.IsListed && meeting.Day >= today);
        var hub = await Hub.Of(item, meeting.Day, mayMeet && isPast && item.IsListed, db, viewer, kinds, search, stop);
        var (me, isToSee) = (viewer.Id, stands && viewer.IsMember && meeting.Sequence > 0);
        return View("/Learning/Meetings/MeetingBody.cshtml", new MeetingShown(meeting, item, circle, chain, hub, mayMeet, isPast, stands && meeting.CalledOff is null, people?.Coming ?? 0, people?.Came ?? 0, sectors)
        {
            Kit = meeting.CalledOff is null && meeting.Day >= today && HostKitPage.May(viewer, meeting, item) ? await KitItem.Of(db, item.Number, stop) : [],
            IsToTell = mayMeet && stands,
            TalkOpens = stands && meeting.CalledOff is null && meeting.Day > today ? meeting.TalkFrom : null,
            IsTalkOpen = meeting.TalkFrom <= today,
            From = await TalkSource.Of(db, viewer, item.Number, stop),
            IsToSee = isToSee && await db.MeetingGuests.AsNoTracking().SingleOrDefaultAsync(g => g.Number == item.Number && g.MemberId == me, stop) is { } guest && guest.WasChangedFor(meeting) && !guest.Knows(meeting),
        });
    }

    // Everybody reads this: a sector that only people without an account typed stands among the others
    async Task<IReadOnlyList<(string Sector, int Count)>> Sectors(long number, CancellationToken stop)
    {
        var came = await db.Attendees.Where(a => a.Number == number && a.CameAt != null).GroupBy(a => a.Sector).Select(g => new { Sector = g.Key, Count = g.Count(), IsOurs = g.Any(a => a.Way == AttendeeWay.Keeper || a.Way == AttendeeWay.Door) }).ToListAsync(stop);
        var known = came.Where(s => s.Sector.Length > 0 && (s.IsOurs || AttendanceTables.Sectors.Contains(s.Sector))).OrderByDescending(s => s.Count).ThenBy(s => s.Sector, StringComparer.Ordinal).Take(8).ToList();
        var others = came.Sum(s => s.Count) - known.Sum(s => s.Count);
        return known.Count == 0 ? [] : [.. known.Select(s => (s.Sector, s.Count)), .. others > 0 ? [("", others)] : Array.Empty<(string, int)>()];
    }
}

/// <summary>A meeting on its page.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Item">Its row.</param>
/// <param name="Circle">The circle, or null.</param>
/// <param name="Chain">What it hangs together with.</param>
/// <param name="Hub">All that tells of it.</param>
/// <param name="MayMeet">Whether the viewer writes down what came of it.</param>
/// <param name="IsPast">Whether it was, or is today.</param>
/// <param name="IsComing">Whether one can say that one will come.</param>
/// <param name="Signed">How many said so.</param>
/// <param name="Came">How many were seen.</param>
/// <param name="Sectors">How many of each sector were seen, where nobody counted by hand; "" for others and who did not say.</param>
public sealed record MeetingShown(Meeting Meeting, ContentItem Item, Circle? Circle, MeetingChain Chain, Hub Hub, bool MayMeet, bool IsPast, bool IsComing, int Signed, int Came, IReadOnlyList<(string Sector, int Count)> Sectors)
{
    /// <summary>What the host sees to, where the viewer keeps that; else empty.</summary>
    public IReadOnlyList<KitItem> Kit { get; init; } = [];
    /// <summary>The day from which the circle talks of what is to come; null when there is none.</summary>
    public DateOnly? TalkOpens { get; init; }
    /// <summary>Whether that day is there.</summary>
    public bool IsTalkOpen { get; init; }
    /// <summary>The comments that goals and matters were drawn from, by the line.</summary>
    public ILookup<long, TalkSource> From { get; init; } = Enumerable.Empty<TalkSource>().ToLookup(s => s.PointId);
    /// <summary>Whether the viewer invites to it and calls it off.</summary>
    public bool IsToTell { get; init; }
    /// <summary>Whether the viewer was told of a change and has not said that they know.</summary>
    public bool IsToSee { get; init; }
}
