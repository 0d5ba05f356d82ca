using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Content;

/// <summary>The open questions of a place with all inside it, a blog, a person, or a tag: <c>/t/800119/questions</c>.</summary>
[OpenToAll, Cached]
public sealed class ListQuestionsPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer) : PageModel
{
    /// <summary>They.</summary>
    public OpenQuestions Shown { get; private set; } = null!;

    /// <summary>Shows a page of them.</summary>
    public async Task OnGetAsync(string sort, string key, [FromQuery(Name = "page")] int number = 1)
    {
        var stop = HttpContext.RequestAborted;
        var listing = await Listing.Find(db, kinds, gazetteer, viewer, sort, key, stop) ?? throw Refused.NotFound();
        Shown = await OpenQuestions.Of(db, viewer, listing.Items, listing.Title, listing.Url, number, stop);
    }
}
