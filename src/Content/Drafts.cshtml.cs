using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>One's own things that others do not see yet: <c>/me/drafts</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class DraftsPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>Drafts and scheduled things, the newest begun first.</summary>
    public IReadOnlyList<ContentItem> Items { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Items = await db.Items.VisibleTo(viewer).AsNoTracking()
        .Where(i => i.AuthorId == viewer.Id && i.State != ItemState.Published).OrderByDescending(i => i.Number).Take(200).ToListAsync(HttpContext.RequestAborted);
}
