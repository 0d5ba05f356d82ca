using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The open questions below what a circle and its people wrote: <c>/c/{circle}/questions</c>.</summary>
[OpenToAll, Cached]
public sealed class CircleQuestionsPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>They.</summary>
    public OpenQuestions Shown { get; private set; } = null!;

    /// <summary>Shows a page of them.</summary>
    public async Task OnGetAsync(string circle, [FromQuery(Name = "page")] int number = 1)
    {
        var stop = HttpContext.RequestAborted;
        var gathers = await Circle.Find(db, viewer, circle, stop);
        Shown = await OpenQuestions.Of(db, viewer, gathers.Listing(db, ThaiDate.Day(clock.GetUtcNow())).Items, gathers.Name, gathers.Url, number, stop);
    }
}
