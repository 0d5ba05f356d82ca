using System.Collections.Concurrent;
using KmCommons.Content;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Search;

/// <summary>Counts questions that found nothing, each person once a day, and writes them down in batches: searching costs no writing, and a flood of
/// questions cannot fill the disk, since a batch takes few new ones and the table has a bound.</summary>
public sealed partial class Misses(NpgsqlDataSource source, TimeProvider clock, ILogger<Misses> log) : BackgroundService
{
    /// <summary>How many different questions one batch takes; three batches a minute.</summary>
    public const int MostAtOnce = 20;

    readonly FirstToday first = new(clock);
    readonly ConcurrentDictionary<string, int> waiting = new(StringComparer.Ordinal);

    /// <summary>Notes that this request asked for these words and found nothing. False when there is no room for more now; true too for who asked so today already.</summary>
    public bool Note(HttpContext http, string words)
    {
        if (waiting.Count >= MostAtOnce && !waiting.ContainsKey(words))
            return false;
        if (first.Is(http, words))
            waiting.AddOrUpdate(words, 1, (_, times) => times + 1);
        return true;
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

    /// <summary>Writes down what was counted; while the database is away it waits.</summary>
    public async Task Write(CancellationToken stop)
    {
        foreach (var words in waiting.Keys)
            if (waiting.TryRemove(words, out var times))
                try { await Add(words, times, stop); }
                catch (NpgsqlException fault)
                {
                    waiting.AddOrUpdate(words, times, (_, more) => more + times);
                    QuestionsWait(fault.Message);
                    return;
                }
    }

    async Task Add(string words, int times, CancellationToken stop)
    {
        await using var add = source.CreateCommand("""
            with known as (update search.missed set times = times + $2, last_on = $3 where words = $1 returning 1)
            insert into search.missed (words, first_on, last_on, times)
            select $1, $3, $3, $2 where not exists (select from known) and (select count(*) from search.missed) < $4
            on conflict (words) do update set times = missed.times + excluded.times, last_on = excluded.last_on
            """);
        foreach (var value in new object[] { words, times, ThaiDate.Day(clock.GetUtcNow()), Missed.Most })
            add.Parameters.Add(new() { Value = value });
        await add.ExecuteNonQueryAsync(stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Questions that found nothing wait for the database: {Reason}")]
    partial void QuestionsWait(string reason);
}
