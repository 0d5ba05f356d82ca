using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The desk at the door of a meeting: <c>/meet/1042/door</c>. Opened once with a line, it works with none (themes/Village/ts/door.ts). The page itself holds no name, so a browser may keep it; names lie in the browser's own store, and what is sent comes in by <see cref="DoorDesk"/>.</summary>
[Needs(Deed.Meet)]
public sealed class DoorPage(CommonsDb db, Viewer viewer) : HeldMeeting(db, viewer)
{
    // A key each
    const int Keys = 9;

    readonly CommonsDb db = db;

    /// <summary>Sectors to choose from with one key: those of this meeting, then the usual ones.</summary>
    public IReadOnlyList<string> Sectors { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        var said = await db.Attendees.Where(a => a.Number == number && a.Sector != "").GroupBy(a => a.Sector).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(Keys).ToListAsync(HttpContext.RequestAborted);
        Sectors = [.. Meeting.Of(MeetingPart.Sector).Select(p => p.Text).Concat(AttendanceTables.Sectors).Concat(said).Distinct().Take(Keys)];
    }
}
