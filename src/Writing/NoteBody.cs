using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>What the item page shows of a note: its text, the photos that the text does not place, and its neighbours in the series.</summary>
public sealed class NoteBody(CommonsDb db, Viewer viewer, LinkTitles titles) : ViewComponent
{
    /// <summary>A note ready to be shown.</summary>
    /// <param name="Html">The rendered text with its titles.</param>
    /// <param name="Photos">The photos below it.</param>
    /// <param name="Series">The series it is in; null when it is in none, or alone.</param>
    /// <param name="Credits">Whose work it is beside its author's.</param>
    /// <param name="Author">The author's name.</param>
    /// <param name="Grows">Its number when it is a quick note that the viewer may let grow; null otherwise.</param>
    /// <param name="IsQuick">Whether it is a quick note.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="AllPhotos">How many photos it has, those within the text too.</param>
    public sealed record Shown(HtmlString Html, IReadOnlyList<ItemPhoto> Photos, Series? Series, Credits Credits, string Author, long? Grows, bool IsQuick, long Number, int AllPhotos);

    /// <summary>Renders it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var stop = HttpContext.RequestAborted;
        var (number, used) = (item.Number, db.ItemPhotos.AsNoTracking());
        var note = await db.Entries.AsNoTracking().Where(e => e.Number == number)
            .Select(e => new { e.Html, e.SeriesName, e.Credits, e.IsQuick, HasPhotosBelow = used.Any(p => p.Number == e.Number && !p.IsPlaced), AllPhotos = used.Count(p => p.Number == e.Number) }).SingleAsync(stop);
        var photos = note.HasPhotosBelow ? await used.Include(p => p.Photo).Where(p => p.Number == number && !p.IsPlaced).OrderBy(p => p.Position).ToListAsync(stop) : [];
        var series = note.SeriesName is { } name ? await Series.Of(db, viewer, name, item, stop) : null;
        return View("/Writing/NoteBody.cshtml", new Shown(await titles.In(note.Html, stop), photos, series?.Parts.Count > 1 ? series : null, note.Credits, item.Author.DisplayName,
            note.IsQuick && viewer.May(Deed.Write, item.GroundFor(viewer)) ? number : null, note.IsQuick, number, note.AllPhotos));
    }
}
