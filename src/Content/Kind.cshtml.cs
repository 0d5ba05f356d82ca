using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Content;

/// <summary>All of a kind: <c>/notes</c>, <c>/aars</c>, <c>/cases</c>.</summary>
[OpenToAll, Cached]
public sealed class KindPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer) : ListPage(db, viewer, kinds, gazetteer)
{
    /// <summary>The kind.</summary>
    public ContentKind Kind { get; private set; } = null!;

    /// <summary>Shows one page of it.</summary>
    public async Task OnGetAsync(string kind, [FromQuery(Name = "page")] int number = 1)
    {
        await Read(kind, "", number);
        Kind = Kinds.All.First(k => k.Listing == kind);
    }
}
