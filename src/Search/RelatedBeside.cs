using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Search;

/// <summary>Beside an item: what is like it and who knows of it, each with the reason; nothing when there is nothing.</summary>
public sealed class RelatedBeside(Related related, CommonsDb db) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var found = await related.To(item, db, HttpContext.RequestAborted);
        return found.Items.Count + found.People.Count == 0 ? Content("") : View("/Search/RelatedBeside.cshtml", found);
    }
}
