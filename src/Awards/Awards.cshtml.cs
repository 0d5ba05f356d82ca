using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>All rounds, newest first; old ones stay to be read: <c>/awards</c>.</summary>
[OpenToAll, Cached]
public sealed class AwardsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : PageModel
{
    /// <summary>They.</summary>
    public IReadOnlyList<AwardRound> Rounds { get; private set; } = [];
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Rounds = await db.AwardRounds.AsNoTracking().OrderByDescending(r => r.Id).Take(200).ToListAsync(HttpContext.RequestAborted);
}
