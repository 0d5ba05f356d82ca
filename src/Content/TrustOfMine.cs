using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Content;

/// <summary>On one's own page: how well we know each other, what that means, and what changes it.</summary>
public sealed class TrustOfMine(CommonsDb db, Viewer viewer, TimeProvider clock) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync() => View("/Content/TrustOfMine.cshtml", await Trust.Of(db, viewer.Id, clock.GetUtcNow(), HttpContext.RequestAborted));
}
