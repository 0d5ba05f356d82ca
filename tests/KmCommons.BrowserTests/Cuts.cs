using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace KmCommons.BrowserTests;

/// <summary>Somebody types, and the line, the tab or the server is cut at some moment, sometimes just after «เผยแพร่» was pressed. Seeded: CUTS=200 says how many, CUTS_SEED which ones.</summary>
public sealed class Cuts(ITestOutputHelper output) : IAsyncLifetime
{
    const string Word = "ตัดสาย", Letters = "กขคงจชซดตถทนบปผพมยรลวสหอ";
    static readonly TimeSpan MostLost = TimeSpan.FromSeconds(2);

    readonly SiteProcess site = new();
    readonly Stopwatch watch = Stopwatch.StartNew();
    IBrowser chromium = null!;
    IBrowserContext context = null!;

    public async Task InitializeAsync()
    {
        await site.Start();
        chromium = await RunningSite.Launch();
        context = await chromium.NewContextAsync(new() { BaseURL = site.Address, ViewportSize = new() { Width = 360, Height = 800 }, Locale = "th-TH" });
        context.SetDefaultTimeout(60_000);
    }

    public async Task DisposeAsync()
    {
        await chromium.CloseAsync();
        await site.DisposeAsync();
    }

    enum Kind { Line, Tab, Server }

    [Fact]
    public async Task At_most_two_seconds_of_typing_are_lost_and_no_note_is_published_twice()
    {
        var cuts = Number("CUTS", 9);
        var random = new Random(Number("CUTS_SEED", 2569));
        await SignIn();
        var longest = new Dictionary<Kind, TimeSpan>();
        for (var nth = 1; nth <= cuts; nth++)
        {
            var kind = (Kind)(nth % 3);
            var pressed = random.Next(2) == 1;
            var lost = await Cut(nth, kind, pressed, random);
            longest[kind] = lost > longest.GetValueOrDefault(kind) ? lost : longest.GetValueOrDefault(kind);
            Said($"{nth} {kind}{(pressed ? " after the button" : "")}: lost {lost.TotalSeconds:0.00} s; longest so far {string.Join(", ", longest.Select(l => $"{l.Key} {l.Value.TotalSeconds:0.00} s"))}");
            Assert.True(lost <= MostLost, $"Cut {nth} ({kind}) lost {lost.TotalSeconds:0.00} s");
        }
        var titles = await Kills.TitlesIn(site.Address, Word);
        Assert.Empty(titles.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Equal(cuts, titles.Count);
    }

    internal static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    void Said(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("CUTS_LOG") is { } log)
            File.AppendAllText(log, $"{watch.Elapsed:hh\\:mm\\:ss} {line}\n");
    }

    async Task SignIn()
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("ชื่อผู้ใช้หรืออีเมล").FillAsync("likhit-bangchak");
        await page.GetByLabel("รหัสผ่าน").FillAsync(site.Accounts["likhit-bangchak"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "เข้าสู่ระบบ" }).ClickAsync();
        await Arrived(page, "^(?!.*sign-in)");
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.GotoAsync("/offline");
        await Assertions.Expect(page.Locator("[data-shelf] li").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.CloseAsync();
    }

    static Task Arrived(IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(address), new() { Timeout = 60_000 });

    /// <summary>One cut: what was typed, by the clock, against what the note holds in the end.</summary>
    async Task<TimeSpan> Cut(int nth, Kind kind, bool pressed, Random random)
    {
        var title = $"ตัดครั้งที่{nth}";
        var page = await context.NewPageAsync();
        await page.GotoAsync("/write");
        await page.GetByLabel("ชื่อเรื่อง").FillAsync(title);
        await page.Locator("[name=Tags]").FillAsync(Word);
        await page.GetByLabel("เนื้อเรื่อง").ClickAsync();
        var (text, at) = (new StringBuilder(), new List<TimeSpan>());
        async Task Types(int letters)
        {
            for (var i = 0; i < letters; i++)
            {
                var letter = Letters[random.Next(Letters.Length)];
                await page.Keyboard.InsertTextAsync(letter.ToString());
                text.Append(letter);
                at.Add(watch.Elapsed);
                await page.WaitForTimeoutAsync(random.Next(5, 60));
            }
        }
        await Types(random.Next(10, 50));
        if (pressed)
        {
            await page.WaitForTimeoutAsync(random.Next(0, 600));
            if (kind == Kind.Line && random.Next(2) == 1)
                await context.SetOfflineAsync(true);
            await page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).EvaluateAsync("b => b.click()");
            await page.WaitForTimeoutAsync(random.Next(0, 500));
        }
        if (kind == Kind.Line)
            await context.SetOfflineAsync(true);
        if (kind == Kind.Server)
            await site.KillProgram();
        if (kind != Kind.Tab && !pressed)
            await Types(random.Next(5, 40));
        var cutAt = watch.Elapsed;
        await Crash(page);
        if (kind == Kind.Line)
            await context.SetOfflineAsync(false);
        if (kind == Kind.Server)
            await site.Start();
        await Recover(title);
        return await Lost(title, text.ToString(), at, cutAt);
    }

    async Task Crash(IPage page)
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var cdp = await context.NewCDPSessionAsync(page);
        _ = cdp.SendAsync("Page.crash").ContinueWith(t => t.Exception, TaskScheduler.Default);
        // The event is missed now and then (playwright-dotnet 3364); closing without a question ends the tab too
        await Task.WhenAny(crashed.Task, Task.Delay(TimeSpan.FromSeconds(2)));
        await page.CloseAsync();
    }

    // A tab that was opened while the killed one's worker was still dying may wait for ever: the writer opens another
    async Task<IPage> Opened(string address)
    {
        for (var tries = 1; ; tries++)
        {
            var page = await context.NewPageAsync();
            try
            {
                await page.GotoAsync(address, new() { Timeout = 15_000 });
                return page;
            }
            catch (TimeoutException) when (tries < 4)
            {
                Said($"{address} did not open, try {tries}");
                await page.CloseAsync();
            }
        }
    }

    /// <summary>What the writer does then: looks whether something waits to be sent, opens the form, brings the draft back if one is offered, publishes.</summary>
    async Task Recover(string title)
    {
        var (page, since) = (await Opened("/offline"), watch.Elapsed);
        await Assertions.Expect(page.Locator("[data-empty]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        // While the killed tab is still dying its form counts as open in a tab, and is not offered in another
        while (await page.EvaluateAsync<bool>("navigator.locks.query().then(l => l.held.some(lock => lock.name.startsWith('form:')))"))
            Assert.True(watch.Elapsed - since < TimeSpan.FromMinutes(1), "The killed tab never died.");
        await page.GotoAsync("/write");
        await Assertions.Expect(page.Locator("form[data-looked]")).ToHaveCountAsync(1);
        if (await page.Locator("[data-restore]").IsVisibleAsync())
        {
            await page.Locator("[data-take]").ClickAsync();
            Assert.Equal(title, await page.GetByLabel("ชื่อเรื่อง").InputValueAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".refused, article")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            if (await page.Locator(".refused").IsVisibleAsync())
                await page.GetByRole(AriaRole.Button, new() { Name = "บันทึกการแก้" }).ClickAsync();
            await Arrived(page, "/n/");
        }
        await page.CloseAsync();
    }

    async Task<TimeSpan> Lost(string title, string typed, List<TimeSpan> at, TimeSpan cutAt)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/tag/" + Uri.EscapeDataString(Word));
        var newest = page.Locator("main .rows h3 a").First;
        Assert.Equal(title, (await newest.InnerTextAsync()).Trim());
        await newest.ClickAsync();
        await Arrived(page, "/n/");
        var text = string.Concat((await page.Locator("article .prose").First.InnerTextAsync()).Where(c => !char.IsWhiteSpace(c) && c != '\u200b'));
        await page.CloseAsync();
        var same = 0;
        while (same < typed.Length && same < text.Length && typed[same] == text[same])
            same++;
        return same == typed.Length ? TimeSpan.Zero : cutAt - at[same];
    }
}
