using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>One's own things that others do not see yet: <c>/me/drafts</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class DraftsPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>Drafts and scheduled things, the newest begun first.</summary>
    public IReadOnlyList<ContentItem> Items { get; private set; } = [];

    /// <summary>What was typed and not sent yet, on any device.</summary>
    public IReadOnlyList<Unfinished> Works { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Works = await Unfinished.Of(db, viewer.Id, null, stop);
        Items = await db.Items.VisibleTo(viewer).AsNoTracking().Where(i => i.AuthorId == viewer.Id && i.State != ItemState.Published && (i.Audience != Audience.Practice || i.BlogId != null)).OrderByDescending(i => i.Number).Take(200).ToListAsync(stop);
    }

    /// <summary>Throws an unfinished one away.</summary>
    public async Task<IActionResult> OnPostDropAsync(string? key)
    {
        await Unfinished.Drop(db, viewer.Id, key, clock.GetUtcNow(), HttpContext.RequestAborted);
        return Redirect("/me/drafts");
    }
}
