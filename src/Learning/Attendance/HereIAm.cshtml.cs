using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Says that one is here: <c>/here/bcd-fgh-jkm</c>, from the poster on the door, without an account. The answer is the same for who was on the list and who was not.</summary>
[OpenToAll]
public sealed class HereIAm(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel, IWhoComes
{
    // 300 people behind the one address of a hall, twice
    internal static readonly Pace Says = new("Here", 600, TimeSpan.FromHours(1), "จากที่นี่ลงชื่อกันมาถี่เกินไป บอกคนที่โต๊ะลงชื่อได้");

    /// <summary>The code of the door.</summary>
    public DoorCode Door { get; private set; } = null!;
    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>Whether one can say so now.</summary>
    public bool IsOpen { get; private set; }
    /// <summary>Whether the viewer, a member, said so already.</summary>
    public bool IsHere { get; private set; }
    /// <inheritdoc/>
    public IReadOnlyList<string> Sectors { get; private set; } = [];
    /// <inheritdoc/>
    [BindProperty] public string? Name { get; set; }
    /// <inheritdoc/>
    [BindProperty] public string? Sector { get; set; }
    /// <inheritdoc/>
    [BindProperty] public string? Office { get; set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(string code)
    {
        await Ready(code);
        Name = viewer.Name;
    }

    /// <summary>Writes it down.</summary>
    public async Task<IActionResult> OnPostAsync(string code)
    {
        await Ready(code);
        if (!IsOpen)
            throw new Refused(409, "ลงชื่อด้วยรหัสนี้ได้เฉพาะวันประชุม บอกคนที่โต๊ะลงชื่อได้");
        paces.Count(Says, HttpContext.Connection.RemoteIpAddress);
        await Attendee.Arrive(db, Meeting.Number, viewer.IsMember ? viewer.Id : null, Name, Sector, Office, clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ลงชื่อแล้ว ขอบคุณที่มา");
        return Redirect(Door.Url);
    }

    async Task Ready(string code)
    {
        var stop = HttpContext.RequestAborted;
        // One phone goes from hand to hand: who presses back must not read the name before
        GiveVoice.Forgotten(HttpContext);
        Door = await DoorCode.Of(db, code, stop) ?? throw Refused.NotFound();
        Meeting = await db.Meetings.AsNoTracking().Include(m => m.Item).SingleAsync(m => m.Number == Door.Number, stop);
        IsOpen = DoorCode.IsOpen(Meeting, clock.GetUtcNow());
        Sectors = await IWhoComes.SectorsOf(db, Door.Number, stop);
        var me = viewer.Id;
        IsHere = viewer.IsMember && await db.Attendees.AnyAsync(a => a.Number == Door.Number && a.MemberId == me && a.CameAt != null, stop);
    }
}
