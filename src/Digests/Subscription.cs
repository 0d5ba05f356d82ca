using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>Whether the letter of one rhythm comes to a member, when, and the secret in its links.</summary>
public sealed class Subscription : IQuiet
{
    const int TokenLength = 32;
    static readonly TimeSpan Overlap = TimeSpan.FromDays(1), Furthest = TimeSpan.FromDays(35);

    /// <summary>Whose it is.</summary>
    public long MemberId { get; init; }
    /// <summary>How often the letter comes.</summary>
    public Rhythm Rhythm { get; init; } = Rhythm.Weekly;
    /// <summary>At which full hour in Bangkok.</summary>
    public int Hour { get; private set; } = 7;
    /// <summary>On which day, as <see cref="Hours.Day"/> says.</summary>
    public int Day { get; private set; } = 1;
    /// <summary>Whether it comes.</summary>
    public bool Comes { get; private set; }
    /// <summary>Since when it comes at these hours, or came last (UTC).</summary>
    public DateTimeOffset Since { get; private set; }
    /// <summary>128 random bits as hexadecimal digits. It stays the same, so that every letter ever sent can be left.</summary>
    public string Token { get; private set; } = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
    /// <summary>When it ended (UTC); null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>Up to where it looked (UTC), letter or not; null before the first.</summary>
    public DateTimeOffset? LookedUntil { get; private set; }

    /// <summary>When it comes.</summary>
    public Hours Hours => new(Rhythm, Hour, Day);

    /// <summary>Lets the letter come. Nothing changes when it comes already.</summary>
    public void Begin(DateTimeOffset now)
    {
        if (!Comes)
            (Comes, Since, EndedAt, LookedUntil) = (true, now, null, null);
    }

    /// <summary>Ends it. Nothing changes when it has ended.</summary>
    public void End(DateTimeOffset now)
    {
        if (Comes)
            (Comes, EndedAt) = (false, now);
    }

    /// <summary>Lets it come at other hours, from now on.</summary>
    public void ComeAt(Hours hours, DateTimeOffset now)
    {
        if (hours != Hours)
            (Hour, Day, Since) = (hours.Hour, hours.Day, now);
    }

    /// <summary>From when on this issue looks (UTC): its own time, and what lies before it unlooked at (the site slept), at most five weeks in all.
    /// A day more, for what was saved just before the last closing and seen by nobody until after it; what was told is not told again. Before a meeting, all that was not told.</summary>
    public DateTimeOffset LooksFrom(Issue issue)
    {
        var (open, furthest) = (LookedUntil - Overlap ?? Since, issue.Until - Furthest);
        return issue.Rhythm == Rhythm.BeforeMeeting ? furthest : open > issue.From ? issue.From : open < furthest ? furthest : open;
    }

    /// <summary>The address where the holder of a letter leaves.</summary>
    public string LeaveAt(Site site) => $"{site.Address}/unsubscribe?token={Token}";

    /// <summary>The address where the holder of a letter chooses, without signing in.</summary>
    public string ChooseAt(Site site) => $"{site.Address}/letters/choose?token={Token}";

    /// <summary>The address where an issue is read on the web: what it told, and before it was written, what it would tell now.</summary>
    public string ReadAt(Issue issue) => ReadAt(Token, issue.Run);

    internal static string ReadAt(string token, string run) => $"/letters/read?token={token}&of={run}";

    /// <summary>The subscription that a letter's link speaks of.</summary>
    /// <exception cref="Refused">403: no letter has this token.</exception>
    public static async Task<Subscription> Holding(CommonsDb db, string? token, CancellationToken stop = default) =>
        (token?.Length == TokenLength ? await db.Subscriptions.SingleOrDefaultAsync(s => s.Token == token, stop) : null)
        ?? throw new Refused(403, "ลิงก์นี้ไม่ใช่ของจดหมายฉบับใด อาจคัดลอกมาไม่ครบ โปรดกดลิงก์ในจดหมายอีกครั้ง หรือเข้าสู่ระบบแล้วเปลี่ยนที่หน้าจดหมายถึงท่าน");
}
