using KmCommons.Host;
using KmCommons.Search.Index;
using KmCommons.Tests.House;
using KmCommons.Thai;

namespace KmCommons.Tests.Search.Gold;

/// <summary>The places of the seed by code, and what the site puts into the index of where, who and when a text is (as <c>Published</c> does).</summary>
static class GoldPlaces
{
    /// <summary>A row of the table of places.</summary>
    public sealed record Row(string Code, string Thai, string English)
    {
        /// <summary>The name with its level before it.</summary>
        public string Full => (Code.Length == 6 ? "ตำบล" : "อำเภอ") + Thai;
    }

    static readonly Dictionary<string, Row> ByCode = Csv.Read(Seed("places", "places.csv")).Select(row => new Row(row["code"], row["name_th"], row["name_en"])).ToDictionary(row => row.Code);

    /// <summary>A file of the seed.</summary>
    public static string Seed(params string[] path) => Path.Combine([Disk.Root, "content-seed", .. path]);

    /// <summary>The tambon's name.</summary>
    public static string Thai(string code) => ByCode[code].Thai;

    /// <summary>A text as the site gives it to the index.</summary>
    public static IndexedText Text(long number, string kind, string title, string words, string? code, string author, string blog, IReadOnlyList<string> tags, DateTimeOffset at)
    {
        var places = new[] { code, code is { Length: > 4 } ? code[..4] : null }.OfType<string>().Where(of => of.Length > 2).Distinct().Select(of => ByCode[of]).ToList();
        var facets = new List<Facet> { new("kind", kind), new("year", ThaiDate.BuddhistYear(ThaiDate.Day(at)).ToString(System.Globalization.CultureInfo.InvariantCulture)) };
        facets.AddRange(places.Select(of => new Facet(of.Code.Length == 6 ? "tambon" : "district", of.Code)));
        facets.AddRange(tags.SelectMany(tag => new Facet[] { new("theme", tag), new("tag", FindQuery.Value(tag)) }));
        facets.AddRange(places.Select(of => new Facet("place", FindQuery.Value(of.Thai))).Append(new("author", FindQuery.Value(author))));
        return new IndexedText(number, ThaiText.Normalise(title), ThaiText.Normalise(words))
        {
            Tags = tags, PlaceWords = string.Join(", ", places.SelectMany(of => new[] { of.Full, of.English })), Names = author + ", " + blog, Facets = facets, PublishedAt = at.UtcDateTime,
        };
    }
}
