namespace KmCommons.BrowserTests;

/// <summary>The site with its whole seed, and one Chromium, for all browser tests.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    readonly SiteProcess process = new();

    /// <summary>The data folder.</summary>
    public string Data => process.Data;

    /// <summary>Where it is served.</summary>
    public string Address => process.Address;

    /// <summary>What it has printed so far.</summary>
    public IReadOnlyCollection<string> Said => process.Said;

    /// <summary>The demo accounts: user name to password.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; private set; } = new Dictionary<string, string>();

    /// <summary>The browser.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await process.Start();
        Accounts = process.Accounts;
        Chromium = await Launch();
    }

    // On a busy machine the site answers late; what never comes is still found
    static RunningSite() => Assertions.SetDefaultExpectTimeout(20_000);

    /// <summary>A Chromium without a screen.</summary>
    internal static async Task<IBrowser> Launch() => await (await Playwright.CreateAsync()).Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            // A name server that says nothing would hold a page that asks for this one
            "--host-resolver-rules=MAP evil.example ~NOTFOUND"],
    });

    /// <summary>Runs one of the site's commands beside it.</summary>
    public Task<string> Command(params string[] words) => process.Command(words);

    public async Task DisposeAsync()
    {
        if (Chromium is not null)
            await Chromium.CloseAsync();
        await process.DisposeAsync();
    }
}

/// <summary>Tests that read share one site,</summary>
[CollectionDefinition("site")]
public sealed class SiteCollection : ICollectionFixture<RunningSite>;

/// <summary>and those that write have another beside it.</summary>
[CollectionDefinition("site of who writes")]
public sealed class WritersSiteCollection : ICollectionFixture<RunningSite>;
