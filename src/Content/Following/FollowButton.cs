using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The button that follows what a page shows, or ends it: for members alone, so that a page kept for guests stays the same.</summary>
public sealed class FollowButton(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(string sort, string key, long? person = null) => !viewer.IsMember || person == viewer.Id ? Content("")
        : View("/Content/FollowButton.cshtml", (sort, key, await db.Follows.AnyAsync(f => f.MemberId == viewer.Id && f.Sort == sort && f.Key == key, HttpContext.RequestAborted)));
}
