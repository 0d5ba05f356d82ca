using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>On one's own page: the collections one keeps, and those one was asked to keep; nothing when there are none.</summary>
public sealed class CollectionsOfMine(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>A collection of the viewer's.</summary>
    public sealed record Line(long Id, string Name, bool IsAsked);

    /// <summary>Shows them.</summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var mine = await db.Collections.SelectMany(c => c.Owners.Where(o => o.MemberId == viewer.Id).Select(o => new Line(c.Id, c.Name, o.Since == null))).ToListAsync(HttpContext.RequestAborted);
        return mine.Count == 0 ? Content("") : View("/Planet/CollectionsOfMine.cshtml", mine.OrderByDescending(l => l.IsAsked).ThenBy(l => l.Name, StringComparer.Ordinal).ToList());
    }
}
