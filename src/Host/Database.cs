using System.Diagnostics;
using KmCommons.Foundation;

namespace KmCommons.Host;

/// <summary>Which PostgreSQL the site uses: the one of <c>ConnectionStrings__KmCommons</c>, or else a private one under the data folder.</summary>
public sealed class Database : IAsyncDisposable
{
    readonly LocalPostgres? local;

    Database(LocalPostgres? local) => this.local = local;

    /// <summary>Makes it ready and writes its connection string into the configuration.</summary>
    /// <param name="builder">Where the connection string is read from and written to, and where who looks after a private cluster is put.</param>
    /// <param name="serves">Whether this process is the site itself, not a command beside it.</param>
    public static async Task<Database> Ready(WebApplicationBuilder builder, bool serves)
    {
        if (builder.Configuration.GetConnectionString("KmCommons") is { Length: > 0 })
            return new(null);
        var clock = Stopwatch.StartNew();
        var local = await LocalPostgres.Start(Path.Combine(new DataFolder(builder.Configuration).Root, "postgres"));
        if (local.IsNew)
            Console.WriteLine($"  new database ... done ({clock.Elapsed.TotalSeconds:0.0} s)");
        builder.Configuration["ConnectionStrings:KmCommons"] = local.ConnectionString;
        if (serves)
        {
            local.Adopt();
            builder.Services.AddHostedService(things => new Reviver(local, things.GetRequiredService<Bell>()));
        }
        return new(local);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => local?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Starts the private cluster again when it dies while the site is serving.</summary>
    sealed class Reviver(LocalPostgres local, Bell bell) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
            try
            {
                while (await tick.WaitForNextTickAsync(stoppingToken))
                    if (!bell.Connected)
                        try { await local.Revive(); }
                        catch (InvalidOperationException) { /* the dead one's children are still leaving: the next tick tries again */ }
            }
            catch (OperationCanceledException) { return; }
        }
    }
}
