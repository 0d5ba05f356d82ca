using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.Extensions.Logging;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Digests;

/// <summary>Remembers what readers of letters have read on the site, so that no letter tells it again. Only of who gets letters, only the last time, and only for two months (<see cref="DigestForgetting"/>); nobody but they themselves sees it (in the copy of their data).
/// It is written in batches, as read counts are.</summary>
public sealed partial class AlreadyRead(NpgsqlDataSource source, TimeProvider clock, ILogger<AlreadyRead> log) : Counts<(long Member, long Number)>(clock), IReadNoting
{
    /// <inheritdoc/>
    public void Note(long member, long number) => CountOne((member, number));

    /// <inheritdoc/>
    protected override async Task Add((long Member, long Number) key, int count, CancellationToken stop)
    {
        // Read up to a batch ago: what was said since is told rather twice than never
        await using var add = source.CreateCommand("""
            insert into digests.already_read (member_id, number, at) select distinct member_id, $2, $3 from digests.subscription where member_id = $1 and comes
            on conflict (member_id, number) do update set at = greatest(already_read.at, excluded.at)
            """);
        foreach (object value in new object[] { key.Member, key.Number, Clock.GetUtcNow() - Every })
            add.Parameters.Add(new() { Value = value });
        await add.ExecuteNonQueryAsync(stop);
    }

    /// <inheritdoc/>
    protected override void SayWaiting(string reason) => ReadsWait(reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was read waits for the database: {Reason}")]
    partial void ReadsWait(string reason);
}

/// <summary>That a member read an item, and when last.</summary>
public sealed class ReadItem : IQuiet
{
    /// <summary>Who.</summary>
    public long MemberId { get; init; }
    /// <summary>What.</summary>
    public long Number { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}
