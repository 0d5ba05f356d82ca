using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>Beside an item that was brought from elsewhere: where it was, and its number there. Nothing beside all others.</summary>
public sealed class OldNumber(CommonsDb db) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item) =>
        await db.Origins.AsNoTracking().Where(o => o.Number == item.Number && o.Source != "markdown").OrderBy(o => o.Source).ThenBy(o => o.Key).ToListAsync(HttpContext.RequestAborted) is { Count: > 0 } origins ? View("/Transfer/In/OldNumber.cshtml", origins) : Content("");
}
