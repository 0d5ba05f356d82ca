namespace KmCommons.BrowserTests.Attacks;

/// <summary>A Chromium that notices when anything runs or asks for anything that is not ours.</summary>
sealed class Browser(IBrowserContext context, IPage page) : IAsyncDisposable
{
    // In every frame: whatever an attack would call only says so; and what a page's own script made of its text is looked at as well
    const string Watch = "for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print']) Object.defineProperty(window, name, { value: n => console.debug('HIT ' + name + ' ' + n + ' ' + location.href), writable: false });";
    const string Provoke = """
        () => {
          const found = [];
          for (const element of document.querySelectorAll('*')) {
            for (const attribute of element.attributes)
              if (/^on/i.test(attribute.name)) { found.push(element.localName + ' ' + attribute.name); element.dispatchEvent(new Event(attribute.name.slice(2).toLowerCase())); }
            for (const name of ['href', 'src', 'action', 'formAction', 'data'])
              if (/^(javascript|vbscript|data):/i.test(String(element[name]?.baseVal ?? element[name] ?? '')) && element.localName !== 'img') { found.push(element.localName + ' ' + name); if (name === 'href' && element.click) element.click(); }
          }
          return found;
        }
        """;

    /// <summary>What ran or was asked for.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Nodes in the tree as it became, that run something or lead to what runs.</summary>
    public List<string> Found { get; } = [];

    /// <summary>What ran, without what was only asked for.</summary>
    public IEnumerable<string> Executed => Ran.Where(r => !r.Contains(": asked for ", StringComparison.Ordinal));

    /// <summary>What the policy stopped.</summary>
    public List<string> Stopped { get; } = [];

    /// <summary>How many pages it looked at.</summary>
    public int Looked { get; private set; }

    /// <summary>Opens one.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="address">Where our site is: all else is elsewhere.</param>
    /// <param name="member">The cookie of a member.</param>
    /// <param name="policy">Whether it minds the Content-Security-Policy.</param>
    public static async Task<Browser> Open(IBrowser chromium, Uri address, string? member, bool policy)
    {
        var context = await chromium.NewContextAsync(new() { BypassCSP = !policy, ServiceWorkers = ServiceWorkerPolicy.Block, Locale = "th-TH", ViewportSize = new() { Width = 800, Height = 900 } });
        if (member is not null)
            await context.AddCookiesAsync([new() { Name = "member", Value = member[(member.IndexOf('=', StringComparison.Ordinal) + 1)..], Url = address.AbsoluteUri }]);
        await context.AddInitScriptAsync(Watch);
        var browser = new Browser(context, await context.NewPageAsync());
        browser.Listen(address);
        return browser;
    }

    void Listen(Uri address)
    {
        context.Console += (_, message) =>
        {
            if (message.Text.StartsWith("HIT ", StringComparison.Ordinal))
                Ran.Add($"{page.Url}: {message.Text}");
            else if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Stopped.Add($"{page.Url}: {message.Text}");
        };
        context.Dialog += async (_, dialog) =>
        {
            // The writing form's own: what is typed is not sent yet
            if (dialog.Type != DialogType.BeforeUnload)
                Ran.Add($"{page.Url}: {dialog.Type} {dialog.Message}");
            await dialog.AcceptAsync();
        };
        context.Page += (_, other) => { if (other != page) Ran.Add($"{page.Url}: opened {other.Url}"); };
        context.Request += (_, request) =>
        {
            var to = new Uri(request.Url);
            if (to.Scheme is "http" or "https" && to.Authority != address.Authority || to.AbsolutePath.StartsWith("/hit/", StringComparison.Ordinal) || request.IsNavigationRequest && to.Scheme is "data" or "javascript")
                Ran.Add($"{page.Url}: asked for {request.Url}");
        };
    }

    /// <summary>Looks at a page, and provokes what waits for a finger.</summary>
    public async Task Look(string address)
    {
        Looked++;
        try { await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load, Timeout = 30_000 }); }
        catch (PlaywrightException fault) when (fault.Message.Contains("Download is starting", StringComparison.Ordinal) || fault.Message.Contains("ERR_ABORTED", StringComparison.Ordinal)) { return; }
        Found.AddRange((await page.EvaluateAsync<string[]>(Provoke)).Select(found => $"{address}: {found}"));
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
