using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>ชุด: notes of one blog that are read one after the other. The name and the part lie on each note (<see cref="Entry.SeriesName"/>); there is no other list to keep.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Parts">Its parts that the viewer may see, in order.</param>
/// <param name="At">Where among them the note is that one reads.</param>
public sealed record Series(string Name, IReadOnlyList<Series.Part> Parts, int At)
{
    /// <summary>The longest name, in letters.</summary>
    public const int LongestName = 80;

    /// <summary>The last part there can be.</summary>
    public const int LastPart = 999;

    /// <summary>A note in it.</summary>
    /// <param name="Nth">Which part, from 1.</param>
    /// <param name="Number">The item.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Url">Its address.</param>
    public sealed record Part(int Nth, long Number, string Title, string Url);

    /// <summary>The part before; null at the beginning.</summary>
    public Part? Before => At > 0 ? Parts[At - 1] : null;

    /// <summary>The part after; null at the end.</summary>
    public Part? After => At >= 0 && At + 1 < Parts.Count ? Parts[At + 1] : null;

    /// <summary>The series round a note, as the viewer may see it. A part that is hidden or not written yet leaves no gap.</summary>
    public static async Task<Series> Of(CommonsDb db, Viewer viewer, string name, ContentItem item, CancellationToken stop)
    {
        var (number, blog) = (item.Number, item.BlogId);
        var found = await (
            from other in db.Items.VisibleTo(viewer)
            join entry in db.Entries on other.Number equals entry.Number
            where entry.SeriesName == name && entry.SeriesPart != null && other.BlogId == blog && (other.Number == number || other.State == ItemState.Published && other.HiddenAt == null)
            orderby entry.SeriesPart, other.Number
            select new { Nth = entry.SeriesPart!.Value, other.Number, other.Title, other.Slug }).AsNoTracking().Take(LastPart).ToListAsync(stop);
        var parts = found.ConvertAll(p => new Part(p.Nth, p.Number, p.Title, ContentItem.UrlOf(p.Number, p.Slug)));
        return new(name, parts, parts.FindIndex(p => p.Number == number));
    }

    /// <summary>The names of the series in these blogs, for who writes on.</summary>
    public static async Task<IReadOnlyList<string>> NamesIn(CommonsDb db, Viewer viewer, IEnumerable<Blog> blogs, CancellationToken stop)
    {
        var ids = blogs.Select(b => (long?)b.Id).ToArray();
        return await (from item in db.Items.VisibleTo(viewer) join entry in db.Entries on item.Number equals entry.Number
                      where entry.SeriesName != null && ids.Contains(item.BlogId) select entry.SeriesName!).Distinct().OrderBy(n => n).Take(100).ToListAsync(stop);
    }

    /// <summary>Reads what was typed: a name and which part. Without a name there is no series; without a part the note becomes the last one.</summary>
    /// <exception cref="Refused">422: the name is too long, or the part is no number from 1 to 999.</exception>
    public static async Task<(string? Name, int? Part)> Read(string? name, string? part, CommonsDb db, Entry entry, CancellationToken stop)
    {
        name = ThaiText.Normalise(name ?? "").ReplaceLineEndings(" ").Trim();
        if (name.Length == 0)
            return (null, null);
        if (ThaiText.CountClusters(name) > LongestName)
            throw new Refused(422, "ชื่อชุดยาวเกิน 80 ตัวอักษร", "Series");
        if (!string.IsNullOrWhiteSpace(part))
            return int.TryParse(ThaiDigits.ToArabic(part.Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var nth) && nth is >= 1 and <= LastPart ? (name, nth)
                : throw new Refused(422, "ตอนที่เท่าไร ใส่เป็นตัวเลข 1 ถึง 999", "SeriesPart");
        var (number, blog) = (entry.Number, entry.Item.Blog?.Id ?? entry.Item.BlogId);
        var last = await db.Entries.Where(e => e.SeriesName == name && e.Number != number && e.Item.BlogId == blog).MaxAsync(e => e.SeriesPart, stop) ?? 0;
        return (name, Math.Min(last + 1, LastPart));
    }
}
