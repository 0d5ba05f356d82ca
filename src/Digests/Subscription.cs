using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>A member's choice of the weekly digest, and the secret in the links of their letters.</summary>
public sealed class Subscription : IQuiet
{
    const int TokenLength = 32;
    static readonly TimeSpan Overlap = TimeSpan.FromDays(1), Furthest = TimeSpan.FromDays(35);

    /// <summary>Whose it is.</summary>
    public long MemberId { get; init; }
    /// <summary>Whether the digest comes every week.</summary>
    public bool Weekly { get; private set; }
    /// <summary>Since when it comes, or came last (UTC).</summary>
    public DateTimeOffset Since { get; private set; }
    /// <summary>128 random bits as hexadecimal digits. It stays the same, so that every letter ever sent can be left.</summary>
    public string Token { get; private set; } = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
    /// <summary>When it ended (UTC); null while it goes on.</summary>
    public DateTimeOffset? UnsubscribedAt { get; private set; }

    /// <summary>Up to where the member's weeks were looked through (UTC), letter or not; null before the first.</summary>
    public DateTimeOffset? LookedUntil { get; private set; }

    /// <summary>Lets the digest come. Nothing changes when it comes already.</summary>
    public void Begin(DateTimeOffset now)
    {
        if (!Weekly)
            (Weekly, Since, UnsubscribedAt, LookedUntil) = (true, now, null, null);
    }

    /// <summary>Ends it. Nothing changes when it has ended.</summary>
    public void End(DateTimeOffset now)
    {
        if (Weekly)
            (Weekly, UnsubscribedAt) = (false, now);
    }

    /// <summary>From when on the digest of this week looks (UTC): the week, and what lies before it unlooked at (the site slept on a Monday), at most five weeks in all.
    /// A day more, for what was saved just before the last closing and seen by nobody until after it; what was told is not told again.</summary>
    public DateTimeOffset LooksFrom(Week week)
    {
        var (open, furthest) = (LookedUntil - Overlap ?? week.From, week.Until - Furthest);
        return open > week.From ? week.From : open < furthest ? furthest : open;
    }

    /// <summary>The address where the holder of a letter leaves.</summary>
    public string LeaveAt(Site site) => $"{site.Address}/unsubscribe?token={Token}";

    /// <summary>The subscription that a letter's link speaks of.</summary>
    /// <exception cref="Refused">403: no letter has this token.</exception>
    public static async Task<Subscription> Holding(CommonsDb db, string? token, CancellationToken stop = default) =>
        (token?.Length == TokenLength ? await db.Subscriptions.SingleOrDefaultAsync(s => s.Token == token, stop) : null)
        ?? throw new Refused(403, "ลิงก์เลิกรับนี้ไม่ใช่ของจดหมายฉบับใด อาจคัดลอกมาไม่ครบ โปรดกดลิงก์ในจดหมายอีกครั้ง หรือเข้าสู่ระบบแล้วเปลี่ยนที่หน้าจดหมายสรุปรายสัปดาห์");
}

/// <summary>A digest that was written: one per person and week.</summary>
public sealed class DigestSent : IQuiet
{
    /// <summary>To whom.</summary>
    public long MemberId { get; init; }
    /// <summary>The Monday of its week.</summary>
    public DateOnly Week { get; init; }
    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The numbers of the items it told of, shown or only counted.</summary>
    public long[] Told { get; init; } = [];
    /// <summary>The comments it told of, likewise.</summary>
    public long[] ToldComments { get; init; } = [];
}

/// <summary>The tables of this module, by their names.</summary>
public static class DigestTables
{
    extension(CommonsDb db)
    {
        /// <summary>Who chose the weekly digest, and who left.</summary>
        public DbSet<Subscription> Subscriptions => db.Set<Subscription>();
        /// <summary>Which digests were written.</summary>
        public DbSet<DigestSent> DigestsSent => db.Set<DigestSent>();
    }
}
