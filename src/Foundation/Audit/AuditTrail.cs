using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace KmCommons.Foundation;

/// <summary>A deed that changed somebody else's things or rights. The database gives number, time and hash, and refuses every change afterwards.</summary>
public sealed class AuditRow : IQuiet
{
    /// <summary>The how-manieth, from 1, without gaps.</summary>
    public long Seq { get; private set; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; private set; }
    /// <summary>The member who did it; 0 for the site itself.</summary>
    public long Who { get; private set; }
    /// <summary>What was done.</summary>
    public string Deed { get; private set; } = "";
    /// <summary>To what.</summary>
    public string Thing { get; private set; } = "";
    /// <summary>What more there is to say.</summary>
    public string Detail { get; private set; } = "";
    /// <summary>SHA-256 of the hash before and this row.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The row as it is hashed: as <c>Schema/003-audit.sql</c> writes it.</summary>
    public string Canonical => string.Join('\n', Seq.ToString(CultureInfo.InvariantCulture), At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), Who.ToString(CultureInfo.InvariantCulture), Deed, Thing, Detail);
}

/// <summary>What the chain is like: how many rows hold, and the first that does not; null when all do.</summary>
/// <param name="Rows">How many rows were read and hold.</param>
/// <param name="Broken">The number of the first that does not hold.</param>
/// <param name="Head">The hash of the last that holds, in hexadecimal: written down elsewhere, it shows later that nothing up to here was changed.</param>
public sealed record AuditVerdict(long Rows, long? Broken, string Head);

/// <summary>The trail of deeds that changed somebody else's things or rights: append only, each row chained to the one before by its hash.</summary>
public static class AuditTrail
{
    /// <summary>A changed row of which the trail may have something to say.</summary>
    internal sealed record Watched(IAudited Row, EntityState State, HashSet<string> Properties);

    internal static List<Watched> Watch(IEnumerable<EntityEntry> changed) =>
        [.. from entry in changed where entry.Entity is IAudited
            select new Watched((IAudited)entry.Entity, entry.State, [.. entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.Name)])];

    internal static async Task Append(CommonsDb db, List<Watched> watched, CancellationToken stop)
    {
        foreach (var (row, state, properties) in watched)
            if (row.Audit(new(state, properties, db.Actor)) is { } note)
                await Note(db, note, stop);
    }

    /// <summary>Says a deed that changes no row which is <see cref="IAudited"/>. Part of the transaction that the caller is in.</summary>
    public static Task Note(CommonsDb db, AuditNote note, CancellationToken stop = default) =>
        db.Database.ExecuteSqlAsync($"insert into foundation.audit (who, deed, thing, detail) values ({db.Actor}, {note.Deed}, {note.Thing}, {note.Detail})", stop);

    /// <summary>Walks the whole chain, row by row, and says whether it holds.</summary>
    public static async Task<AuditVerdict> Verify(CommonsDb db, CancellationToken stop = default)
    {
        var (rows, hash) = (0L, new byte[SHA256.HashSizeInBytes]);
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().OrderBy(r => r.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            var next = SHA256.HashData([.. hash, .. Encoding.UTF8.GetBytes(row.Canonical)]);
            if (row.Seq != rows + 1 || !next.AsSpan().SequenceEqual(row.Hash))
                return new(rows, rows + 1, Convert.ToHexStringLower(hash));
            (rows, hash) = (row.Seq, next);
        }
        return new(rows, null, Convert.ToHexStringLower(hash));
    }

    internal static void Table(ModelBuilder model) => model.Entity<AuditRow>(row => { row.ToTable("audit", "foundation"); row.HasKey(r => r.Seq); });
}
