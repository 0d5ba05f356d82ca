using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>Every ruling for everyone to read, without what it was about: <c>/decisions</c>.</summary>
[OpenToAll, Cached]
public sealed class DecisionsPage(CommonsDb db) : PageModel
{
    /// <summary>A ruling as it is shown.</summary>
    public sealed record Shown(long Number, RulingDeed Deed, int? Revision, string Reason, string By, DateTimeOffset At);

    /// <summary>The newest two hundred.</summary>
    public IReadOnlyList<Shown> Rulings { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Rulings = await db.Rulings.OrderByDescending(r => r.At).Take(200)
        .Select(r => new Shown(r.Number, r.Deed, r.Revision, r.Reason, r.By.DisplayName, r.At)).ToListAsync(HttpContext.RequestAborted);
}
