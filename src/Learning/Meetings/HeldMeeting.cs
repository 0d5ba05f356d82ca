using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A page about one meeting, for who holds it.</summary>
public abstract class HeldMeeting(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>Its address without the end: <c>/meet/1042</c>.</summary>
    public string Base => $"/meet/{Meeting.Number}";

    /// <summary>A meeting of which the viewer writes down what came of it.</summary>
    /// <exception cref="Refused">404: there is none for this viewer; 403: they may not.</exception>
    internal static async Task<Meeting> Find(CommonsDb db, Viewer viewer, long number, CancellationToken stop)
    {
        var meeting = await Seen(db, viewer, number, stop);
        viewer.Must(Deed.Meet, meeting.Item.GroundFor(viewer));
        return meeting;
    }

    /// <summary>Finds it; who posts holds its row until the end.</summary>
    /// <exception cref="Refused">404, 403.</exception>
    protected async Task Ready(long number)
    {
        var stop = HttpContext.RequestAborted;
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        // Before the right is asked: who is refused sees the page with what they typed
        Meeting = await Seen(db, viewer, number, stop);
        viewer.Must(Deed.Meet, Meeting.Item.GroundFor(viewer));
    }

    static async Task<Meeting> Seen(CommonsDb db, Viewer viewer, long number, CancellationToken stop)
    {
        var seen = db.Items.VisibleTo(viewer);
        return await db.Meetings.AsSplitQuery().Include(m => m.Item.Blog!.Writers).Include(m => m.Points).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
    }
}
