using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Search;

/// <summary>The door by which every server of this database is asked to fill its index anew or to check it, and where each says how far it is.
/// Asking is a number in the database: a server that was down sees it when it comes up.</summary>
public sealed class Reindex(NpgsqlDataSource source)
{
    /// <summary>What was asked last: the editions of filling and of checking.</summary>
    public readonly record struct Asked(long Fill, long Check);

    /// <summary>A running server.</summary>
    /// <param name="Server">A name of the process.</param>
    /// <param name="Edition">The edition that it fills or has filled last.</param>
    /// <param name="Done">Texts taken in.</param>
    /// <param name="Texts">Texts there are.</param>
    /// <param name="Seconds">Since it began, until now or until it finished.</param>
    /// <param name="Finished">Whether it searches in the index of this edition.</param>
    public sealed record Progress(string Server, long Edition, int Done, int Texts, double Seconds, bool Finished);

    /// <summary>Asks every server to fill its index anew; the edition by which their progress is known.</summary>
    public Task<long> AskToFill(CancellationToken stop = default) => Ask("fill", stop);

    /// <summary>Asks every server to fill its index anew when the caller's transaction is committed.</summary>
    public static async Task AskWithin(CommonsDb db)
    {
        await db.Database.ExecuteSqlAsync($"update search.asked set edition = edition + 1, at = now() where what = 'fill'");
        await db.Database.ExecuteSqlRawAsync(Bell.RingSql);
    }

    /// <summary>Asks every server to compare its index with the database.</summary>
    public Task AskToCheck(CancellationToken stop = default) => Ask("check", stop);

    /// <summary>What was asked last.</summary>
    /// <param name="server">Who asks; it is known as running for half a minute from now on, once it has filled its index.</param>
    /// <param name="stop">Ends the asking.</param>
    public async Task<Asked> WhatIsAsked(string server = "", CancellationToken stop = default)
    {
        await using var ask = source.CreateCommand("""
            with here as (update search.filling set at = now() where server = $1 and at < now() - interval '10 seconds')
            select (select edition from search.asked where what = 'fill'), (select edition from search.asked where what = 'check')
            """);
        ask.Parameters.Add(new() { Value = server });
        await using var row = await ask.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new(row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>The servers that are running: they said something within the last half minute, and did not say that they go.</summary>
    public async Task<IReadOnlyList<Progress>> Servers(CancellationToken stop = default)
    {
        await using var ask = source.CreateCommand("""
            select server, edition, done, texts, extract(epoch from coalesce(finished_at, now()) - began_at)::float8, finished_at is not null
            from search.filling where at > now() - interval '30 seconds' order by server
            """);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        var servers = new List<Progress>();
        while (await rows.ReadAsync(stop))
            servers.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetDouble(4), rows.GetBoolean(5)));
        return servers;
    }

    /// <summary>A server says how far it is.</summary>
    internal Task Say(string server, long edition, int done, int texts, bool finished, CancellationToken stop) => Run("""
        insert into search.filling (server, edition, done, texts, finished_at) values ($1, $2, $3, $4, case when $5 then now() end)
        on conflict (server) do update set edition = excluded.edition, done = excluded.done, texts = excluded.texts, at = now(), finished_at = excluded.finished_at,
            began_at = case when filling.edition = excluded.edition and filling.finished_at is null then filling.began_at else now() end
        """, stop, server, edition, done, texts, finished);

    /// <summary>A server goes, and with it the rows of those that died long ago.</summary>
    internal Task Leave(string server, CancellationToken stop) => Run("delete from search.filling where server = $1 or at < now() - interval '1 day'", stop, server);

    async Task<long> Ask(string what, CancellationToken stop)
    {
        await using var ask = source.CreateCommand("update search.asked set edition = edition + 1, at = now() where what = $1 returning edition");
        ask.Parameters.Add(new() { Value = what });
        var edition = (long)(await ask.ExecuteScalarAsync(stop))!;
        await Run(Bell.RingSql, stop);
        return edition;
    }

    async Task Run(string sql, CancellationToken stop, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(stop);
    }
}
