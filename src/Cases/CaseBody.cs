using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>What the item page shows of a case story: the parts told and those that wait, the figures, the sources; of a stub, what it asks.</summary>
public sealed class CaseBody(CommonsDb db, Viewer viewer, LinkTitles titles) : ViewComponent
{
    /// <summary>Shows the story that has this item's number; the page has asked who may see the item.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var stop = HttpContext.RequestAborted;
        var story = await CaseStory.Whole(db).AsNoTrackingWithIdentityResolution().SingleAsync(s => s.Number == item.Number, stop);
        var cited = story.Sources.Where(s => s.Cites is not null).Select(s => s.Cites!.Value).ToArray();
        var seen = await db.Items.VisibleTo(viewer).Where(i => cited.Contains(i.Number)).Select(i => new CitedItem(i.Number, i.Slug, i.Title, i.Kind, i.PublishedAt)).ToDictionaryAsync(i => i.Number, stop);
        await titles.Know(story.Texts.Select(t => t.Html), stop);
        return View("/Cases/CaseBody.cshtml", new CaseShown(story, titles, seen, story.MayTellSome(viewer), viewer.May(Deed.CheckCase, story.Item.GroundFor(viewer))));
    }
}

/// <summary>A story on its page, for one viewer.</summary>
/// <param name="Story">The story.</param>
/// <param name="Titles">The titles that its links need.</param>
/// <param name="Cited">The cited items that this viewer may see, by number; what is not here is not named.</param>
/// <param name="MayTell">Whether the viewer may tell some part of it.</param>
/// <param name="MayCheck">Whether the viewer may say that it was checked.</param>
public sealed record CaseShown(CaseStory Story, LinkTitles Titles, IReadOnlyDictionary<long, CitedItem> Cited, bool MayTell, bool MayCheck);

/// <summary>A cited item as its line among the sources shows it.</summary>
public sealed record CitedItem(long Number, string Slug, string Title, string Kind, DateTimeOffset? PublishedAt)
{
    /// <summary>The item's address.</summary>
    public string Url => ContentItem.UrlOf(Number, Slug);
}
