using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Content;

/// <summary>On one's own page: what was said to one lately, and the ways to all of it and to what one follows.</summary>
public sealed class ToMine(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>So many are shown.</summary>
    public const int Most = 4;

    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync() => View("/Content/ToMine.cshtml", await ToMe.Newest(db, viewer, Most, HttpContext.RequestAborted));
}
