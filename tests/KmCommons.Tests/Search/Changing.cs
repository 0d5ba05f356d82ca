using System.Collections.Concurrent;
using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

public sealed class Changing
{
    [Fact]
    public async Task However_the_texts_came_in_the_answers_are_the_same()
    {
        var random = new Random(2);
        var words = string.Concat(Shelf.SeedNotes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        IndexedText Make(int number) => new(number, words[random.Next(words.Length)], string.Join(' ', Enumerable.Range(0, 30).Select(_ => words[random.Next(words.Length)]))) { Facets = [new("kind", number % 2 == 0 ? "note" : "aar")] };
        var texts = Enumerable.Range(1, 6000).ToDictionary(number => (long)number, Make);
        var grown = new CommonsIndex { Lexicon = Shelf.Lexicon };
        foreach (var batch in texts.Values.Chunk(97))
        {
            grown.Apply(batch, [batch[3].Number]);
            texts.Remove(batch[3].Number);
            var changed = Make((int)batch[0].Number);
            grown.Apply([changed], []);
            texts[changed.Number] = changed;
        }
        await grown.Settled;
        var filled = Shelf.With(texts.Values);
        Assert.Equal(filled.View.Count, grown.View.Count);
        for (var i = 0; i < 200; i++)
        {
            var quoted = FindQuery.Parse($"\"{words[random.Next(words.Length)].Replace("\"", "", StringComparison.Ordinal)}\"");
            var (one, other) = (filled.View.Find(quoted, new FindRequest()), grown.View.Find(quoted, new FindRequest()));
            Assert.Equal(one.Total, other.Total);
            Assert.Equal(one.Facets, other.Facets);
        }
    }

    [Fact]
    public async Task Readers_never_see_a_hidden_text_nor_half_a_change_while_texts_come_and_go()
    {
        // Number n and n + 1000 always come and go together
        var index = new CommonsIndex();
        IndexedText Text(long number, int round) => new(number, $"รอบที่ {round}", "กองทุนสวัสดิการชุมชนตำบลบางจาก") { Facets = [new("round", $"{round}")] };
        var faults = new ConcurrentQueue<string>();
        // even: gone since a change that has returned; odd: perhaps there
        var turns = new int[2000];
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            do
            {
                var before = (int[])turns.Clone();
                var view = index.View;
                var found = view.Find(FindQuery.Parse("กองทุนสวัสดิการ"), new FindRequest { Take = 1000 });
                var numbers = found.Hits.Select(hit => hit.Number).ToHashSet();
                if (numbers.Count != found.Total) faults.Enqueue($"{found.Total} counted, {numbers.Count} found");
                if (numbers.Any(number => !numbers.Contains(number < 1000 ? number + 1000 : number - 1000))) faults.Enqueue("half a change");
                if (numbers.Any(number => before[number] % 2 == 0 && Volatile.Read(ref turns[number]) == before[number])) faults.Enqueue("found after it was taken out");
                if (found.Facets.Sum(facet => facet.Count) != found.Total) faults.Enqueue("facets of another moment");
                if (found.Hits.Any(hit => !view.Has(hit.Number))) faults.Enqueue("a hit without a text");
            }
            while (!done.IsCancellationRequested);
        })).ToArray();
        var random = new Random(3);
        for (var round = 0; round < 1500; round++)
        {
            long number = random.Next(200);
            if (random.Next(3) > 0)
            {
                Volatile.Write(ref turns[number], turns[number] | 1);
                Volatile.Write(ref turns[number + 1000], turns[number + 1000] | 1);
                index.Apply([Text(number, round), Text(number + 1000, round)], []);
            }
            else
            {
                index.Apply([], [number, number + 1000]);
                if (turns[number] % 2 == 1) (turns[number], turns[number + 1000]) = (turns[number] + 1, turns[number + 1000] + 1);
                if (index.View.Has(number) || index.Find("กองทุน").Contains(number)) faults.Enqueue("hidden and still found");
            }
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Empty(faults.Distinct());
    }
}
