using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>An old number leads to the new one: <c>/old/81116</c>. Two places may have used the same number: then the reader chooses.</summary>
[OpenToAll]
public sealed class OldPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The number.</summary>
    public long Number { get; private set; }
    /// <summary>What had it.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Leads there.</summary>
    public async Task<IActionResult> OnGetAsync(long number)
    {
        Number = number;
        var origins = db.Origins;
        Rows = await Row.Project(db.Items.VisibleTo(viewer).Where(i => origins.Any(o => o.OldNumber == number && o.Number == i.Number)).OrderBy(i => i.Number).Take(20)).ToListAsync(HttpContext.RequestAborted);
        return Rows.Count switch { 0 => throw Refused.NotFound(), 1 => RedirectPermanent(Rows[0].Url), _ => Page() };
    }
}
