using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>A letter on its way. Unique by kind, run and recipient, its bytes fixed when composed: whatever is repeated, it goes out once from the spool
/// (over SMTP at least once, with the same Message-ID).</summary>
public sealed class OutboxLetter : IQuiet
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>What sort of letter: <c>digest</c>, <c>password</c>...</summary>
    public string Kind { get; init; } = "";
    /// <summary>Which of that sort: a digest's week, a reset's number.</summary>
    public string Run { get; init; } = "";
    /// <summary>The recipient's address.</summary>
    public string Recipient { get; init; } = "";
    /// <summary>The subject, for the list of waiting letters.</summary>
    public string Subject { get; init; } = "";
    /// <summary>The Message-ID without angle brackets; deterministic.</summary>
    public string MessageId { get; init; } = "";
    /// <summary>The whole message as it goes over the wire.</summary>
    public byte[] Bytes { get; init; } = [];
    /// <summary>When it was composed (UTC).</summary>
    public DateTimeOffset ComposedAt { get; init; }
    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }
    /// <summary>Not before this (UTC).</summary>
    public DateTimeOffset NextTryAt { get; set; }
    /// <summary>When it was handed over (UTC).</summary>
    public DateTimeOffset? SentAt { get; set; }
    /// <summary>When it was given up (UTC).</summary>
    public DateTimeOffset? FailedAt { get; set; }
    /// <summary>What the other side said last.</summary>
    public string? Outcome { get; set; }

    /// <summary>Maps the table.</summary>
    public static void Table(ModelBuilder model) => model.Entity<OutboxLetter>().ToTable("letter", "foundation");
}
