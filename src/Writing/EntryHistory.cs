using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>What a revision of a note holds, and how one is put back.</summary>
static class EntryHistory
{
    const string Body = "body", Captions = "captions", Alts = "alts", Narrator = "narrator", Writer = "writer", Photographer = "photographer";

    /// <summary>The parts with their headings.</summary>
    public static readonly KindHistory Kept = new(Deed.Write, [(Body, "เนื้อเรื่อง"), (Captions, "คำบรรยายภาพ"), (Alts, "ในภาพมีอะไร"), (Narrator, "เล่าโดย"), (Writer, "เขียนโดย"), (Photographer, "ภาพโดย")], PutBack);

    /// <summary>The note as its form shows it. Captions stand one photo a line, after the photo's place and name.</summary>
    public static IReadOnlyList<RevisionPart> PartsOf(Entry entry) =>
        [new(Body, entry.Markdown), new(Captions, Lines(entry, p => p.Caption)), new(Alts, Lines(entry, p => p.Alt)),
            new(Narrator, entry.Credits.Narrator), new(Writer, entry.Credits.Writer), new(Photographer, entry.Credits.Photographer)];

    static string Lines(Entry entry, Func<ItemPhoto, string> said) => string.Join('\n', entry.Item.Photos.Where(p => said(p).Length > 0).OrderBy(p => p.Position).Select(p => Label(p) + said(p)));

    static string Label(ItemPhoto photo) => string.Create(CultureInfo.InvariantCulture, $"{photo.Position} {photo.Name}: ");

    static async Task PutBack(CommonsDb db, Viewer viewer, Revision revision, DateTimeOffset now, CancellationToken stop)
    {
        var item = await db.Items.Where(i => i.Number == revision.Number).Include(i => i.Tags).Include(i => i.Photos).ThenInclude(p => p.Photo).AsSplitQuery().SingleAsync(stop);
        var entry = await db.Entries.SingleAsync(e => e.Number == revision.Number, stop);
        item.TagWith(revision.Tags);
        (item.PlaceCode, item.PlaceName) = (revision.PlaceCode, revision.PlaceName);
        var (captions, alts) = (revision.Text(Captions).Split('\n'), revision.Text(Alts).Split('\n'));
        foreach (var photo in item.Photos)
            (photo.Caption, photo.Alt) = (Said(captions, photo) ?? photo.Caption, Said(alts, photo) ?? photo.Alt);
        entry.Credit(entry.Credits.PutBack(revision.Text(Narrator), revision.Text(Writer), revision.Text(Photographer)));
        entry.Write(revision.Title, revision.Text(Body), viewer.Id, now);
    }

    // A photo that came later keeps what is said of it
    static string? Said(string[] lines, ItemPhoto photo) => Array.Find(lines, l => l.StartsWith(Label(photo), StringComparison.Ordinal))?[Label(photo).Length..];
}
