using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Every district with its tambons, and how much was written in each: <c>/tambons</c>.</summary>
[OpenToAll, Cached]
public sealed class TambonsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : PageModel
{
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>How many things are to be read, by place code.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Counts = await db.Items.VisibleTo(viewer).Listed().Where(i => i.PlaceCode != null)
        .GroupBy(i => i.PlaceCode!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, HttpContext.RequestAborted);
}
