using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>A letter on its way. Unique by kind, run and recipient, its bytes fixed when composed: whatever is repeated, it is one file in the spool
/// (over SMTP at least one letter, always with the same Message-ID).</summary>
public sealed class OutboxLetter : IQuiet
{
    const int MostTries = 8;

    OutboxLetter() { }

    internal OutboxLetter(Letter letter, string kind, string run, bool isBulk, DateTimeOffset now)
    {
        (Kind, Run, Recipient, Subject, MessageId, FileName, Bytes) = (kind, run, letter.To.Address, letter.Subject, letter.MessageId, letter.FileName, letter.Compose());
        (ComposedAt, NextTryAt, IsBulk) = (now, now, isBulk);
    }

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>What sort of letter: <c>digest</c>, <c>password</c>...</summary>
    public string Kind { get; private set; } = "";
    /// <summary>Which of that sort: a digest's week, a reset's number.</summary>
    public string Run { get; private set; } = "";
    /// <summary>The recipient's address.</summary>
    public string Recipient { get; private set; } = "";
    /// <summary>The subject, for the list of waiting letters.</summary>
    public string Subject { get; private set; } = "";
    /// <summary>The Message-ID without angle brackets; deterministic.</summary>
    public string MessageId { get; private set; } = "";
    /// <summary>The name of its file in the spool; deterministic.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>The whole message as it goes over the wire.</summary>
    public byte[] Bytes { get; private set; } = [];
    /// <summary>Whether it belongs to a list: then letters to one person, who is waiting for a link, go before it.</summary>
    public bool IsBulk { get; private set; }
    /// <summary>When it was composed (UTC).</summary>
    public DateTimeOffset ComposedAt { get; private set; }
    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }
    /// <summary>Not before this (UTC).</summary>
    public DateTimeOffset NextTryAt { get; private set; }
    /// <summary>When it was handed over (UTC).</summary>
    public DateTimeOffset? SentAt { get; private set; }
    /// <summary>When it was given up (UTC).</summary>
    public DateTimeOffset? FailedAt { get; private set; }
    /// <summary>When a report came that it did not arrive (UTC); null while none did.</summary>
    public DateTimeOffset? BouncedAt { get; private set; }
    /// <summary>What the other side said last.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Gives a letter that was given up its tries again.</summary>
    public void TryAgain(DateTimeOffset now) => (FailedAt, Tries, NextTryAt) = (null, 0, now);

    internal void Take(Delivery delivery, DateTimeOffset now)
    {
        Tries++;
        Outcome = $"{delivery.Outcome} {delivery.Code} {delivery.Reply}";
        if (delivery.Outcome == Mail.Outcome.Sent)
            SentAt = now;
        else if (delivery.Outcome == Mail.Outcome.Refused || Tries >= MostTries)
            FailedAt = now;
        else
            NextTryAt = now + TimeSpan.FromMinutes(Math.Pow(4, Tries - 1));
    }

    internal static void Table(ModelBuilder model) => model.Entity<OutboxLetter>().ToTable("letter", "foundation");
}
