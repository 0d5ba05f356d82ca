using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Comments that wait for the viewer: on their own things, in blogs they keep, and where they moderate: <c>/me/comments</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class HeldCommentsPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The waiting comments, oldest first.</summary>
    public IReadOnlyList<Comment> Held { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var items = db.Items.VisibleTo(viewer);
        var held = await db.Comments.AsNoTracking().Where(c => c.State == CommentState.Held && items.Any(i => i.Number == c.Number))
            .Include(c => c.Item.Blog!.Writers).OrderBy(c => c.At).Take(500).ToListAsync(HttpContext.RequestAborted);
        Held = held.FindAll(c => viewer.May(Deed.MindComments, c.Item.GroundFor(viewer)));
    }
}
