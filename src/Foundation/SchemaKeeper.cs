using System.Security.Cryptography;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>Applies each module's <c>Schema/NNN-*.sql</c> once, in order, each file in a transaction of its own, and remembers its SHA-256.
/// Several servers may start at once: an advisory lock lets one do it. A file that changed after it was applied stops the start.</summary>
public sealed class SchemaKeeper(NpgsqlDataSource source, IEnumerable<Module> modules)
{
    const long LockKey = 0x4b4d436f6d6d; // "KMComm"

    /// <summary>Brings the database up to date; returns how many files were applied now.</summary>
    /// <exception cref="InvalidOperationException">An applied file was changed afterwards.</exception>
    public async Task<int> Apply(CancellationToken stop = default)
    {
        await using var db = await source.OpenConnectionAsync(stop);
        await Run(db, $"select pg_advisory_lock({LockKey})", stop);
        await Run(db, """
            create schema if not exists foundation;
            create table if not exists foundation.schema_step (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
            """, stop);
        var applied = 0;
        foreach (var (name, sql) in Steps())
            if (await IsNew(db, name, sql, stop))
            {
                await using var transaction = await db.BeginTransactionAsync(stop);
                await Run(db, sql, stop);
                await using var note = new NpgsqlCommand("insert into foundation.schema_step (name, sha256) values ($1, $2)", db)
                { Parameters = { new() { Value = name }, new() { Value = Sha256(sql) } } };
                await note.ExecuteNonQueryAsync(stop);
                await transaction.CommitAsync(stop);
                applied++;
            }
        await Run(db, $"select pg_advisory_unlock({LockKey})", stop);
        return applied;
    }

    IEnumerable<(string Name, string Sql)> Steps() =>
        from module in modules
        let assembly = module.GetType().Assembly
        from name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        select (name, new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd());

    static async Task<bool> IsNew(NpgsqlConnection db, string name, string sql, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("select sha256 from foundation.schema_step where name = $1", db) { Parameters = { new() { Value = name } } };
        var known = (string?)await ask.ExecuteScalarAsync(stop);
        if (known is not null && known != Sha256(sql))
            throw new InvalidOperationException($"The schema file {name} was changed after it had been applied. Put it back and write a new numbered file instead.");
        return known is null;
    }

    static async Task Run(NpgsqlConnection db, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(stop);
    }

    static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
