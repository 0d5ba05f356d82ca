using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>A digest that was written: one per person and issue.</summary>
public sealed class DigestSent : IQuiet
{
    /// <summary>To whom.</summary>
    public long MemberId { get; init; }
    /// <summary>The rhythm of its issue.</summary>
    public Rhythm Rhythm { get; init; }
    /// <summary>The end of its issue (UTC).</summary>
    public DateTimeOffset Until { get; init; }
    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The numbers of the items it told of, shown or only counted.</summary>
    public long[] Told { get; init; } = [];
    /// <summary>The comments it told of, likewise.</summary>
    public long[] ToldComments { get; init; } = [];
    /// <summary>The Message-ID of its letter; null for those of before this was kept.</summary>
    public string? MessageId { get; init; }
    /// <summary>The items that the letter shows.</summary>
    public long[] Shown { get; init; } = [];
    /// <summary>The comments that it shows.</summary>
    public long[] ShownComments { get; init; } = [];
    /// <summary>What it told (<see cref="Digest.Written"/>); null for those of before this was kept.</summary>
    public string? Written { get; init; }
    /// <summary>Up to where its reader was looked through before (UTC); for a first letter, where its issue begins.</summary>
    public DateTimeOffset? LookedFrom { get; init; }
}

/// <summary>The tables of this module, by their names.</summary>
public static class DigestTables
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<Subscription>(subscription => { subscription.ToTable("subscription", "digests"); subscription.HasKey(s => new { s.MemberId, s.Rhythm }); subscription.Ignore(s => s.Hours); });
        model.Entity<Choice>(choice => { choice.ToTable("choice", "digests"); choice.HasKey(c => new { c.MemberId, c.Source }); });
        model.Entity<ReadItem>(read => { read.ToTable("already_read", "digests"); read.HasKey(r => new { r.MemberId, r.Number }); });
        model.Entity<Board>(board => { board.ToTable("board", "digests"); board.HasKey(b => b.Code); });
        model.Entity<DigestSent>(sent => { sent.ToTable("sent", "digests"); sent.HasKey(s => new { s.MemberId, s.Rhythm, s.Until }); });
    }

    extension(CommonsDb db)
    {
        /// <summary>Which letters come to whom, and who left.</summary>
        public DbSet<Subscription> Subscriptions => db.Set<Subscription>();
        /// <summary>With which letter a source comes.</summary>
        public DbSet<Choice> Choices => db.Set<Choice>();
        /// <summary>Which digests were written.</summary>
        public DbSet<DigestSent> DigestsSent => db.Set<DigestSent>();
    }
}
