using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A page about the voices of one review, for who may revise that review.</summary>
public abstract class KeeperPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The review, whole.</summary>
    public Aar Aar { get; private set; } = null!;
    /// <summary>Its round; null while none was opened.</summary>
    public VoiceRound? Round { get; protected set; }
    /// <summary>Where the round is kept.</summary>
    public string Here => $"/reflect/{Aar.Number}/voices";

    /// <summary>Finds both. Who posts holds the review until the end: two who do so at once come one after the other.</summary>
    /// <exception cref="Refused">404: there is no such review for this viewer; 403: they may not revise it.</exception>
    protected async Task Ready(long number)
    {
        var stop = HttpContext.RequestAborted;
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", stop);
        var seen = db.Items.VisibleTo(viewer);
        Aar = await Aar.Whole(db).SingleOrDefaultAsync(a => a.Number == number && seen.Any(i => i.Number == a.Number), stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Reflect, Aar.Item.GroundFor(viewer));
        Round = await db.VoiceRounds.SingleOrDefaultAsync(r => r.Number == number, stop);
    }

    /// <summary>The round, on a page that makes no sense without one.</summary>
    /// <exception cref="Refused">404: none was opened.</exception>
    protected async Task<VoiceRound> Opened(long number)
    {
        await Ready(number);
        return Round ?? throw Refused.NotFound();
    }
}
