using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;

namespace KmCommons.BrowserTests;

/// <summary>A person's browser: a small phone unless said otherwise. Remembers every error that its console saw.</summary>
public sealed class Phone : IAsyncDisposable
{
    readonly IBrowserContext context;

    Phone(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    /// <summary>The page on the screen.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong in the console or on the line.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Takes a phone in hand.</summary>
    public static async Task<Phone> Take(RunningSite site, int width = 360, int height = 800, bool dark = false, bool script = true, bool keeps = false)
    {
        var context = await site.Chromium.NewContextAsync(new()
        {
            BaseURL = site.Address,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            Locale = "th-TH",
            // What a phone keeps in the background is for the tests that ask for it: it would slow all others
            ServiceWorkers = keeps ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        var phone = new Phone(context, await context.NewPageAsync());
        phone.Page.Console += (_, message) => { if (message.Type == "error") phone.Errors.Add($"{message.Text} ({phone.Page.Url})"); };
        phone.Page.PageError += (_, error) => phone.Errors.Add(error);
        return phone;
    }

    /// <summary>Opens an address.</summary>
    public async Task<IResponse> Open(string address) => (await Page.GotoAsync(address))!;

    /// <summary>Waits until the page that a press led to is there, by a pattern of its address. It asks the browser itself: WaitForURLAsync and WaitForLoadStateAsync may miss the one event that they wait for (playwright-dotnet 3364).</summary>
    public async Task Arrived(string address)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(address), new() { Timeout = 30_000 });
        try { await Page.WaitForLoadStateAsync(options: new() { Timeout = 30_000 }); }
        catch (TimeoutException) { Assert.Equal("complete", await Page.EvaluateAsync<string>("document.readyState")); }
    }

    /// <summary>Becomes a member as anybody does: the form, the letter in the spool, the button behind its link. Signed out at the end.</summary>
    public async Task SignUp(RunningSite site, string account, string name, string password)
    {
        await Open("/sign-up");
        foreach (var (label, value) in new[] { ("ชื่อที่ให้คนอื่นเห็น", name), ("อีเมล", $"{account}@example.th"), ("ชื่อผู้ใช้", account), ("รหัสผ่าน", password) })
            await Page.GetByLabel(label).FillAsync(value);
        await Page.GetByRole(AriaRole.Button, new() { Name = "สมัคร", Exact = true }).ClickAsync();
        await Arrived("/sign-in");
        string? link;
        for (var until = DateTime.UtcNow.AddMinutes(2); (link = LinkFor(site, $"{account}@example.th")) is null; await Open("/sign-in"))
            Assert.True(DateTime.UtcNow < until, "The letter never came");
        await Open(link);
        await Page.GetByRole(AriaRole.Button, new() { Name = "ยืนยัน", Exact = true }).ClickAsync();
        await Arrived("/me$");
        await Page.Locator("main form[action='/sign-out'] button").ClickAsync();
        await Arrived("^(?!.*/me$)");
    }

    static string? LinkFor(RunningSite site, string address)
    {
        var spool = Path.Combine(site.Data, "spool", "new");
        var letter = Directory.Exists(spool) ? Directory.GetFiles(spool, "*.eml").Select(File.ReadAllText).FirstOrDefault(l => l.Contains(address, StringComparison.Ordinal)) : null;
        if (letter is null)
            return null;
        var body = letter[(letter.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var text = letter.Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(body.Where(c => !char.IsWhiteSpace(c)))))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return Regex.Match(text, "/confirm\\?[^\\s]+").Value;
    }

    /// <summary>Signs in through the form: a demo account, or one with a password of its own.</summary>
    public async Task SignIn(RunningSite site, string account, string? password = null)
    {
        await Open("/sign-in");
        await Page.GetByLabel("ชื่อผู้ใช้หรืออีเมล").FillAsync(account);
        await Page.GetByLabel("รหัสผ่าน").FillAsync(password ?? site.Accounts[account]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "เข้าสู่ระบบ" }).ClickAsync();
        await Arrived("^(?!.*sign-in)");
    }

    /// <summary>Waits until a promise in the page says yes. The page itself asks, ten times a second: asking from here would keep a core busy.</summary>
    public async Task Until(string promise)
    {
        try { await Page.EvaluateAsync($"(async () => {{ while (!await ({promise})) await new Promise(again => setTimeout(again, 100)) }})()").WaitAsync(TimeSpan.FromMinutes(3)); }
        catch (TimeoutException) { Assert.Fail("It never came: " + promise + "\n" + await Text()); }
    }

    /// <summary>The address of the first thing on a list.</summary>
    public async Task<string> FirstOf(string list)
    {
        await Open(list);
        return await Page.Locator("main .rows h3 a").First.GetAttributeAsync("href") ?? list;
    }

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds on the page that is open: all its rules, or one. It stays in the page, so a second look costs little.</summary>
    public async Task<string[]> Barriers(string? rule = null)
    {
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
            await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            async rule => (await axe.run(document, { resultTypes: ['violations'], ...rule && { runOnly: { type: 'rule', values: [rule] } } }))
              .violations.map(v => `${v.id} ${v.help} ${v.nodes[0].html}`)
            """, rule);
    }

    /// <summary>What one reads in the page's main part.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
