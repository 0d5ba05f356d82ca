namespace KmCommons.Host;

/// <summary>Serves, and says on the console where.</summary>
public static class Ready
{
    /// <summary>Seeds an empty site unless told not to, starts, prints <c>Ready http://…</c>, and waits for Ctrl-C.</summary>
    public static async Task Announce(WebApplication app, string[] args)
    {
        if (app.Configuration["seed"] == "true")
            await Seed.Once(app.Services);
        await app.StartAsync();
        Console.WriteLine($"Ready {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }
}
