using KmCommons.Content;
using KmCommons.Places;
using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search;

/// <summary>What helps who found nothing: parts that are found, the same without choices, places, tags, and whom to ask. All within what they may see.</summary>
public sealed record NothingFound
{
    const int Most = 5, MostTags = 8;

    /// <summary>The tag of a question that is put to everybody.</summary>
    const string AskTag = "ถามวง";

    /// <summary>Each run of letters that is found by itself, and how often.</summary>
    public required IReadOnlyList<(string Run, int Count)> Parts { get; init; }
    /// <summary>How many are found when nothing is narrowed by; 0 when nothing was.</summary>
    public required int Unnarrowed { get; init; }
    /// <summary>Places that are named in what was typed, or nearly so.</summary>
    public required IReadOnlyList<Place> Named { get; init; }
    /// <summary>Tambons beside the one that is meant.</summary>
    public required IReadOnlyList<Place> Beside { get; init; }
    /// <summary>The tags that are used most, in the district that is meant or everywhere.</summary>
    public required IReadOnlyList<FacetCount> Tags { get; init; }

    /// <summary>Looks for help.</summary>
    public static NothingFound For(IndexView view, FindQuery query, FindRequest request, FindAddress address, Gazetteer gazetteer)
    {
        var alone = request with { Only = [], Skip = 0, Take = 0 };
        var runs = query.Runs.Concat(query.Phrases).Distinct().ToList();
        var named = Places(runs, gazetteer);
        var meant = gazetteer.Find(address.Chosen.Where(facet => facet.Name is Published.Tambon or Published.District).Select(facet => facet.Value).MaxBy(code => code.Length)) ?? named.FirstOrDefault();
        return new()
        {
            Parts = runs.Count < 2 ? [] : [.. runs.Take(Most * 2).Select(run => (run, view.Find(FindQuery.Parse(run), alone).Total)).Where(part => part.Total > 0).Take(Most)],
            Unnarrowed = request.Only.Count == 0 ? 0 : view.Find(query, alone).Total,
            Named = named,
            Beside = meant is { Level: PlaceLevel.Tambon } ? [.. gazetteer.Neighbours(meant, 3)] : [],
            Tags = TagsOf(gazetteer.DistrictOf(meant?.Code) is { } district ? [new(Published.District, district.Code)] : []) is { Count: > 0 } near ? near : TagsOf([]),
        };

        List<FacetCount> TagsOf(Facet[] only) => [.. view.All(alone with { Only = only }).Facets.Where(count => count.Facet.Name == Published.Theme).Take(MostTags)];
    }

    /// <summary>The writing form with the question in it.</summary>
    /// <param name="question">The title that is proposed.</param>
    /// <param name="address">What was asked; the tambon that it is narrowed by goes along.</param>
    public static string AskAt(string question, FindAddress address) =>
        WriteAt(question, "&tags=" + Uri.EscapeDataString(AskTag) + (address.Chosen.FirstOrDefault(facet => facet.Name == Published.Tambon) is { Value: { } code } ? "&place=" + Uri.EscapeDataString(code) : ""));

    /// <summary>The writing form with a title in it.</summary>
    public static string WriteAt(string title, string more = "") => "/write?title=" + Uri.EscapeDataString(ThaiText.Cut(title, 150)) + more;

    static List<Place> Places(IReadOnlyList<string> runs, Gazetteer gazetteer)
    {
        // A name in roman letters may be written in two words, or three
        var alone = runs.Where(run => run.Length <= 200).Select(PlaceWords.Letters).Take(20).ToList();
        var letters = Enumerable.Range(1, 3).SelectMany(many => Enumerable.Range(0, Math.Max(0, alone.Count - many + 1)).Select(from => string.Concat(alone.Skip(from).Take(many)))).ToList();
        return [.. gazetteer.All.Values.Where(place => place.Level != PlaceLevel.Province && place.ValidTo is null)
            .Select(place => (Place: place, Off: letters.Select(run => PlaceWords.Off(run, place)).DefaultIfEmpty(int.MaxValue).Min()))
            .Where(near => near.Off < int.MaxValue).OrderBy(near => near.Off).ThenBy(near => near.Place.Code, StringComparer.Ordinal).Select(near => near.Place).Take(Most)];
    }
}
