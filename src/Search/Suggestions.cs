using System.Collections.Concurrent;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>What somebody may be typing: places, tags and titles, of what they may see only. The last cluster counts as unfinished: ก is on the way to ก้า.</summary>
public sealed class Suggestions(Catalogue catalogue, Gazetteer gazetteer)
{
    /// <summary>How many are given.</summary>
    public const int Most = 8;
    const int MostPlaces = 3, MostTags = 3, MostTitles = 24, LongestTyped = 100, MostViewers = 64;

    /// <summary>What may be meant.</summary>
    /// <param name="Sort">What it is.</param>
    /// <param name="Text">What is offered.</param>
    /// <param name="Place">The place, when it is one.</param>
    /// <param name="Count">How many stories there are; null for a title.</param>
    /// <param name="Url">Where it leads.</param>
    public sealed record Suggestion(SuggestionSort Sort, string Text, Place? Place, int? Count, string Url);

    // Counts over everything cost a walk through the index, so they are kept for the view they are of
    sealed record Counted(IndexView View, ConcurrentDictionary<string, IReadOnlyList<FacetCount>> Counts);

    Counted counted = new(null!, new());

    /// <summary>Up to <see cref="Most"/> suggestions for what is typed so far.</summary>
    public async Task<IReadOnlyList<Suggestion>> For(string? typed, Viewer viewer, CommonsDb db, CancellationToken stop)
    {
        var text = ThaiText.Normalise(typed is { Length: > LongestTyped } ? "" : typed ?? "").Trim();
        var letters = PlaceWords.Letters(text);
        if (letters.Length == 0)
            return [];
        var (view, may) = (catalogue.View, AudienceKey.OpenTo(viewer));
        var counts = Counts(view, viewer, may);
        var (places, tags) = (Places(letters, counts).Take(Most).ToList(), Tags(letters, counts).Take(Most).ToList());
        var titles = (await Titles(text, letters, viewer, view, may, db, Most - Math.Min(places.Count, MostPlaces) - Math.Min(tags.Count, MostTags), stop)).ToList();
        // Room that titles leave goes to more places, then to more tags
        var place = Math.Min(places.Count, Math.Max(MostPlaces, Most - titles.Count - Math.Min(tags.Count, MostTags)));
        return [.. places.Take(place), .. tags.Take(Most - titles.Count - place), .. titles];
    }

    IEnumerable<Suggestion> Places(string letters, IReadOnlyList<FacetCount> counts) =>
        (from place in gazetteer.All.Values
         where place.Level != PlaceLevel.Province && place.ValidTo is null
         let at = new[] { PlaceWords.Letters(place.NameThai), PlaceWords.Letters(place.NameEnglish) }.SelectMany(name => PlaceWords.Bare(letters).Select(bare => name.IndexOf(bare, StringComparison.Ordinal))).Where(at => at >= 0).DefaultIfEmpty(-1).Min()
         // Inside a name only from three letters on: one or two stand in most
         where at == 0 || at > 0 && letters.Length > 2
         let facet = new Facet(place.Level == PlaceLevel.District ? Published.District : Published.Tambon, place.Code)
         let count = counts.FirstOrDefault(count => count.Facet == facet).Count
         orderby at == 0 descending, count descending, place.Code
         select new Suggestion(SuggestionSort.Place, place.NameThai, place, count, count == 0 ? $"/t/{place.Code}" : new FindAddress("", District(place) is { } district ? [district, facet] : [facet], false, 1).ToString()));

    static Facet? District(Place place) => place.Level == PlaceLevel.Tambon && place.ParentCode is { } parent ? new(Published.District, parent) : null;

    static IEnumerable<Suggestion> Tags(string letters, IReadOnlyList<FacetCount> counts) =>
        (from count in counts
         where count.Facet.Name == Published.Theme
         let at = PlaceWords.Letters(count.Facet.Value).IndexOf(letters, StringComparison.Ordinal)
         where at >= 0
         orderby at == 0 descending, count.Count descending, count.Facet.Value.Length
         select new Suggestion(SuggestionSort.Tag, count.Facet.Value, null, count.Count, new FindAddress("", [count.Facet], false, 1).ToString()));

    static async Task<IEnumerable<Suggestion>> Titles(string text, string letters, Viewer viewer, IndexView view, Func<string, bool> may, CommonsDb db, int most, CancellationToken stop)
    {
        var seen = db.Items.AsNoTracking().VisibleTo(viewer).Listed();
        var found = await Rows(seen.Where(item => EF.Functions.Collate(item.Title, "C").StartsWith(text)).OrderBy(item => EF.Functions.Collate(item.Title, "C")).ThenBy(item => item.Number).Take(most)).ToListAsync(stop);
        foreach (var part in new[] { text, WithoutLast(text) }.Distinct())
            if (found.Count < most && Inside(part) is { IsEmpty: false } query)
            {
                var numbers = view.Find(query, new() { MaySee = may, Take = MostTitles }).Hits.Select(hit => hit.Number).Except(found.Select(title => title.Number)).ToList();
                found.AddRange(from row in numbers.Count == 0 ? [] : await Rows(seen.Where(item => numbers.Contains(item.Number))).ToListAsync(stop)
                               where PlaceWords.Letters(row.Title).Contains(letters, StringComparison.Ordinal)
                               orderby numbers.IndexOf(row.Number)
                               select row);
            }
        return found.Take(most).Select(title => new Suggestion(SuggestionSort.Title, title.Title, null, null, ContentItem.UrlOf(title.Number, title.Slug)));

        static IQueryable<TitleRow> Rows(IQueryable<ContentItem> items) => items.Select(item => new TitleRow(item.Number, item.Title, item.Slug));
    }

    sealed record TitleRow(long Number, string Title, string Slug);

    // One or two clusters stand in most texts, and the index would look into all of them
    static FindQuery Inside(string text) => FindQuery.Parse(text) is var query
        ? new() { Runs = [.. query.Runs.Concat(query.Phrases).Where(run => ThaiText.CountClusters(run) > 2)] } : new();

    // บ้ is not in บ้าน for the index, where a hit ends with a cluster; what comes before it is
    static string WithoutLast(string text)
    {
        var last = 0;
        foreach (var cluster in ThaiText.Clusters(text))
            last = text.Length - cluster.Length;
        return text[..last].TrimEnd();
    }

    IReadOnlyList<FacetCount> Counts(IndexView view, Viewer viewer, Func<string, bool> may)
    {
        var now = Volatile.Read(ref counted);
        if (now.View != view)
            Volatile.Write(ref counted, now = new(view, new()));
        if (now.Counts.Count >= MostViewers)
            now.Counts.Clear();
        return now.Counts.GetOrAdd(string.Join(' ', viewer.Circles.Order().Prepend(viewer.Id)), _ => view.All(new() { MaySee = may, Take = 0 }).Facets);
    }
}

/// <summary>What a suggestion is.</summary>
public enum SuggestionSort
{
    /// <summary>A tambon or a district.</summary>
    Place,
    /// <summary>A tag.</summary>
    Tag,
    /// <summary>The title of something.</summary>
    Title,
}
