using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Beside a text: the events that it tells of. To who may revise it, and to nobody else, also those that it may tell of, to be answered by a person. Beside a meeting nothing: its own page is where they come together.</summary>
public sealed class ToldBeside(CommonsDb db, Viewer viewer, Kinds kinds, SameEventSearch search) : ViewComponent
{
    /// <summary>What it shows.</summary>
    /// <param name="Item">The text.</param>
    /// <param name="Events">The events that it tells of.</param>
    /// <param name="MayRevise">Whether the viewer may say so.</param>
    /// <param name="Asked">What is asked.</param>
    public sealed record Shown(ContentItem Item, IReadOnlyList<MeetingLink> Events, bool MayRevise, Asked Asked);

    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        if (item.Kind == Meeting.Kind.Key)
            return Content("");
        var (stop, number) = (HttpContext.RequestAborted, item.Number);
        var told = db.Tellings.Where(t => t.Number == number && t.Answer == TellingAnswer.Yes);
        var events = await told.AnyAsync(stop) ? await MeetingChain.Links(db, viewer).Where(l => told.Any(t => t.MeetingNumber == l.Number)).OrderBy(l => l.Day).ThenBy(l => l.Number).Take(10).ToListAsync(stop) : [];
        var may = viewer.May(kinds[item.Kind].History.Deed, item.GroundFor(viewer));
        if (!may)
            return events.Count == 0 ? Content("") : View("/Learning/Hub/ToldBeside.cshtml", new Shown(item, events, false, Asked.Nothing));
        return View("/Learning/Hub/ToldBeside.cshtml", new Shown(item, events, true, await Asked.About(item, events.Count > 0, search, stop)));
    }
}

/// <summary>What is asked of who may revise a text.</summary>
/// <param name="Number">The number of the page on which it is asked.</param>
/// <param name="Guesses">What may be about the same event.</param>
/// <param name="Others">Texts of others about the same day and place, where the event is not here yet.</param>
public sealed record Asked(long Number, IReadOnlyList<SameEvent> Guesses, IReadOnlyList<SameEvent> Others)
{
    /// <summary>Nothing.</summary>
    public static readonly Asked Nothing = new(0, [], []);

    /// <summary>Looks for it.</summary>
    /// <param name="item">The text.</param>
    /// <param name="tells">Whether it tells of an event already: then nobody is asked to make one.</param>
    /// <param name="search">Who looks.</param>
    /// <param name="stop">Stops it.</param>
    internal static async Task<Asked> About(ContentItem item, bool tells, SameEventSearch search, CancellationToken stop)
    {
        var guesses = await search.MeetingsOf(item, stop);
        return new(item.Number, guesses, tells || guesses.Count > 0 || !item.IsListed ? [] : await search.Others(item, stop));
    }
}
