using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The photos of an item: all of them as a grid (<c>/album/1042</c>), or one large with the way to the next (<c>/album/1042/3</c>). Without JavaScript.</summary>
[OpenToAll, Cached]
public sealed class AlbumPage(CommonsDb db, Viewer viewer, Kinds kinds) : PageModel
{
    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Its kind.</summary>
    public ContentKind Kind => kinds[Item.Kind];
    /// <summary>Its photos in their order.</summary>
    public IReadOnlyList<ItemPhoto> Photos { get; private set; } = [];
    /// <summary>Which of them is shown large, from 0; null for all.</summary>
    public int? At { get; private set; }

    /// <summary>The address of the grid, or of one photo.</summary>
    /// <param name="number">The item.</param>
    /// <param name="at">The photo's place among those there are, from 0; null for the grid.</param>
    public static string UrlOf(long number, int? at = null) => string.Create(CultureInfo.InvariantCulture, $"/album/{number}{(at is { } nth ? $"/{nth + 1}" : "")}");

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number, int? nth, CancellationToken stop)
    {
        Item = await db.Items.AsNoTracking().VisibleTo(viewer).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        Photos = await db.ItemPhotos.AsNoTracking().Include(p => p.Photo).Where(p => p.Number == number).OrderBy(p => p.Position).ThenBy(p => p.PhotoId).ToListAsync(stop);
        if (Photos.Count == 0 || nth is < 1 || nth > Photos.Count)
            throw Refused.NotFound();
        At = nth - 1;
    }
}
