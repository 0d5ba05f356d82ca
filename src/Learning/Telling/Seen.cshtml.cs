using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Says that one knows how a meeting was changed: <c>/meet/1042/seen</c>, by the secret of a letter or as the member one is. Opening it counts nothing (mail scanners open links by themselves); its button does.</summary>
[OpenToAll]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SeenMeeting(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The letter's secret; empty for who is signed in.</summary>
    [BindProperty(SupportsGet = true)] public string? Token { get; set; }
    /// <summary>The sequence that the page showed.</summary>
    [BindProperty] public int Sequence { get; set; }
    /// <summary>The meeting; null while it is not known whose letter it is.</summary>
    public Meeting? Meeting { get; private set; }
    /// <summary>Whose letter it is.</summary>
    public MeetingGuest Guest { get; private set; } = null!;

    /// <summary>Shows how it is now.</summary>
    public Task OnGetAsync(long number) => Ready(number);

    /// <summary>Counts.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        if (!ModelState.IsValid || Sequence != Meeting!.Sequence)
            throw new Refused(409, "มีการเปลี่ยนอีกครั้งหลังจากที่ท่านเปิดหน้านี้ ดูด้านล่างแล้วกดรับทราบใหม่");
        Guest.See(Meeting);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect($"/meet/{number}/seen{(string.IsNullOrEmpty(Token) ? "" : "?token=" + Guest.Token)}");
    }

    async Task Ready(long number)
    {
        var (stop, me) = (HttpContext.RequestAborted, viewer.Id);
        Guest = string.IsNullOrEmpty(Token) && viewer.IsMember ? await db.MeetingGuests.SingleOrDefaultAsync(g => g.Number == number && g.MemberId == me, stop) ?? throw Refused.NotFound()
            : await MeetingGuest.Holding(db, number, Token, stop);
        // What they may see, whoever holds the letter
        var seen = db.Items.VisibleTo(await Viewer.Of(db, Guest.MemberId, ThaiDate.Day(clock.GetUtcNow()), stop)).Listed();
        Meeting = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Item).Include(m => m.Moves.OrderBy(v => v.Id)).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
    }
}
