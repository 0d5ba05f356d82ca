namespace KmCommons.BrowserTests;

/// <summary>Requests that are held on their way until they may go on.</summary>
public sealed class Held
{
    readonly TaskCompletionSource asked = new(), goOn = new();

    Held() { }

    /// <summary>Holds what this page asks for at addresses of this pattern.</summary>
    public static async Task<Held> At(IPage page, string pattern)
    {
        var held = new Held();
        await page.RouteAsync(pattern, async route =>
        {
            held.asked.TrySetResult();
            await held.goOn.Task;
            try { await route.ContinueAsync(); }
            catch (PlaywrightException) { /* its asker has gone */ }
        });
        return held;
    }

    /// <summary>Done when the first was asked.</summary>
    public Task Asked => asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets them go, and all after them.</summary>
    public void GoOn() => goOn.SetResult();
}
