using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>All circles.</summary>
[OpenToAll, Cached]
public sealed class CirclesPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The circles by name, and how many people are in each today.</summary>
    public IReadOnlyList<(Circle Circle, int People)> Circles { get; private set; } = [];
    /// <summary>Whether the viewer begins circles somewhere.</summary>
    public bool MayBegin => viewer.MayEver(Deed.BeginCircle);
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var (today, stop) = (ThaiDate.Day(clock.GetUtcNow()), HttpContext.RequestAborted);
        var circles = await db.Circles.AsNoTracking().OrderBy(c => c.Name).ToListAsync(stop);
        var people = await db.RolesHeld.Where(r => r.CircleId != null && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .GroupBy(r => r.CircleId!.Value).Select(g => new { Circle = g.Key, People = g.Select(r => r.MemberId).Distinct().Count() }).ToDictionaryAsync(g => g.Circle, g => g.People, stop);
        Circles = [.. circles.Where(c => c.IsSeenBy(viewer)).Select(c => (c, people.GetValueOrDefault(c.Id)))];
    }
}
