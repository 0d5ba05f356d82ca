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
    /// <summary>The meetings that are still to come, the next one first.</summary>
    public IReadOnlyList<MeetingLink> Coming { get; private set; } = [];
    /// <summary>The meetings that were, the latest first; at most twelve.</summary>
    public IReadOnlyList<MeetingLink> Past { get; private set; } = [];
    /// <summary>How many steps are open.</summary>
    public int OpenSteps { get; private set; }
    /// <summary>Who hosts the next meeting that nobody called yet, and why; null when nobody takes turns.</summary>
    public (string Name, Phrase Why)? Turn { get; private set; }
    /// <summary>Its blog; null when it has none.</summary>
    public Blog? Blog { get; private set; }
    /// <summary>Whether the viewer keeps it.</summary>
    public bool MayKeep => viewer.May(Deed.KeepCircle, new(Circle.PlaceCode, Circle.Id));
    /// <summary>Whether the viewer calls its meetings.</summary>
    public bool MayMeet { get; private set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the circle.</summary>
    public async Task OnGetAsync(string circle, [FromQuery(Name = "page")] int number = 1)
    {
        var (today, stop) = (ThaiDate.Day(clock.GetUtcNow()), HttpContext.RequestAborted);
        Circle = await Circle.Find(db, viewer, circle, stop);
        Blog = await db.Blogs.AsNoTracking().SingleOrDefaultAsync(b => b.CircleId == Circle.Id, stop);
        Members = await Circle.Members(db, today, stop);
        Listing = Circle.Listing(db, today);
        Rows = await Row.Read(Listing.Items, viewer, number, stop: stop);
        MayMeet = viewer.May(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
        var meetings = MeetingChain.Links(db, viewer, Circle.Id);
        Coming = await meetings.Where(m => m.Day >= today).OrderBy(m => m.Day).ThenBy(m => m.Number).Take(12).ToListAsync(stop);
        Past = await meetings.Where(m => m.Day < today).OrderByDescending(m => m.Day).ThenByDescending(m => m.Number).Take(12).ToListAsync(stop);
        var line = await CircleRota.Of(db, Circle, stop);
        if (line.Rota.Next(await Circle.NextDay(db, today, stop) ?? today) is { } turn)
            Turn = (line.NameOf(turn.HostId), turn.Why);
        OpenSteps = await db.NextSteps.CountAsync(s => s.State == StepState.Open && meetings.Any(m => m.Number == s.Number), stop);
    }
}
