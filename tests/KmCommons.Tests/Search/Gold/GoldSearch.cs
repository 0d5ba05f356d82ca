using System.Globalization;
using System.Text;
using KmCommons.Search.Index;
using Xunit.Abstractions;

namespace KmCommons.Tests.Search.Gold;

/// <summary>Whether people find what they mean. With <c>GOLD_FOLDER</c> set, the set is also written there for <c>tools/search-eval</c>, and what was missed to <c>missed.txt</c>.</summary>
public sealed class GoldSearch(ITestOutputHelper output)
{
    const double Recall = 0.95, Ndcg = 0.85;

    sealed record Score(GoldSet.Query Query, double Recall, double Ndcg, string Missed);

    [Fact]
    public void What_people_look_for_is_among_the_first_ten()
    {
        var set = new GoldSet();
        var index = Shelf.With(set.Texts.Select(text => text.Text));
        var keys = set.Texts.ToDictionary(text => text.Text.Number, text => text.Key);
        var scores = set.Queries.Select(query => Ask(index, query, keys)).ToList();
        var table = Table(scores);
        output.WriteLine(table);
        Console.WriteLine(table);
        if (Environment.GetEnvironmentVariable("GOLD_FOLDER") is { Length: > 0 } folder)
        {
            set.Write(folder);
            File.WriteAllLines(Path.Combine(folder, "missed.txt"), scores.Where(score => score.Recall < 1 || score.Ndcg < 0.8).OrderBy(score => score.Recall).Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Query.Id} {score.Query.Feature} {score.Recall:0.00} {score.Ndcg:0.00} {score.Query.Typed} | {score.Missed}")));
            File.WriteAllText(Path.Combine(folder, "table.txt"), table);
        }
        Held(scores, Recall, Ndcg, table);
    }

    [Fact]
    public void The_set_is_what_it_says_it_is()
    {
        var set = new GoldSet();
        Assert.Equal(2000, set.Texts.Count(text => text.Key.StartsWith("made/", StringComparison.Ordinal)));
        Assert.True(set.Queries.Count >= 300);
        Assert.Empty(set.Idle());
        Assert.Empty(set.Queries.Where(query => query.Judged.Count == 0).Select(query => query.Id + " " + query.Typed));
        Assert.Equal(set.Queries.Count, set.Queries.Select(query => query.Typed).Distinct().Count());
        Assert.Equal(set.Texts.Select(text => text.Text.Words), new GoldSet().Texts.Select(text => text.Text.Words));
    }

    static void Held(List<Score> scores, double recall, double ndcg, string table) =>
        Assert.True(scores.Average(score => score.Recall) >= recall && scores.Average(score => score.Ndcg) >= ndcg, table);

    static Score Ask(CommonsIndex index, GoldSet.Query query, Dictionary<long, string> keys)
    {
        var hits = index.View.Find(FindQuery.Parse(query.Typed), new FindRequest()).Hits.Select(hit => hit.Number).ToList();
        var gains = hits.Select(number => query.Judged.GetValueOrDefault(number)).ToList();
        var best = query.Judged.Values.OrderDescending().Take(10).ToList();
        var missed = $"missed {string.Join(' ', query.Judged.Where(judged => !hits.Contains(judged.Key)).Take(3).Select(judged => keys[judged.Key]))} instead {string.Join(' ', hits.Where(hit => !query.Judged.ContainsKey(hit)).Take(4).Select(hit => keys[hit]))}";
        return new(query, gains.Count(gain => gain > 0) / (double)best.Count, Discounted(gains) / Discounted(best), missed);
    }

    // Järvelin and Kekäläinen 2002, as tools/search-eval counts
    static double Discounted(IEnumerable<int> gains) => gains.Select((gain, place) => (Math.Pow(2, gain) - 1) / Math.Log2(place + 2)).Sum();

    static string Table(List<Score> scores)
    {
        var table = new StringBuilder("gold set      queries  recall@10  nDCG@10\n");
        void Row(string name, IReadOnlyCollection<Score> rows) => table.Append(CultureInfo.InvariantCulture, $"{name,-13} {rows.Count,7} {rows.Average(row => row.Recall),10:0.000} {rows.Average(row => row.Ndcg),8:0.000}\n");
        foreach (var type in scores.GroupBy(score => score.Query.Type)) Row(type.Key, [.. type]);
        foreach (var feature in scores.GroupBy(score => score.Query.Feature)) Row(feature.Key, [.. feature]);
        Row("all", scores);
        return table.ToString();
    }
}
