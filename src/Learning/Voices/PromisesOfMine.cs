using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>On one's own page: how many promises wait for an answer; nothing when one made none.</summary>
public sealed class PromisesOfMine(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>What is shown.</summary>
    /// <param name="Asked">How many are due and not answered.</param>
    public sealed record Shown(int Asked);

    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var stop = HttpContext.RequestAborted;
        return await db.PromisesOf(viewer).AnyAsync(stop)
            ? View("/Learning/Voices/PromisesOfMine.cshtml", new Shown(await db.PromisesOf(viewer).CountAsync(p => p.AskedAt != null && p.Answer == null, stop))) : Content("");
    }
}
