using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>The same choices from a letter's link, without signing in: <c>/letters/choose?token=…</c>. Opening it changes nothing. The token in the address is the right to choose.</summary>
[OpenToAll]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ChoosePage(CommonsDb db, Gazetteer gazetteer, IEnumerable<CircleCalendar> calendars, Words words, TimeProvider clock) : ChoosingPage(db, gazetteer, calendars, words, clock)
{
    readonly CommonsDb db = db;

    /// <summary>The letter's token.</summary>
    [BindProperty(SupportsGet = true)] public string? Token { get; set; }

    /// <summary>Shows what is chosen.</summary>
    public async Task OnGetAsync()
    {
        await Ready();
        Show();
    }

    /// <summary>Keeps the choice.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Ready();
        Keep();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกการเลือกแล้ว");
        return Redirect($"/letters/choose?token={Token}");
    }

    async Task Ready()
    {
        var letter = await Subscription.Holding(db, Token, HttpContext.RequestAborted);
        await Load(await db.Members.AsNoTracking().SingleAsync(m => m.Id == letter.MemberId, HttpContext.RequestAborted));
    }
}
