using System.Text.RegularExpressions;
using KmCommons.Tests;
using KmCommons.Tests.House;

[assembly: TestFramework("KmCommons.Tests.WholeRun", "KmCommons.Tests")]

namespace KmCommons.BrowserTests.Attacks;

/// <summary>A village with something of everything in it, served to a browser, that lets everybody do everything as often as they like.</summary>
sealed partial class Target : IAsyncDisposable
{
    readonly Dictionary<string, string> cookies = [];

    Target() { }

    /// <summary>Who is there and what there is.</summary>
    public Scene Scene { get; } = new();

    /// <summary>The site.</summary>
    public KmCommons.Tests.Village Village => Scene.Village;

    /// <summary>Where it is served.</summary>
    public Uri Address => Village.ClientOptions.BaseAddress;

    /// <summary>The wire that attacks come over; it keeps no cookie and follows nothing.</summary>
    public HttpClient Wire { get; private set; } = null!;

    /// <summary>Everybody who comes: the seven of rights.csv, who wrote everything, and a neighbour.</summary>
    public static IReadOnlyList<string> Comers => [.. Scene.Comers.Select(c => c.Name), "keeper", "friend"];

    /// <summary>Builds it.</summary>
    public static async Task<Target> Build()
    {
        var target = new Target();
        foreach (Match limit in Limit().Matches(await File.ReadAllTextAsync(Path.Combine(Disk.Root, "docs", "running.md"))))
            target.Village.Settings[limit.Groups[1].Value] = "0";
        target.Village.Serve();
        await target.Scene.InitializeAsync();
        foreach (var who in Comers.Where(who => who != "anonymous"))
        {
            await target.Scene.SignsIn(who);
            target.cookies[who] = await target.Village.SignInCookie(who);
        }
        target.Wire = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = target.Address };
        return target;
    }

    [GeneratedRegex(@"^\| `(Limits:\w+)`", RegexOptions.Multiline)]
    private static partial Regex Limit();

    /// <summary>The cookie by which the site knows this person; null for nobody.</summary>
    public string? Cookie(string who) => cookies.GetValueOrDefault(who);

    /// <summary>A request as this person's browser sends it.</summary>
    public async Task<HttpResponseMessage> Come(string who, string address, HttpContent? form = null)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = form };
        if (Cookie(who) is { } cookie)
            request.Headers.Add("Cookie", cookie);
        if (form is not null)
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await Wire.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Wire?.Dispose();
        await Scene.DisposeAsync();
    }
}
