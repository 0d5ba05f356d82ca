using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Benchmarks;

/// <summary>All things of the site over a database, without the web server and the timetable.</summary>
sealed class BenchSite : IAsyncDisposable
{
    const string From = "kmcommons@km.example";
    readonly WebApplication app;

    BenchSite(WebApplication app) => this.app = app;

    /// <summary>Puts them together.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Settings and their values.</param>
    public static BenchSite At(string connection, string data, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        foreach (var (key, value) in settings.Prepend(("ConnectionStrings:KmCommons", connection)).Prepend(("data", data)).Prepend(("site", "https://km.example")).Prepend(("Mail:From", From)))
            builder.Configuration[key] = value;
        builder.WebHost.UseKestrelCore(); // it never listens, but nothing is built without one
        Modules.Register(builder);
        return new(builder.Build());
    }

    /// <summary>The same over SMTP to a port of this machine.</summary>
    public static BenchSite OverSmtp(string connection, string data, int port) =>
        At(connection, data, ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", FormattableString.Invariant($"{port}")));

    /// <summary>The things.</summary>
    public IServiceProvider Things => app.Services;

    /// <summary>The newest weekly issue.</summary>
    public static Issue Issue => Hours.Usual(Rhythm.Weekly).Due(TimeProvider.System.GetUtcNow());

    /// <summary>Makes the tables and plants what the site is delivered with.</summary>
    public async Task Plant(CancellationToken stop = default)
    {
        await Things.GetRequiredService<SchemaKeeper>().Apply();
        await Seed.Fill(Things, app.Configuration, AppContext.BaseDirectory, stop);
    }

    /// <summary>Does something with a database of its own.</summary>
    public async Task<T> Ask<T>(Func<CommonsDb, Task<T>> what)
    {
        await using var scope = Things.CreateAsyncScope();
        return await what(scope.ServiceProvider.GetRequiredService<CommonsDb>());
    }

    /// <summary>Tells the database something.</summary>
    public Task<int> Tell(FormattableString sql) => Ask(db => db.Database.ExecuteSqlAsync(sql));

    /// <summary>Hands on until nothing moves any more; how many went.</summary>
    public async Task<int> Deliver()
    {
        var all = 0;
        for (var moved = 1; moved > 0; all += moved)
        {
            await using var scope = Things.CreateAsyncScope();
            moved = await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
        }
        return all;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();
}
