using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Content;

/// <summary>The open questions of the whole site: <c>/questions</c>.</summary>
[OpenToAll, Cached]
public sealed class QuestionsPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>They.</summary>
    public OpenQuestions Shown { get; private set; } = null!;

    /// <summary>Shows a page of them.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1) => Shown = await OpenQuestions.Of(db, viewer, db.Items, "", "/", number, HttpContext.RequestAborted);
}
