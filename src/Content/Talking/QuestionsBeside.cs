using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Content;

/// <summary>Beside a place, a circle or a tag: its newest open questions, and the way to all of them.</summary>
public sealed class QuestionsBeside(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>So many are shown.</summary>
    public const int Most = 4;

    /// <summary>The questions.</summary>
    /// <param name="Items">The newest.</param>
    /// <param name="Total">How many in all.</param>
    /// <param name="Url">Where all are.</param>
    public sealed record Shown(IReadOnlyList<Question> Items, int Total, string Url);

    /// <summary>Shows them.</summary>
    public async Task<IViewComponentResult> InvokeAsync(Listing listing)
    {
        var (items, total) = await Question.Read(db, viewer, listing.Items, 1, Most, HttpContext.RequestAborted);
        return View("/Content/QuestionsBeside.cshtml", new Shown(items, total, listing.Url + "/questions"));
    }
}
