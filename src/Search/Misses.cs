using KmCommons.Content;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Search;

/// <summary>Counts questions that found nothing, each person once a day, and writes them down in batches: searching costs no writing, and a flood of
/// questions cannot fill the disk, since a batch takes few new ones and the table has a bound.</summary>
public sealed partial class Misses(NpgsqlDataSource source, TimeProvider clock, ILogger<Misses> log) : Counts<string>(clock)
{
    /// <summary>How many different questions one batch takes; three batches a minute.</summary>
    public const int MostAtOnce = 20;

    readonly OnceADay first = new(clock);

    /// <summary>Notes that this request asked for these words and found nothing. False when there is no room for more now; true too for who asked so today already.</summary>
    public bool Note(HttpContext http, string words)
    {
        if (Waiting >= MostAtOnce && !Waits(words))
            return false;
        if (first.Is(http, words))
            CountOne(words);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task Add(string key, int count, CancellationToken stop)
    {
        await using var add = source.CreateCommand("""
            with known as (update search.missed set times = times + $2, last_on = $3 where words = $1 returning 1)
            insert into search.missed (words, first_on, last_on, times)
            select $1, $3, $3, $2 where not exists (select from known) and (select count(*) from search.missed) < $4
            on conflict (words) do update set times = missed.times + excluded.times, last_on = excluded.last_on
            """);
        foreach (var value in new object[] { key, count, ThaiDate.Day(Clock.GetUtcNow()), Missed.Most })
            add.Parameters.Add(new() { Value = value });
        await add.ExecuteNonQueryAsync(stop);
    }

    /// <inheritdoc/>
    protected override void SayWaiting(string reason) => QuestionsWait(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Questions that found nothing wait for the database: {Reason}")]
    partial void QuestionsWait(string reason);
}
