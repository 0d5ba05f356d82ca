using System.Globalization;
using System.Text.Json;

namespace KmCommons.Benchmarks;

/// <summary>A set of texts, questions and judgements, as <c>tools/search-eval</c> reads it.</summary>
sealed class SearchSet
{
    /// <summary>A line of the documents file.</summary>
    public sealed record Document(string Id, string Title, string Text);
    /// <summary>A line of the queries file.</summary>
    public sealed record Query(string Id, string Type, string Text);

    static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The documents.</summary>
    public required List<Document> Documents { get; init; }
    /// <summary>The queries.</summary>
    public required List<Query> Queries { get; init; }
    /// <summary>For each query the relevance of each judged document.</summary>
    public required Dictionary<string, Dictionary<string, int>> Judgements { get; init; }

    /// <summary>Reads JSON lines and a file of query id, document id, relevance with tabs between.</summary>
    public static SearchSet Read(string documents, string queries, string judgements)
    {
        var judged = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var columns in File.ReadLines(judgements).Select(line => line.Split('\t')).Where(columns => columns.Length >= 3))
        {
            if (!int.TryParse(columns[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out var relevance)) continue;
            if (!judged.TryGetValue(columns[0], out var of)) judged.Add(columns[0], of = new(StringComparer.Ordinal));
            of[columns[1]] = relevance;
        }
        return new SearchSet { Documents = [.. Lines<Document>(documents)], Queries = [.. Lines<Query>(queries)], Judgements = judged };
    }

    /// <summary>The lines of a JSON lines file.</summary>
    public static IEnumerable<T> Lines<T>(string file) => File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<T>(line, Json)!);
}
