using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Content;

/// <summary>All with a tag: <c>/tag/{tag}</c>.</summary>
[OpenToAll, Cached]
public sealed class TagPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer) : ListPage(db, viewer, kinds, gazetteer)
{
    /// <summary>The tag's key.</summary>
    [BindProperty(SupportsGet = true)] public string Tag { get; set; } = "";

    /// <summary>Shows one page of it.</summary>
    public Task OnGetAsync(string tag, [FromQuery(Name = "page")] int number = 1) => Read("tag", tag, number);
}
