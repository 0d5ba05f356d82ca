using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Links that lead nowhere, in one's own things and in blogs one keeps, as the weekly look found: <c>/me/links</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class LostLinksPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The links with their items, the newest lost first.</summary>
    public IReadOnlyList<Link> Links { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var mine = db.Items.VisibleTo(viewer).Where(i => i.AuthorId == viewer.Id || i.Blog!.Writers.Any(w => w.MemberId == viewer.Id && w.Hand != BlogHand.Writer));
        Links = await db.Links.AsNoTracking().Include(l => l.Item).Where(l => l.LostAt != null && mine.Any(i => i.Number == l.Number))
            .OrderByDescending(l => l.LostAt).ThenByDescending(l => l.Number).ThenBy(l => l.Address).Take(500).ToListAsync(HttpContext.RequestAborted);
    }
}
