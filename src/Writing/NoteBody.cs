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
        var (number, used) = (item.Number, db.ItemPhotos.AsNoTracking());
        var note = await db.Entries.AsNoTracking().Where(e => e.Number == number)
            .Select(e => new { e.Html, e.SeriesName, e.SeriesPart, HasPhotosBelow = used.Any(p => p.Number == e.Number && !p.IsPlaced) }).SingleAsync(stop);
        var photos = note.HasPhotosBelow ? await used.Include(p => p.Photo).Where(p => p.Number == number && !p.IsPlaced).OrderBy(p => p.Position).ToListAsync(stop) : [];
        if (note.SeriesName is not { } series || note.SeriesPart is not { } part)
            return View("/Writing/NoteBody.cshtml", new Shown(note.Html, photos, null, null, null));
        return View("/Writing/NoteBody.cshtml", new Shown(note.Html, photos, series, await PartOf(series, part - 1, stop), await PartOf(series, part + 1, stop)));
    }

    async Task<Part?> PartOf(string series, int part, CancellationToken stop)
    {
        var found = await db.Items.VisibleTo(viewer).Listed()
            .Join(db.Entries.Where(e => e.SeriesName == series && e.SeriesPart == part), i => i.Number, e => e.Number, (i, e) => new { i.Number, i.Slug, i.Title })
            .OrderBy(i => i.Number).FirstOrDefaultAsync(stop);
        return found is null ? null : new(part, found.Title, ContentItem.UrlOf(found.Number, found.Slug));
    }
}
