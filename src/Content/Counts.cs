using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace KmCommons.Content;

/// <summary>Counts in memory that are written down in batches, so that counting costs no writing; while the database is away they wait.</summary>
/// <param name="clock">Says when a batch is due.</param>
public abstract class Counts<TKey>(TimeProvider clock) : BackgroundService where TKey : notnull
{
    /// <summary>The time between two batches.</summary>
    protected static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    readonly ConcurrentDictionary<TKey, int> waiting = new();
    readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>The time here.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>How many different things wait for the next batch.</summary>
    protected int Waiting => waiting.Count;

    /// <summary>Whether this waits for the next batch.</summary>
    protected bool Waits(TKey key) => waiting.ContainsKey(key);

    /// <summary>Once more.</summary>
    protected void CountOne(TKey key) => Count(key, 1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not a job of the timetable: every server counts for itself
        using var tick = new PeriodicTimer(Every, Clock);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
                await Write(stoppingToken);
        }
        catch (OperationCanceledException) { await Write(CancellationToken.None); }
    }

    /// <summary>Writes down what was counted.</summary>
    public async Task Write(CancellationToken stop)
    {
        // Who asks for it finds all written, also what another was just at
        await oneAtATime.WaitAsync(stop);
        try
        {
            foreach (var key in waiting.Keys)
                if (waiting.TryRemove(key, out var count))
                    try { await Add(key, count, stop); }
                    catch (NpgsqlException fault)
                    {
                        Count(key, count);
                        SayWaiting(fault.Message);
                        return;
                    }
        }
        finally { oneAtATime.Release(); }
    }

    /// <summary>Writes one count into the database.</summary>
    protected abstract Task Add(TKey key, int count, CancellationToken stop);

    /// <summary>Logs that the database is away.</summary>
    protected abstract void SayWaiting(string reason);

    void Count(TKey key, int more) => waiting.AddOrUpdate(key, more, (_, count) => count + more);
}
