using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KmCommons.Search.Asked;
using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Benchmarks;

/// <summary>Measures how well and how fast the index answers a judged set of queries: MRR@10, recall@10, nDCG@10 (Järvelin and Kekäläinen 2002) and latency, by type of query.</summary>
static class SearchEval
{
    const int MadeLetters = 500; // 1.5 KB, as search-bench makes them

    sealed record Row(string Type, int Queries, double Mrr10, double Recall10, double Ndcg10, double P50Ms, double P95Ms);

    /// <summary>Runs the measurement and prints a table, or JSON with <c>--json</c>.</summary>
    public static int Run(string[] args)
    {
        if (Arguments.Value(args, "documents") is not { } documents || Arguments.Value(args, "queries") is not { } queries || Arguments.Value(args, "qrels") is not { } judgements)
        {
            Console.Error.WriteLine("search-eval needs --documents F --queries F --qrels F");
            return 2;
        }
        var set = SearchSet.Read(documents, queries, judgements);
        IEnumerable<SearchSet.Document> all = set.Documents;
        if (Arguments.Value(args, "others") is { } others) all = all.Concat(SearchSet.Lines<SearchSet.Document>(others)).ToList();
        var texts = all.Select((document, place) => new IndexedText(place, document.Title ?? "", document.Text ?? "")).ToList();
        // Numbered on from the last document: no judgement knows them
        var last = texts.Count;
        if (Arguments.Value(args, "made") is { } made)
            texts.AddRange(new NoteMaker(Arguments.Value(args, "seed") ?? "content-seed").Notes(int.Parse(made, CultureInfo.InvariantCulture), MadeLetters).Select(note => note with { Number = last + note.Number }));
        var numbers = set.Documents.Select((document, place) => (document.Id, place)).ToDictionary(pair => (long)pair.place, pair => pair.Id);
        var bytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text.Title) + Encoding.UTF8.GetByteCount(text.Words));
        var index = new CommonsIndex(WordsOf(args), WeightsOf(args)) { Lexicon = Lexicon.Shipped };
        var watch = Stopwatch.StartNew();
        index.Fill(texts);
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var query in set.Queries.Take(500)) Ask(index, query);
        var rows = set.Queries.GroupBy(query => query.Type).Select(queries => RowOf(queries.Key, [.. queries], index, numbers, set)).ToList();
        if (args.Contains("--damage"))
            rows.AddRange(from damage in Damage.Kinds
                          from type in set.Queries.GroupBy(query => query.Type)
                          select RowOf(type.Key + " " + damage.Name, [.. type.Select((query, place) => query with { Text = damage.Do(query.Text, place) })], index, numbers, set));
        Print(args, rows, texts.Count, bytes, seconds, index.View.Bytes);
        return 0;
    }

    static WordList? WordsOf(string[] args) => Arguments.Value(args, "words") is { } folder
        ? new WordList(new[] { "km.txt", "places.txt" }.SelectMany(file => File.ReadLines(Path.Combine(folder, file)))) : null;

    static Weights WeightsOf(string[] args)
    {
        var plain = new Weights();
        float Of(string name, float otherwise) => Arguments.Value(args, name) is { } value ? float.Parse(value, CultureInfo.InvariantCulture) : otherwise;
        return plain with { K1 = Of("k1", plain.K1), B = Of("b", plain.B), Joined = Of("joined", plain.Joined), LeastShare = Of("share", plain.LeastShare), Exact = Of("exact", plain.Exact), Letters = Of("letters", plain.Letters) };
    }

    static Found Ask(CommonsIndex index, SearchSet.Query query) => index.View.Find(FindQuery.Parse(query.Text), new FindRequest());

    static Row RowOf(string type, List<SearchSet.Query> queries, CommonsIndex index, Dictionary<long, string> ids, SearchSet set)
    {
        var (mrr, recall, ndcg, times) = (0.0, 0.0, 0.0, new List<double>());
        foreach (var query in queries)
        {
            var start = Stopwatch.GetTimestamp();
            var found = Ask(index, query);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var judged = set.Judgements.GetValueOrDefault(query.Id) ?? [];
            var gains = found.Hits.Select(hit => ids.TryGetValue(hit.Number, out var id) ? judged.GetValueOrDefault(id) : 0).ToList();
            var first = gains.FindIndex(gain => gain > 0);
            if (first >= 0) mrr += 1.0 / (first + 1);
            var relevant = judged.Values.Where(gain => gain > 0).OrderDescending().ToList();
            if (relevant.Count == 0) continue;
            recall += gains.Count(gain => gain > 0) / (double)Math.Min(10, relevant.Count);
            ndcg += Discounted(gains) / Discounted(relevant.Take(10));
        }
        times.Sort();
        var n = queries.Count;
        return new Row(type, n, mrr / n, recall / n, ndcg / n, times[n / 2], times[n * 95 / 100]);
    }

    static double Discounted(IEnumerable<int> gains) => gains.Select((gain, place) => (Math.Pow(2, gain) - 1) / Math.Log2(place + 2)).Sum();

    static void Print(string[] args, List<Row> rows, int texts, long bytes, double seconds, long memory)
    {
        if (args.Contains("--json"))
        {
            Console.WriteLine(JsonSerializer.Serialize(new { texts, bytes, indexSeconds = seconds, indexBytes = memory, types = rows }, JsonSerializerOptions.Web));
            return;
        }
        FormattableString head = $"{texts} texts, {bytes / 1e6:0.0} MB, indexed in {seconds:0.00} s ({bytes / 1e6 / seconds:0.0} MB/s), {memory / 1e6:0.0} MB in memory";
        Console.WriteLine(head.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine("type                          queries   MRR@10  recall@10  nDCG@10   p50 ms   p95 ms");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Type,-28} {row.Queries,8} {row.Mrr10,8:0.0000} {row.Recall10,10:0.0000} {row.Ndcg10,8:0.0000} {row.P50Ms,8:0.000} {row.P95Ms,8:0.000}"));
    }
}
