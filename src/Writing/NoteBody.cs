using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>What the item page shows of a note: its text, the photos that the text does not place, and its neighbours in the series.</summary>
public sealed class NoteBody(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>A note ready to be shown.</summary>
    /// <param name="Html">The rendered text.</param>
    /// <param name="Photos">The photos below it.</param>
    /// <param name="Series">The series' name; null when it is in none.</param>
    /// <param name="Before">The part before it that the viewer may see.</param>
    /// <param name="After">The part after it that the viewer may see.</param>
    public sealed record Shown(string Html, IReadOnlyList<ItemPhoto> Photos, string? Series, Part? Before, Part? After);

    /// <summary>A part of a series.</summary>
    public sealed record Part(int Number, string Title, string Url);

    /// <summary>Renders it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var stop = HttpContext.RequestAborted;
        var entry = await db.Entries.AsNoTracking().SingleAsync(e => e.Number == item.Number, stop);
        var photos = await db.ItemPhotos.AsNoTracking().Include(p => p.Photo).Where(p => p.Number == item.Number && !p.IsPlaced).OrderBy(p => p.Position).ToListAsync(stop);
        return View("/Writing/NoteBody.cshtml", new Shown(entry.Html, photos, entry.SeriesName, await Neighbour(entry, -1, stop), await Neighbour(entry, +1, stop)));
    }

    async Task<Part?> Neighbour(Entry entry, int step, CancellationToken stop)
    {
        if (entry.SeriesName is null || entry.SeriesPart is not { } part)
            return null;
        var found = await db.Items.VisibleTo(viewer).Listed()
            .Join(db.Entries.Where(e => e.SeriesName == entry.SeriesName && e.SeriesPart == part + step), i => i.Number, e => e.Number, (i, e) => new { i.Number, i.Slug, i.Title })
            .FirstOrDefaultAsync(stop);
        return found is null ? null : new(part + step, found.Title, ContentItem.UrlOf(found.Number, found.Slug));
    }
}
