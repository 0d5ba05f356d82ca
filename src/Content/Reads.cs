using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Content;

/// <summary>Counts readers honestly: not bots, not members, not the same reader twice on a day (<see cref="FirstToday"/>). Counts are written in batches, so that reading costs no writing.</summary>
public sealed partial class Reads(NpgsqlDataSource source, TimeProvider clock, ILogger<Reads> log) : BackgroundService
{
    readonly ConcurrentDictionary<long, long> waiting = new();
    readonly FirstToday first = new(clock);

    /// <summary>Notes that this request read this item, if it counts.</summary>
    public void Note(HttpContext http, long number)
    {
        if (first.Is(http, string.Create(CultureInfo.InvariantCulture, $"{number}")))
            waiting.AddOrUpdate(number, 1, (_, count) => count + 1);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not a job of the timetable: every server counts for itself
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(20), clock);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
                await Write(stoppingToken);
        }
        catch (OperationCanceledException) { await Write(CancellationToken.None); }
    }

    /// <summary>Writes down what was counted; while the database is away, the counts wait.</summary>
    public async Task Write(CancellationToken stop)
    {
        foreach (var number in waiting.Keys)
            if (waiting.TryRemove(number, out var count))
                try { await Add(number, count, stop); }
                catch (NpgsqlException fault)
                {
                    waiting.AddOrUpdate(number, count, (_, more) => more + count);
                    CountsWait(fault.Message);
                    return;
                }
    }

    async Task Add(long number, long count, CancellationToken stop)
    {
        await using var add = source.CreateCommand("""
            insert into content.item_reads (number, count) select number, $2 from content.item where number = $1
            on conflict (number) do update set count = item_reads.count + excluded.count
            """);
        add.Parameters.Add(new() { Value = number });
        add.Parameters.Add(new() { Value = count });
        await add.ExecuteNonQueryAsync(stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Read counts wait for the database: {Reason}")]
    partial void CountsWait(string reason);
}
