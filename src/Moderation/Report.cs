using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>A reader says that something is wrong with an item.</summary>
public sealed class Report : IQuiet
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; init; } = null!;
    /// <summary>What is wrong, in the reader's words.</summary>
    public string Reason { get; init; } = "";
    /// <summary>The member who says so; null for a guest.</summary>
    public long? MemberId { get; init; }
    /// <summary>Where a guest came from, masked; empty for a member.</summary>
    public string MaskedAddress { get; init; } = "";
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>When a moderator settled it (UTC); null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>The tables of this module, by their names.</summary>
public static class ModerationTables
{
    extension(CommonsDb db)
    {
        /// <summary>What readers reported.</summary>
        public DbSet<Report> Reports => db.Set<Report>();
        /// <summary>What moderators decided.</summary>
        public DbSet<Ruling> Rulings => db.Set<Ruling>();
        /// <summary>What writers asked to be looked at again.</summary>
        public DbSet<Appeal> Appeals => db.Set<Appeal>();
    }
}
