using System.Diagnostics;
using Xunit.Abstractions;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Hostile texts through every field of the site into every place where they appear: nothing runs, and nothing becomes a node that is not the site's own.
/// ATTACKS=600 sends so many one by one through every field (an hour or more); ATTACKS_FOLDER=… adds the public lists in that folder.</summary>
public sealed partial class NothingRuns(ITestOutputHelper output)
{
    static readonly int Alone = int.Parse(Environment.GetEnvironmentVariable("ATTACKS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly List<string> wrong = [], ran = [];

    void Say(string text) => output.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {text}");

    [Fact]
    public async Task Nothing_that_anybody_types_runs_or_becomes_a_node_anywhere()
    {
        Assert.InRange(Attack.All.Count, 700, int.MaxValue);
        Assert.InRange(OwnRules.All.Length, 40, int.MaxValue);
        Say($"{Attack.All.Count} attacks: {string.Join(", ", Attack.All.GroupBy(a => a.Family).Select(g => $"{g.Key} {g.Count()}"))}");
        await using var target = await Target.Build();
        var addresses = await Pages.Addresses(target);
        var (before, judge) = (await Pages.Open(target, addresses), new Judge());
        before.ForEach(page => judge.Learn(page.Text));
        var ways = Way.Find(before);
        Say($"{ways.Count} ways in by {ways.Select(w => w.Row.Route).Distinct().Count()} doors, {ways.Sum(w => w.Fields.Count)} fields");

        var sending = new Sending(target, ways);
        await sending.Learn();
        Say($"{sending.Sent} forms sent, {sending.Taken} taken; fields that take many {Count(Takes.Many)}, one {Count(Takes.One)}, nothing {Count(Takes.Nothing)}");
        await sending.Attacks(Alone);
        Say($"{sending.Sent} forms sent, {sending.Taken} taken");
        await target.Village.Settles();

        var read = new List<Answer>(sending.Answers);
        foreach (var who in new[] { "administrator", "keeper", "anonymous" })
        {
            var crawl = new Crawl(target, who, 12);
            await crawl.Go(Latest(sending.LedTo.Where(l => l.Who == who).Select(l => l.Address)), addresses.Where(a => a.Who == who).Select(a => a.Address));
            read.AddRange(crawl.Read);
            Say($"{crawl.Read.Count} pages of {crawl.Read.Select(r => r.Place).Distinct().Count()} sorts read as {who}");
        }
        read.AddRange(await Asking.Everywhere(target, before, Alone > 0));
        Say($"{read.Count(r => r.Place.StartsWith("asked", StringComparison.Ordinal))} addresses asked that have attacks in them");
        var places = new Places(judge);
        wrong.AddRange(read.SelectMany(places.Wrong));
        Say($"{wrong.Count} findings in {read.Count} answers of {read.Select(r => r.Place).Distinct().Count()} places; {read.SelectMany(r => Attack.In(r.Text)).Distinct().Count()} attacks stand there as text");
        var letters = await Letters.Read(target);
        wrong.AddRange(letters.SelectMany(letter => Letters.Wrong(letter).Select(w => $"letter «{letter.DecodedSubject}»: {w}")));
        Say($"{letters.Count} letters, {letters.SelectMany(l => l.Parts).SelectMany(p => Attack.In(p.Text)).Concat(letters.SelectMany(l => Attack.In(l.DecodedSubject))).Distinct().Count()} attacks in them");
        using var copy = await Copies.Take(target);
        wrong.AddRange(copy.Wrong.Concat(copy.WrongPages()));
        Say($"a copy with {copy.Pages.Count} pages and {copy.Texts.Count} texts; {copy.Texts.Concat(copy.Pages).SelectMany(f => Attack.In(File.ReadAllText(f))).Distinct().Count()} attacks in it; {wrong.Count} findings so far");
        Unseen(ways, [.. read.Select(r => r.Text), .. letters.SelectMany(l => l.Parts).Select(p => p.Text), .. letters.Select(l => l.DecodedSubject)]);

        await InChromium(target, read, copy);
        Assert.True(wrong.Count == 0, $"{wrong.Count} findings\n" + string.Join('\n', wrong.DistinctBy(w => w[Math.Max(0, w.Length - 60)..]).Take(60)));
        Assert.True(ran.Count == 0, $"{ran.Count} ran\n" + string.Join('\n', ran.Take(40)));

        // One by one, thousands: the newest of them here, and all of them in the copy
        IEnumerable<string> Latest(IEnumerable<string> addresses) => Alone > 0 ? addresses.TakeLast(1500) : addresses;
        int Count(Takes takes) => ways.Sum(w => w.Fields.Count(f => f.Takes == takes));
    }

    // A field that takes text and is seen nowhere again would be one that nobody looked at
    void Unseen(List<Way> ways, List<string> texts)
    {
        var seen = texts.SelectMany(t => Signs().Matches(t).Select(m => m.Value)).ToHashSet();
        var typed = ways.SelectMany(w => w.Fields.Where(f => f.IsTyped || f.Type == "file").Select(f => (Key: $"{w.Row.Route.Split("?handler=")[0]} {Nth().Replace(f.Name, "[]")}", IsSeen: seen.Contains(w.Sign(f))))).GroupBy(t => t.Key).ToList();
        var unseen = typed.Where(g => !g.Any(t => t.IsSeen)).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        Say($"{typed.Count} fields that one types into or chooses a file for, {typed.Count - unseen.Count} of them seen again");
        wrong.AddRange(unseen.Where(key => !Kept.Nothing.ContainsKey(key)).Select(key => $"{key} was seen nowhere again: say in {nameof(Kept)} why"));
        wrong.AddRange(Kept.Nothing.Keys.Where(key => !typed.Any(g => g.Key == key)).Select(key => $"{nameof(Kept)} speaks of {key}, which is no field"));
    }

    [System.Text.RegularExpressions.GeneratedRegex("zq[0-9]+x[0-9]+z")]
    private static partial System.Text.RegularExpressions.Regex Signs();

    [System.Text.RegularExpressions.GeneratedRegex(@"\[[0-9]+]")]
    private static partial System.Text.RegularExpressions.Regex Nth();

    async Task InChromium(Target target, List<Answer> read, Copies copy)
    {
        var chromium = await RunningSite.Launch();
        var pages = read.Where(r => r.Type.Length > 0 && !r.Place.StartsWith("answer", StringComparison.Ordinal)).Where(r => !r.Place.StartsWith("asked", StringComparison.Ordinal) || Attack.In(r.Text).Any()).GroupBy(r => r.Place.StartsWith("asked", StringComparison.Ordinal) ? r.Place.Split('?')[0] : r.Place).SelectMany(place => Fewest(place, Alone > 0 ? 10 : place.Key.StartsWith("asked", StringComparison.Ordinal) ? 1 : 2)).ToList();
        foreach (var group in pages.GroupBy(r => r.Who))
            foreach (var policy in new[] { false, true })
            {
                await using var browser = await Browser.Open(chromium, target.Address, target.Cookie(group.Key), policy);
                foreach (var page in group.Where((_, i) => !policy || Alone > 0 || i % 3 == 0))
                    await browser.Look(new Uri(target.Address, page.Address).AbsoluteUri);
                ran.AddRange(browser.Ran.Concat(browser.Found));
                foreach (var line in browser.Ran.Concat(browser.Found).Take(40))
                    Say("    " + Uri.UnescapeDataString(line));
                Say($"Chromium as {group.Key}, {(policy ? "with" : "without")} the policy: {browser.Looked} pages, {browser.Ran.Count} ran, {browser.Stopped.Count} stopped");
            }
        foreach (var policy in new[] { false, true })
        {
            // What is in the copy may ask for nothing at all but its own files
            await using var browser = await Browser.Open(chromium, target.Address, null, policy);
            foreach (var page in copy.Pages.Where((_, i) => i % Math.Max(1, copy.Pages.Count / (Alone > 0 ? 250 : 25)) == 0))
                await browser.Look(new Uri(page).AbsoluteUri);
            ran.AddRange(browser.Ran.Concat(browser.Found));
            Say($"Chromium in the copy, {(policy ? "with" : "without")} the policy: {browser.Looked} pages, {browser.Ran.Count} ran, {browser.Stopped.Count} stopped");
        }
        await chromium.CloseAsync();
    }

    // The pages that show the most attacks between them
    static IEnumerable<Answer> Fewest(IEnumerable<Answer> pages, int most)
    {
        var (left, shown) = (pages.Select(p => (Page: p, Has: Attack.In(p.Text).ToHashSet())).ToList(), new HashSet<int>());
        for (var nth = 0; nth < most && left.Count > 0; nth++)
        {
            var best = left.MaxBy(p => p.Has.Count(h => !shown.Contains(h)));
            if (nth > 0 && best.Has.All(shown.Contains))
                yield break;
            left.Remove(best);
            shown.UnionWith(best.Has);
            yield return best.Page;
        }
    }
}
