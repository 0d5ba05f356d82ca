using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Says that one will come to a meeting: <c>/meet/1042/join</c>, with or without an account.</summary>
[OpenToAll]
public sealed class JoinMeeting(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel, IWhoComes
{
    // A hall behind one address, twice
    internal static readonly Pace Signs = new("Attend", 600, TimeSpan.FromHours(1), "จากที่นี่ตอบรับกันมาถี่เกินไป");

    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>How many seats are free; null when as many come as like.</summary>
    public int? Free { get; private set; }
    /// <summary>The viewer's own row, when they are a member who said that they come.</summary>
    public Attendee? Own { get; private set; }
    /// <inheritdoc/>
    public IReadOnlyList<string> Sectors { get; private set; } = [];
    /// <summary>Whether one can still say so: it was not called off and its day is not over.</summary>
    public bool IsOpen => Meeting.CalledOff is null && Meeting.Day >= ThaiDate.Day(clock.GetUtcNow());
    /// <inheritdoc/>
    [BindProperty] public string? Name { get; set; }
    /// <inheritdoc/>
    [BindProperty] public string? Sector { get; set; }
    /// <inheritdoc/>
    [BindProperty] public string? Office { get; set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        Name = viewer.Name;
    }

    /// <summary>Takes a seat.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        if (!IsOpen)
            throw new Refused(409, Meeting.CalledOff is null ? "วันประชุมผ่านไปแล้ว" : "งดประชุมครั้งนี้");
        paces.Count(Signs, HttpContext.Connection.RemoteIpAddress);
        await Attendee.Sign(db, Meeting, viewer.IsMember ? viewer.Id : null, Name, Sector, Office, AttendeeWay.Site, clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ตอบรับแล้ว แล้วพบกัน");
        return Redirect(Meeting.Item.Url);
    }

    /// <summary>Gives the seat back; only a member, whose seat it is.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(long number)
    {
        await Ready(number);
        if (Own is null)
            throw Refused.NotFound();
        (await db.Attendees.SingleAsync(a => a.Id == Own.Id, HttpContext.RequestAborted)).Leave(clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("สละที่แล้ว ขอบคุณที่บอก");
        return Redirect(Meeting.Item.Url);
    }

    async Task Ready(long number)
    {
        var (stop, seen, me) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer).Listed(), viewer.Id);
        Meeting = await db.Meetings.Include(m => m.Item).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        var people = db.Attendees.AsNoTracking().Where(a => a.Number == number);
        Free = Meeting.Seats is { } seats ? Math.Max(0, seats - await people.CountAsync(a => a.SignedAt != null && a.LeftAt == null, stop)) : null;
        Own = viewer.IsMember ? await people.SingleOrDefaultAsync(a => a.MemberId == me && a.SignedAt != null && a.LeftAt == null, stop) : null;
        Sectors = await IWhoComes.SectorsOf(db, number, stop);
    }
}
