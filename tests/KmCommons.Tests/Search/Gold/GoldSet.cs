using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using KmCommons.Search.Index;
using KmCommons.Tests.House;

namespace KmCommons.Tests.Search.Gold;

/// <summary>
/// The gold set: texts, queries and judgements. <c>queries.tsv</c>: id, who asks, what is hard about it, what is typed. <c>judgements.tsv</c>: query, key, relevance 1 to 3.
/// A key is a text of the seed, or a rule over the made notes: <c>made/topic/tambon/year/kind</c>, the end left out or <c>*</c> for any. The highest rule counts.
/// </summary>
sealed class GoldSet
{
    /// <summary>One query.</summary>
    public sealed record Query(string Id, string Type, string Feature, string Typed, IReadOnlyDictionary<long, int> Judged);

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Seed and made notes with their keys.</summary>
    public IReadOnlyList<(string Key, IndexedText Text)> Texts { get; } = [.. GoldSeed.Texts(), .. GoldNotes.Texts()];
    /// <summary>The queries with what is relevant to each.</summary>
    public IReadOnlyList<Query> Queries { get; }

    public GoldSet()
    {
        var rules = Rows("judgements.tsv").ToLookup(row => row[0], row => (Key: row[1].Split('/'), Relevance: int.Parse(row[2], CultureInfo.InvariantCulture)));
        var keys = Texts.Select(text => (Key: text.Key.Split('/'), text.Text.Number)).ToList();
        Queries = [.. Rows("queries.tsv").Select(row => new Query(row[0], row[1], row[2], row[3], keys
            .Select(text => (text.Number, Relevance: rules[row[0]].Where(rule => Fits(rule.Key, text.Key)).Select(rule => rule.Relevance).DefaultIfEmpty().Max()))
            .Where(text => text.Relevance > 0).ToDictionary(text => text.Number, text => text.Relevance)))];
    }

    static bool Fits(string[] rule, string[] key) => rule.Length <= key.Length && rule.Zip(key).All(part => part.First == "*" || part.First == part.Second);

    static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(Disk.Root, "tests/KmCommons.Tests/Search/Gold", file)).Where(line => line.Length > 0).Select(line => line.Split('\t'));

    /// <summary>Rules that no text answers to; there should be none.</summary>
    public IEnumerable<string> Idle() => Rows("judgements.tsv").Where(row => !Texts.Any(text => Fits(row[1].Split('/'), text.Key.Split('/')))).Select(row => $"{row[0]} {row[1]}");

    /// <summary>Writes the set as <c>tools/search-eval</c> reads it. Place, names and tags stand below the body, since that shape knows no other fields; queries with fields are left out.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "documents.jsonl"), Texts.Select(text => JsonSerializer.Serialize(new
        {
            id = Id(text.Text.Number), title = text.Text.Title, text = string.Join('\n', text.Text.Words, string.Join(' ', text.Text.Tags), text.Text.PlaceWords, text.Text.Names),
        }, Json)));
        var plain = Queries.Where(query => FindQuery.Parse(query.Typed).Fields.Count == 0).ToList();
        File.WriteAllLines(Path.Combine(folder, "queries.jsonl"), plain.Select(query => JsonSerializer.Serialize(new { id = query.Id, type = query.Feature, text = query.Typed }, Json)));
        File.WriteAllLines(Path.Combine(folder, "qrels.tsv"), plain.SelectMany(query => query.Judged.Select(judged => $"{query.Id}\t{Id(judged.Key)}\t{judged.Value}")));
    }

    static string Id(long number) => number.ToString(CultureInfo.InvariantCulture);
}
