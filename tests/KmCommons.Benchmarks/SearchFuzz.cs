using System.Diagnostics;
using System.Globalization;
using System.Text;
using KmCommons.Search.Index;

namespace KmCommons.Benchmarks;

/// <summary>Ten thousand queries that nobody would type: half surrogates, 64 KB, floods of combining marks, operators, misspelt words. The same every time.</summary>
static class SearchFuzz
{
    static readonly string[] Pieces =
    [
        "\"", "-", ":", "tag:", "year:", "year:99999999999", "place:\"", "กองทุน", "สระพัง", "ข้อมุล", "วัฒธรรม", "ำ", "่้๊๋", "เแโใไ", "\uD800", "\uDC00", "😀", "\u200B", "\u0301\u0301", " ", "\t", "\0", "๒๕๕๐", "ปี", "50", "KM", "พ.อ.ช.", "ฯ", "ๆ",
        "sa phang", "khuan kreng", "กกกก", "(", ")", "*", "AND", "\u202E", "ﷺ", "İ", "\uFFFF",
    ];

    /// <summary>Asks them and prints how long they took.</summary>
    public static void Run(IndexView view)
    {
        var random = new Random(4);
        var times = new List<double>();
        for (var i = 0; i < 10_000; i++)
        {
            var typed = Typed(random, i);
            var start = Stopwatch.GetTimestamp();
            var query = FindQuery.Parse(typed);
            view.Find(query, new FindRequest());
            view.DidYouMean(query);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"any text   p50 {times[5000]:0.000} ms  p95 {times[9500]:0.000} ms  p99.9 {times[9990]:0.0} ms  longest {times[^1]:0.0} ms"));
    }

    static string Typed(Random random, int number)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(16); pieces >= 0; pieces--)
            if (random.Next(3) == 0) text.Append((char)random.Next(0x10000));
            else if (random.Next(20) == 0) text.Append(Pieces[random.Next(Pieces.Length)][0], 200);
            else text.Append(Pieces[random.Next(Pieces.Length)]);
        return number % 100 == 0 ? string.Concat(Enumerable.Repeat(text + "ก", 64 * 1024 / (text.Length + 1))) : text.ToString();
    }
}
