using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Below an item: what leads to it, newest first, of what the viewer may see; nothing when nothing does.</summary>
public sealed class Backlinks(CommonsDb db, Viewer viewer, Site site) : ViewComponent
{
    /// <summary>How many are named; the rest are counted.</summary>
    public const int Most = 20;

    /// <summary>What leads there.</summary>
    /// <param name="Rows">The newest.</param>
    /// <param name="Total">How many in all.</param>
    public sealed record Shown(IReadOnlyList<Row> Rows, int Total);

    /// <summary>Shows them.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var stop = HttpContext.RequestAborted;
        var sources = Link.To(db, item.Number, site);
        // Most items have none, and a page read pays for every question
        if (!await sources.AnyAsync(stop))
            return Content("");
        var rows = await Row.Read(db.Items.Where(i => i.Number != item.Number && sources.Contains(i.Number)), viewer, 1, Most, stop);
        return rows.Total == 0 ? Content("") : View("/Content/Backlinks.cshtml", new Shown(rows.Items, rows.Total));
    }
}
