using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>All collections, by name: <c>/collections</c>.</summary>
[OpenToAll, Cached]
public sealed class CollectionsPage(CommonsDb db) : PageModel
{
    /// <summary>A collection in the list.</summary>
    public sealed record Line(long Id, string Name, string About, IReadOnlyList<string> Owners)
    {
        /// <summary>Its page.</summary>
        public string Url => Collection.UrlOf(Id);
    }

    /// <summary>They.</summary>
    public IReadOnlyList<Line> Collections { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Collections = await db.Collections.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(1000)
        .Select(c => new Line(c.Id, c.Name, c.About, c.Owners.Where(o => o.Since != null).OrderBy(o => o.Since).Select(o => o.Member.DisplayName).ToList())).ToListAsync(HttpContext.RequestAborted);
}
