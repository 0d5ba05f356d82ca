using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What comes together on the page of a meeting, of what the viewer may see: the texts that tell of it with the closing review first, the photos of all of them, their documents; and to who keeps the meeting what is to be answered.</summary>
/// <param name="Number">The meeting.</param>
/// <param name="Rows">The texts.</param>
/// <param name="Closing">The number of the review that closes it; null when there is none that the viewer may see.</param>
/// <param name="Photos">Its own photos and those of the texts.</param>
/// <param name="MorePhotos">How many more there are.</param>
/// <param name="Files">The documents of the texts; its own stand elsewhere on the page.</param>
/// <param name="Asked">What is asked.</param>
public sealed record Hub(long Number, IReadOnlyList<Row> Rows, long? Closing, IReadOnlyList<HubPhoto> Photos, int MorePhotos, IReadOnlyList<(ItemFile File, Row Of)> Files, Asked Asked)
{
    // Two texts full of photos
    const int MostPhotos = 40;

    /// <summary>Gathers it.</summary>
    /// <param name="item">The meeting's item, with its author and tags.</param>
    /// <param name="day">Its day.</param>
    /// <param name="asks">Whether the viewer keeps it, so that what may belong here is asked.</param>
    /// <param name="db">Where it is.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="kinds">All kinds.</param>
    /// <param name="search">Who looks for what may belong here.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task<Hub> Of(ContentItem item, DateOnly day, bool asks, CommonsDb db, Viewer viewer, Kinds kinds, SameEventSearch search, CancellationToken stop)
    {
        var number = item.Number;
        var said = await db.Tellings.AsNoTracking().Where(t => t.MeetingNumber == number && t.Answer == TellingAnswer.Yes).OrderBy(t => t.Number).Take(Telling.Most).Select(t => new { t.Number, t.IsClosing }).ToListAsync(stop);
        var (told, closes) = (said.Select(t => t.Number).ToArray(), said.Find(t => t.IsClosing)?.Number);
        var rows = told.Length == 0 ? [] : await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(i => told.Contains(i.Number))).ToListAsync(stop);
        rows = [.. rows.OrderByDescending(r => r.Number == closes).ThenBy(r => r.PublishedAt).ThenBy(r => r.Number)];
        var (shown, all) = (rows.Select(r => r.Number).Append(number).ToArray(), db.ItemPhotos.AsNoTracking());
        // Its own first, then text by text: an album counts within its text
        var used = (await all.Include(p => p.Photo).Where(p => shown.Contains(p.Number)).OrderBy(p => p.Number == number ? 0 : 1).ThenBy(p => p.Number).ThenBy(p => p.Position).ThenBy(p => p.PhotoId).Take(MostPhotos + 1).ToListAsync(stop)).GroupBy(p => p.Number).ToList();
        var more = used.Sum(g => g.Count()) > MostPhotos ? await all.CountAsync(p => shown.Contains(p.Number), stop) - MostPhotos : 0;
        var taken = new Dictionary<long, string>();
        foreach (var kind in kinds.All)
            if (kind.Photographers is { } ask && rows.Where(r => r.Kind == kind.Key && used.Exists(g => g.Key == r.Number)).Select(r => r.Number).ToArray() is { Length: > 0 } those)
                foreach (var (of, name) in await ask(db, those, stop))
                    taken[of] = name;
        var byNumber = rows.ToDictionary(r => r.Number);
        var files = rows.Count == 0 ? [] : await db.ItemFiles.AsNoTracking().Include(f => f.Attachment).Where(f => told.Contains(f.Number)).OrderBy(f => f.Number).ThenBy(f => f.Position).ThenBy(f => f.AttachmentId).Take(100).ToListAsync(stop);
        return new(number, rows, closes is { } closing && byNumber.ContainsKey(closing) ? closing : null,
            [.. used.SelectMany(g => g.Select((p, at) => new HubPhoto(p, at, taken.GetValueOrDefault(g.Key) ?? (byNumber.TryGetValue(g.Key, out var row) ? row.AuthorName : item.Author.DisplayName)))).Take(MostPhotos)], more,
            [.. files.Where(f => byNumber.ContainsKey(f.Number)).Select(f => (f, byNumber[f.Number]))],
            asks ? new(number, await search.TextsOf(item, day, stop), []) : Asked.Nothing);
    }
}

/// <summary>A photo among those of a meeting.</summary>
/// <param name="Used">The photo where it is in use.</param>
/// <param name="At">Its place in the album of that item, from 0.</param>
/// <param name="By">Whose it is: who took it where that was said, else who wrote the text.</param>
public sealed record HubPhoto(ItemPhoto Used, int At, string By);
