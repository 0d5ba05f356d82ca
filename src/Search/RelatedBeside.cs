using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewComponents;

namespace KmCommons.Search;

/// <summary>Beside an item: what is like it and who knows of it, each with the reason; nothing when there is nothing. Rendering it each time would be a tenth of what the whole page costs, so it is kept with what it shows.</summary>
public sealed class RelatedBeside(Related related, CommonsDb db, Words words) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var found = await related.To(item, db, HttpContext.RequestAborted);
        if (found.IsEmpty) return Content("");
        if (!found.Looks.TryGetValue(words.Language, out var look)) found.Looks[words.Language] = look = await Rendered(found);
        return new HtmlContentViewComponentResult(look);
    }

    async Task<IHtmlContent> Rendered(Related.Found found)
    {
        await using var html = new StringWriter();
        var here = ViewComponentContext;
        await View("/Search/RelatedBeside.cshtml", found).ExecuteAsync(new(here.ViewComponentDescriptor, here.Arguments, here.HtmlEncoder, here.ViewContext, html));
        return new HtmlString(html.ToString());
    }
}
