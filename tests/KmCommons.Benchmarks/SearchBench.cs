using System.Diagnostics;
using System.Globalization;
using System.Text;
using KmCommons.Search.Asked;
using KmCommons.Search.Index;

namespace KmCommons.Benchmarks;

/// <summary>Measures the index over many made notes: indexing, memory, and top-10 latency with facets counted for short, medium and long queries on one thread.</summary>
static class SearchBench
{
    /// <summary>Runs the measurement and prints a table. Arguments: --notes N (100,000), --letters N (500, which is 1.5 KB), --only short --rounds N for a profile, --seed folder of content-seed.</summary>
    public static int Run(string[] args)
    {
        int Number(string name, int otherwise) => int.Parse(Arguments.Value(args, name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var maker = new NoteMaker(Arguments.Value(args, "seed") ?? "content-seed");
        var notes = maker.Notes(Number("notes", 100_000), Number("letters", 500)).ToList();
        var bytes = notes.Sum(note => (long)Encoding.UTF8.GetByteCount(note.Title) + Encoding.UTF8.GetByteCount(note.Words));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new CommonsIndex { Lexicon = Lexicon.Shipped };
        var (watch, start) = (Stopwatch.StartNew(), ThreadClock.Milliseconds);
        index.Fill(notes);
        var (seconds, processor) = (watch.Elapsed.TotalSeconds, (ThreadClock.Milliseconds - start) / 1000);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Say($"{notes.Count} notes, {bytes / 1e6:0} MB, indexed in {seconds:0.0} s: {bytes / 1e6 / seconds:0.0} MB/s ({bytes / 1e6 / processor:0.0} by processor time); {memory / 1e6:0} MB in memory, of which {index.View.Bytes / 1e6:0} MB texts and postings");
        foreach (var (name, words) in new[] { ("one word", 1), ("short", 2), ("medium", 6), ("long", 25) })
            for (var round = Number("rounds", 1); round > 0 && (Arguments.Value(args, "only") ?? name) == name; round--) Latency(index, name, [.. Queries(maker, notes, words)], [.. Queries(maker, notes, words)]);
        Changes(index, notes);
        if (args.Contains("--fuzz")) SearchFuzz.Run(index.View);
        Reopening(index.View);
        return 0;
    }

    static IEnumerable<string> Queries(NoteMaker maker, List<IndexedText> notes, int words)
    {
        for (var i = 0; i < 2000; i++) yield return maker.Piece(notes[i * 48 % notes.Count], words);
    }

    // Warm, as Lucene was measured: as many other queries run before as are measured
    static void Latency(CommonsIndex index, string name, string[] warming, string[] queries)
    {
        foreach (var query in warming) index.View.Find(FindQuery.Parse(query), new FindRequest());
        var (times, processor, listed, hits, counts) = (new List<double>(), new List<double>(), new List<double>(), 0L, 0L);
        foreach (var query in queries)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds);
            var found = index.View.Find(FindQuery.Parse(query), new FindRequest());
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add(ThreadClock.Milliseconds - before);
            // counts are put into order when they are read, which the find page does
            counts += found.Facets.Count;
            listed.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            hits += found.Total;
        }
        times.Sort();
        processor.Sort();
        listed.Sort();
        Say($"{name,-10} p50 {times[times.Count / 2]:0.000} ms  p95 {times[times.Count * 95 / 100]:0.000} ms  (processor alone {processor[times.Count / 2]:0.000} and {processor[times.Count * 95 / 100]:0.000})  mean {hits / queries.Length} hits; with its {counts / queries.Length} counts in order {listed[times.Count / 2]:0.000} and {listed[times.Count * 95 / 100]:0.000}");
    }

    static void Changes(CommonsIndex index, List<IndexedText> notes)
    {
        var watch = Stopwatch.StartNew();
        foreach (var note in notes.Take(1000)) index.Apply([note], []);
        Say($"one text replaced in {watch.Elapsed.TotalMilliseconds / 1000:0.00} ms");
    }

    static void Reopening(IndexView view)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("km-commons-").FullName, "index");
        try
        {
            var watch = Stopwatch.StartNew();
            view.Save(file, "");
            var (saved, bytes, again) = (watch.Elapsed.TotalSeconds, new FileInfo(file).Length, new CommonsIndex());
            watch.Restart();
            if (again.Open(file) is null) throw new InvalidOperationException("The snapshot was not opened.");
            Say($"snapshot of {bytes / 1e6:0} MB written in {saved:0.00} s, opened in {watch.Elapsed.TotalSeconds:0.00} s: {again.View.Count} texts");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
