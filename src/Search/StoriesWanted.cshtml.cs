using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>Stories that somebody wants (<c>/stories-wanted</c>): what was looked for and not found, most wanted first, for note-takers to write. What is found by now is not shown any more.</summary>
[Needs(Deed.HearWishes)]
public sealed class StoriesWantedPage(CommonsDb db, Viewer viewer, Catalogue catalogue, TimeProvider clock) : PageModel
{
    const int MostAsked = 400, MostShown = 100;

    /// <summary>What nobody has written yet.</summary>
    public IReadOnlyList<Missed> Wanted { get; private set; } = [];
    /// <summary>What was taken off, last first.</summary>
    public IReadOnlyList<Missed> Off { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var (view, may) = (catalogue.View, AudienceKey.OpenTo(viewer));
        var asked = await db.Missed.AsNoTracking().Where(missed => missed.OffOn == null).OrderByDescending(missed => missed.Times).ThenByDescending(missed => missed.LastOn).ThenBy(missed => missed.Words).Take(MostAsked).ToListAsync(stop);
        Wanted = [.. asked.Where(missed => view.Find(FindQuery.Parse(missed.Words), new() { MaySee = may, Take = 0 }).Total == 0).Take(MostShown)];
        Off = await db.Missed.AsNoTracking().Where(missed => missed.OffOn != null).OrderByDescending(missed => missed.OffOn).ThenBy(missed => missed.Words).Take(MostShown).ToListAsync(stop);
    }

    /// <summary>Takes one off: it is written, or it is no story.</summary>
    public Task<IActionResult> OnPostOffAsync(string? words) => Turn(words, ThaiDate.Day(clock.GetUtcNow()), "เอาออกจากรายการแล้ว ถ้าเปลี่ยนใจ เอากลับมาได้ที่ท้ายหน้านี้");

    /// <summary>Puts one back.</summary>
    public Task<IActionResult> OnPostBackAsync(string? words) => Turn(words, null, "เอากลับมาในรายการแล้ว");

    async Task<IActionResult> Turn(string? words, DateOnly? off, string said)
    {
        var missed = await db.Missed.SingleOrDefaultAsync(missed => missed.Words == (words ?? ""), HttpContext.RequestAborted) ?? throw Refused.NotFound();
        missed.OffOn = off;
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect("/stories-wanted");
    }
}
