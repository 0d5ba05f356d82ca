using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Host;

/// <summary>Serves, and says on the console where, and how to get in.</summary>
public static class Ready
{
    /// <summary>Starts, prints <c>Ready http://…</c> and the demo accounts or the code for the first administrator, and waits for Ctrl-C.</summary>
    public static async Task Announce(WebApplication app, Beginning beginning)
    {
        await app.StartAsync();
        beginning.IsOver(app.Lifetime);
        Console.WriteLine($"Ready {app.Urls.First()}");
        var accounts = SeedPeople.AccountsFile(app.Services.GetRequiredService<DataFolder>());
        if (File.Exists(accounts))
            foreach (var line in await File.ReadAllLinesAsync(accounts))
                Console.WriteLine("  " + line.Replace("\t", "   ", StringComparison.Ordinal));
        await using (var scope = app.Services.CreateAsyncScope())
            if (await FirstRunPage.IsNeeded(scope.ServiceProvider.GetRequiredService<CommonsDb>()))
                Console.WriteLine($"Nobody administrates yet. Open {app.Urls.First()}/first-run?code={FirstRunPage.ConsoleCode}");
        await app.WaitForShutdownAsync();
    }
}
