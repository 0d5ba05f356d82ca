using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The revisions of an item, newest first: <c>/history/1042</c>. Not below <c>/n/1042/</c>: there stands the slug, and a note may be called history.</summary>
[OpenToAll, Cached]
public sealed class HistoryPage(CommonsDb db, Viewer viewer, Kinds kinds) : PageModel
{
    const int PerPage = 50;

    /// <summary>A revision in the list. <paramref name="More"/> is how many letters it has more than the one before; negative for fewer, null for the first.</summary>
    public sealed record Line(int Nth, string By, string ByAddress, DateTimeOffset At, string[] Changed, int? More, int? PutsBack, string Note, bool IsStruck, bool IsReadable);

    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Its kind.</summary>
    public ContentKind Kind => kinds[Item.Kind];
    /// <summary>The revisions on this page of the list.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    /// <summary>Which page of the list it is.</summary>
    public Rows Rows { get; private set; } = null!;
    /// <summary>Whether there are older ones that are not this reader's.</summary>
    public bool BeginsLater { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(long number, [FromQuery(Name = "page")] int wanted = 1)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.AsNoTracking().VisibleTo(viewer).Include(i => i.Blog!.Writers).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        var seen = db.Revisions.AsNoTracking().VisibleTo(viewer, Item, Kind);
        var total = await seen.CountAsync(stop);
        var page = Math.Clamp(wanted, 1, Math.Max(1, (total + PerPage - 1) / PerPage));
        var reads = viewer.Moderates(Item.PlaceCode);
        Lines = await seen.OrderByDescending(r => r.Nth).Skip((page - 1) * PerPage).Take(PerPage)
            .Select(r => new Line(r.Nth, r.By.DisplayName, r.By.Address, r.At, r.Changed,
                r.Letters - db.Set<Revision>().Where(b => b.Number == r.Number && b.Nth == r.Nth - 1).Select(b => (int?)b.Letters).FirstOrDefault(),
                r.PutsBack, r.Note, r.StruckAt != null, r.StruckAt == null || reads)).ToListAsync(stop);
        Rows = new([], total, page, PerPage);
        BeginsLater = page == Rows.Pages && await db.Revisions.Where(r => r.Number == number).CountAsync(stop) > total;
    }
}
