using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KmCommons.Content;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace KmCommons.Tests.Search;

/// <summary>Eight readers on the find page while notes are published, taken back, hidden and shown again. <c>SEARCH_SECONDS=60</c> makes it as long as the issue asks; otherwise it ends after a number of changes.</summary>
public sealed class Busy(Village village, ITestOutputHelper output) : IClassFixture<Village>
{
    const int Notes = 60, Readers = 8, Changes = 60;

    [Fact]
    public async Task Nobody_finds_what_was_hidden_before_they_asked()
    {
        var author = await village.Joins("busy", "คุณลิขิตวันวุ่น", (KmCommons.People.Role.NoteTaker, "800119"));
        var numbers = new List<long>();
        for (var i = 0; i < Notes; i++) numbers.Add(await village.Publishes(author, $"ใบที่ {i}", "ชมพู่น้ำดอกไม้ริมรั้ว"));
        var catalogue = village.Services.Catalogue();
        await catalogue.Until(() => catalogue.Finds("ชมพู่น้ำดอกไม้").Length == Notes);
        // even: out of sight since the change that made it so was saved; odd: perhaps in sight
        var turns = numbers.ToDictionary(number => number, _ => 1);
        var (faults, searches, changes) = (new ConcurrentQueue<string>(), 0, 0);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            using var http = village.CreateClient();
            do
            {
                var before = numbers.ToDictionary(number => number, number => Turn(number));
                using var answer = await http.GetAsync(new Uri("/find?format=json&q=" + Uri.EscapeDataString("ชมพู่น้ำดอกไม้"), UriKind.Relative));
                if (!answer.IsSuccessStatusCode) faults.Enqueue($"answered {answer.StatusCode}");
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                var (total, hits) = (json.RootElement.GetProperty("total").GetInt32(), json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("number").GetInt64()).ToList());
                foreach (var number in hits.Where(number => before[number] % 2 == 0 && Turn(number) == before[number])) faults.Enqueue($"{number} was out of sight and found");
                if (hits.Count > total || hits.Distinct().Count() != hits.Count) faults.Enqueue($"{hits.Count} hits of {total}");
                Interlocked.Increment(ref searches);
            }
            while (!done.IsCancellationRequested);
        })).ToArray();

        var (clock, random) = (Stopwatch.StartNew(), new Random(5));
        var seconds = double.Parse(Environment.GetEnvironmentVariable("SEARCH_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        for (; changes < Changes || clock.Elapsed.TotalSeconds < seconds; changes++)
        {
            var number = numbers[random.Next(Notes)];
            var (away, hides) = (Turn(number) % 2 == 1, random.Next(2) == 0);
            if (!away) Next(number);
            await village.Do(async db =>
            {
                var item = await db.Items.SingleAsync(item => item.Number == number);
                if (!away && item.HiddenAt is not null) item.Restore();
                else if (!away) item.Publish(DateTimeOffset.UtcNow);
                else if (hides) item.Hide(DateTimeOffset.UtcNow);
                else item.Withdraw();
                await db.SaveChangesAsync();
            });
            if (away) Next(number);
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
        output.WriteLine($"{changes} changes, {searches} searches in {clock.Elapsed.TotalSeconds:0} s");
        Console.WriteLine($"{changes} changes, {searches} searches in {clock.Elapsed.TotalSeconds:0} s");
        Assert.Empty(faults.Distinct());
        // and in the end the index says what the database says
        await catalogue.Until(() => catalogue.Finds("ชมพู่น้ำดอกไม้").SequenceEqual(numbers.Where(number => Turn(number) % 2 == 1).Order()));

        int Turn(long number) { lock (turns) return turns[number]; }
        void Next(long number) { lock (turns) turns[number]++; }
    }
}
