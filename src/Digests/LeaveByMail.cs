using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>Leaving by a letter, for mail programs that know only that way (RFC 2369): whatever stands in it, the address is the right to do so, and ends one rhythm. The way back is in every letter that came before.</summary>
static class LeaveByMail
{
    /// <summary>What its addresses are for; their numbers are a member and a <see cref="Rhythm"/>.</summary>
    public const string Purpose = "u";

    /// <summary>What <see cref="Receiver"/> asks.</summary>
    public static async Task<Dealt> Take(IServiceProvider things, MailedText letter, long[] numbers, CancellationToken stop)
    {
        if (numbers is not [var member, var rhythm])
            return Dealt.Nothing;
        var (db, of) = (things.GetRequiredService<CommonsDb>(), (Rhythm)rhythm);
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.MemberId == member && s.Rhythm == of, stop) is not { } subscription)
            return Dealt.Nothing;
        subscription.End(things.GetRequiredService<TimeProvider>().GetUtcNow());
        return new("เลิกรับแล้ว", of.ToString());
    }
}

/// <summary>An answer to a letter that tells of several things: nobody can know which is meant, so it goes back to its writer with the way to say it.</summary>
static class ManyThings
{
    /// <summary>What its addresses are for; their number is a member.</summary>
    public const string Purpose = "m";

    /// <summary>What <see cref="Receiver"/> asks.</summary>
    public static async Task<Dealt> Take(IServiceProvider things, MailedText letter, long[] numbers, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        if (letter.IsMachines || numbers is not [var id] || await MailedComment.Member(db, id, now, stop) is not { } member)
            return Dealt.Nothing;
        return await MailedComment.Back(things, member, letter, "จดหมายที่ท่านตอบมีหลายเรื่อง เราจึงไม่รู้ว่าท่านตอบเรื่องไหน กด “ตอบทางอีเมล” ใต้เรื่องนั้นในจดหมาย แล้ววางข้อความนี้", "/", stop);
    }
}
