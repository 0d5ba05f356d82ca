using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>What one may take away: one's own things, the blogs one keeps, the circles one facilitates, everything for who looks after the machine.</summary>
[Needs(Deed.BeMember)]
public sealed class ExportPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The blogs.</summary>
    public IReadOnlyList<Blog> Blogs { get; private set; } = [];
    /// <summary>The circles.</summary>
    public IReadOnlyList<Circle> Circles { get; private set; } = [];
    /// <summary>Whether everything.</summary>
    public bool IsOperator => viewer.May(Deed.Operate, new());

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Blogs = (await db.Blogs.AsNoTracking().Include(b => b.Writers).Where(b => b.Writers.Any(w => w.MemberId == viewer.Id && w.Hand == BlogHand.Owner)).OrderBy(b => b.Title).ToListAsync(stop))
            .FindAll(b => viewer.May(Deed.KeepBlog, new(b.PlaceCode, Hand: b.HandOf(viewer))));
        Circles = viewer.MayEver(Deed.CopyCircle) ? (await db.Circles.AsNoTracking().OrderBy(c => c.Name).ToListAsync(stop)).FindAll(c => viewer.May(Deed.CopyCircle, new(c.PlaceCode, c.Id))) : [];
    }
}
