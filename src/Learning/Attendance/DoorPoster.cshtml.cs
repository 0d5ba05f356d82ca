using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The poster for the door, with the code by which people say that they are here: <c>/meet/1042/door/poster</c>. Here the code is made, made anew, and stopped.</summary>
[Needs(Deed.Meet)]
public sealed class DoorPoster(CommonsDb db, Viewer viewer, Site site, TimeProvider clock) : HeldMeeting(db, viewer)
{
    readonly CommonsDb db = db;

    /// <summary>The code; null while there is none.</summary>
    public DoorCode? Code { get; private set; }
    /// <summary>Where it leads, in full.</summary>
    public string Address => site.Address + Code!.Url;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        Code = await db.DoorCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, HttpContext.RequestAborted);
    }

    /// <summary>Makes a code, or a new one in place of the old.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await OnGetAsync(number);
        await DoorCode.Make(db, number, clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(Base + "/door/poster");
    }

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPostStopAsync(long number)
    {
        await Ready(number);
        await db.DoorCodes.Where(c => c.Number == number).ExecuteDeleteAsync(HttpContext.RequestAborted);
        HttpContext.Say("ปิดแล้ว รหัสเดิมใช้ไม่ได้อีก");
        return Redirect(Base + "/door/poster");
    }
}
