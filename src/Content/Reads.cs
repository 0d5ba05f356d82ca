using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Content;

/// <summary>Counts readers honestly: not bots, not who writes it, not the same reader twice within 24 hours (<see cref="OnceADay"/>). Counts are written in batches, so that reading costs no writing.</summary>
public sealed partial class Reads(NpgsqlDataSource source, TimeProvider clock, ILogger<Reads> log) : Counts<long>(clock)
{
    readonly OnceADay first = new(clock);

    /// <summary>Notes that this request read this item, if it counts.</summary>
    public void Note(HttpContext http, long number)
    {
        if (first.Is(http, string.Create(CultureInfo.InvariantCulture, $"{number}")))
            CountOne(number);
    }

    /// <inheritdoc/>
    protected override async Task Add(long key, int count, CancellationToken stop)
    {
        await using var add = source.CreateCommand("""
            insert into content.item_reads (number, count) select number, $2 from content.item where number = $1
            on conflict (number) do update set count = item_reads.count + excluded.count
            """);
        add.Parameters.Add(new() { Value = key });
        add.Parameters.Add(new() { Value = (long)count });
        await add.ExecuteNonQueryAsync(stop);
    }

    /// <inheritdoc/>
    protected override void SayWaiting(string reason) => CountsWait(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Read counts wait for the database: {Reason}")]
    partial void CountsWait(string reason);
}
