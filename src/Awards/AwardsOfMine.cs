using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>On one's own page: the rounds one was asked to judge; nothing when there are none.</summary>
public sealed class AwardsOfMine(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>Shows them.</summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var rounds = await db.AwardRounds.AsNoTracking().Where(r => r.ClosedAt == null && r.Jurors.Any(j => j.MemberId == viewer.Id && j.Answer != JurorAnswer.Declined)).OrderByDescending(r => r.Id).ToListAsync(HttpContext.RequestAborted);
        return rounds.Count == 0 ? Content("") : View("/Awards/AwardsOfMine.cshtml", rounds);
    }
}
