using KmCommons.Search.Asked;
using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

/// <summary>Texts for the index without a database, and questions to it.</summary>
static class Shelf
{
    /// <summary>An index that holds these bodies, numbered from 1.</summary>
    public static CommonsIndex Of(params string[] bodies) => With(bodies.Select((body, place) => new IndexedText(place + 1, "", body)));

    /// <summary>An index that holds these texts.</summary>
    public static CommonsIndex With(IEnumerable<IndexedText> texts)
    {
        var index = new CommonsIndex { Lexicon = Lexicon };
        index.Fill(texts);
        return index;
    }

    /// <summary>The numbers found, best first.</summary>
    public static long[] Find(this CommonsIndex index, string typed, FindRequest? request = null) =>
        [.. index.View.Find(FindQuery.Parse(typed), request ?? new FindRequest { Take = 1000 }).Hits.Select(hit => hit.Number)];

    /// <summary>Names of all places of the province, from the seed.</summary>
    public static string[] PlaceNames { get; } = [.. File.ReadLines(Path.Combine(Root, "content-seed", "places", "places.csv")).Skip(1).Select(line => line.Split(',')[2]).Distinct()];

    /// <summary>The short forms and names that come with the program, and the places in Latin letters.</summary>
    public static Lexicon Lexicon { get; } = Lexicon.Shipped.And([], File.ReadLines(Path.Combine(Root, "content-seed", "places", "places.csv")).Skip(1).Select(line => line.Split(',')).Select(line => $"{line[2]} = {line[3]}"));

    /// <summary>Bodies of notes from the seed.</summary>
    public static string[] SeedNotes { get; } = [.. Directory.EnumerateFiles(Path.Combine(Root, "content-seed", "notes"), "*.md").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "KmCommons.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
