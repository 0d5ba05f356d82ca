using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A circle: who is in it, what they wrote, when they meet.</summary>
[OpenToAll, Cached]
public sealed class CirclePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The circle.</summary>
    public Circle Circle { get; private set; } = null!;
    /// <summary>Who is in it today.</summary>
    public IReadOnlyList<CircleMember> Members { get; private set; } = [];
    /// <summary>What it and its people wrote.</summary>
    public Listing Listing { get; private set; } = null!;
    /// <summary>A page of what it and its people wrote.</summary>
    public Rows Rows { get; private set; } = null!;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the circle.</summary>
    public async Task OnGetAsync(string circle, [FromQuery(Name = "page")] int number = 1)
    {
        var (today, stop) = (ThaiDate.Day(clock.GetUtcNow()), HttpContext.RequestAborted);
        Circle = await db.Circles.AsNoTracking().SingleOrDefaultAsync(c => c.Address == circle, stop) ?? throw Refused.NotFound();
        Members = await Circle.Members(db, today, stop);
        Listing = Circle.Listing(db, today);
        Rows = await Row.Read(Listing.Items, viewer, number, stop: stop);
    }
}
