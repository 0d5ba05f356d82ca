using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>Rings on every server when the database changed in a way that readers can see (LISTEN/NOTIFY), within milliseconds of the commit.
/// What rings is only «something changed»: whoever listens asks the database what. Rings once too after a lost connection came back.</summary>
public sealed partial class Bell(NpgsqlDataSource source, ILogger<Bell> log) : BackgroundService
{
    /// <summary>The statement that rings, to be run inside the changing transaction.</summary>
    public const string RingSql = "notify site";

    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long rings;

    /// <summary>How often it has rung here; two equal readings mean that nothing changed in between.</summary>
    public long Rings => Interlocked.Read(ref rings);

    /// <summary>Whether the database was heard of at the last try.</summary>
    public bool Connected { get; private set; }

    /// <summary>The last word that a ring carried; most carry none. Rings are heard in the order of their commits: who hears its own word has heard all before it.</summary>
    public string LastWord { get; private set; } = "";

    /// <summary>Completes at the next ring.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Rings on this server only.</summary>
    public void Ring()
    {
        Interlocked.Increment(ref rings);
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await using var db = await source.OpenConnectionAsync(stoppingToken);
                db.Notification += (_, heard) => { if (heard.Payload.Length > 0) LastWord = heard.Payload; Ring(); };
                await using (var listen = new NpgsqlCommand("listen site", db))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                Connected = true;
                Ring();
                // A silent line is asked now and then, so that a dead one is noticed
                while (true)
                    if (!await db.WaitAsync(TimeSpan.FromSeconds(10), stoppingToken))
                        await using (var ask = new NpgsqlCommand("select 1", db))
                            await ask.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or TimeoutException or IOException)
            {
                Connected = false;
                LineLost(fault.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) { return; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The line to the database is lost and is tried again: {Reason}")]
    partial void LineLost(string reason);
}
