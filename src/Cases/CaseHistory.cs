using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>What a revision of a case story holds, and how one is put back.</summary>
static class CaseHistory
{
    const string Figures = "figures", Sources = "sources", Tellers = "tellers";

    static readonly CasePart[] Parts = Enum.GetValues<CasePart>();

    /// <summary>The parts with their headings. Who told which part is kept and not shown: it stands below each part on the item's page.</summary>
    public static readonly KindHistory Kept = new(Deed.Tell, [.. Parts.Select(p => (Key(p), p.Heading)), (Figures, "ตัวเลข"), (Sources, "ที่มา")], PutBack);

    /// <summary>The story as its form shows it. A figure is a line with tabs between what, how much, of what and the row of its source; no typed field can hold a tab.</summary>
    public static IReadOnlyList<RevisionPart> PartsOf(CaseStory story) =>
    [
        .. Parts.Select(p => new RevisionPart(Key(p), story.Of(p)?.Markdown ?? "")),
        new(Figures, string.Join('\n', story.Figures.OrderBy(f => f.Position).Select(f => string.Join('\t', f.Label, f.Value, f.Unit, f.Source?.ToString(CultureInfo.InvariantCulture))))),
        new(Sources, string.Join('\n', story.Sources.OrderBy(s => s.Position).Select(s => s.Typed))),
        new(Tellers, string.Join('\n', story.Texts.OrderBy(t => t.Part).Select(t => string.Create(CultureInfo.InvariantCulture, $"{Key(t.Part)}\t{t.TellerId}")))),
    ];

    static string Key(CasePart part) => part.ToString().ToLowerInvariant();

    static async Task PutBack(CommonsDb db, Viewer viewer, Revision revision, DateTimeOffset now, CancellationToken stop)
    {
        var story = await CaseStory.Whole(db).SingleAsync(s => s.Number == revision.Number, stop);
        var tellers = Rows(revision, Tellers).ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));
        await story.Revise(db, viewer, new()
        {
            Title = revision.Title, Texts = Parts.ToDictionary(p => p, p => revision.Text(Key(p))), Themes = revision.Tags, Example = story.Example,
            Tellers = Parts.Where(p => tellers.ContainsKey(Key(p))).ToDictionary(p => p, p => tellers[Key(p)]),
            Sources = revision.Text(Sources).Split('\n'),
            Figures = [.. Rows(revision, Figures).Select(row => new FigureSaid { Label = row[0], Value = row[1], Unit = row[2], Source = row[3].Length == 0 ? null : int.Parse(row[3], CultureInfo.InvariantCulture) - 1 })],
            PlaceCode = revision.PlaceCode, PlaceName = revision.PlaceName, Audience = story.Item.Audience,
        }, now, stop);
    }

    static IEnumerable<string[]> Rows(Revision revision, string key) => revision.Text(key).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));
}
