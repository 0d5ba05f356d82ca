using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>How well we know each other: counted from deeds each time it is asked, kept nowhere, shown to nobody but the person.</summary>
/// <param name="Level">How well.</param>
/// <param name="Until">Until when somebody reads first (UTC); null unless <see cref="TrustLevel.Watched"/>.</param>
public sealed record Trust(TrustLevel Level, DateTimeOffset? Until = null)
{
    /// <summary>After so many days here, with so many things that stood, a member is <see cref="TrustLevel.Known"/>.</summary>
    public const int DaysHere = 7, ThingsStood = 3;

    /// <summary>For so long after something of theirs was taken away, somebody reads first.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromDays(30);

    /// <summary>Somebody without an account.</summary>
    public static readonly Trust Guest = new(TrustLevel.Guest);

    /// <summary>How well a member is known now. Who was given a role, or a hand in a blog, is known by who gave it, and answers to them.</summary>
    public static async Task<Trust> Of(CommonsDb db, long member, DateTimeOffset now, CancellationToken stop = default)
    {
        var (today, since, settled) = (ThaiDate.Day(now), now - Watch, now.AddDays(-1));
        var roles = await db.RolesHeld.CountAsync(r => r.MemberId == member && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today), stop);
        if (roles > 0 || await db.Blogs.AnyAsync(b => b.PersonId != member && b.PracticeId == null && b.Writers.Any(w => w.MemberId == member), stop))
            return new(TrustLevel.Known);
        var taken = new[]
        {
            await db.Items.Where(i => i.AuthorId == member && i.HeldFor.Length == 0 && i.HiddenAt > since).MaxAsync(i => i.HiddenAt, stop),
            await db.Comments.Where(c => c.MemberId == member && c.State == CommentState.Removed && c.TakenAt > since).MaxAsync(c => c.TakenAt, stop),
        }.Max();
        if (taken is { } last)
            return new(TrustLevel.Watched, last + Watch);
        if (await db.Members.AnyAsync(m => m.Id == member && m.JoinedAt > now.AddDays(-DaysHere), stop))
            return new(TrustLevel.Newcomer);
        var stood = await db.Items.CountAsync(i => i.AuthorId == member && i.State == ItemState.Published && i.HiddenAt == null && i.Audience != Audience.Practice && i.PublishedAt <= settled, stop)
            + await db.Comments.CountAsync(c => c.MemberId == member && c.State == CommentState.Shown && c.At <= settled && c.Item.AuthorId != member && c.Item.Audience != Audience.Practice, stop);
        return new(stood >= ThingsStood ? TrustLevel.Known : TrustLevel.Newcomer);
    }
}

/// <summary>How well we know each other.</summary>
public enum TrustLevel
{
    /// <summary>ผู้มาเยือน: no account.</summary>
    Guest,
    /// <summary>เพิ่งมาถึง.</summary>
    Newcomer,
    /// <summary>คุ้นเคยกันแล้ว.</summary>
    Known,
    /// <summary>มีคนอ่านก่อน: something of theirs was taken away lately.</summary>
    Watched,
}

/// <summary>What the levels are called, and what they mean.</summary>
public static class TrustNames
{
    extension(TrustLevel level)
    {
        /// <summary>The level in Thai; the key of the string localizer.</summary>
        public string Thai => level switch
        {
            TrustLevel.Guest => "ผู้มาเยือน",
            TrustLevel.Newcomer => "เพิ่งมาถึง",
            TrustLevel.Known => "คุ้นเคยกันแล้ว",
            _ => "มีคนอ่านก่อน",
        };

        /// <summary>What happens to what one writes, and what changes that; the key of the string localizer.</summary>
        public string Meaning => level switch
        {
            TrustLevel.Guest => "ความเห็นแรกของผู้มาเยือนมีคนอ่านก่อน เมื่อให้ขึ้นแล้ว ครั้งต่อไปจะขึ้นทันที",
            TrustLevel.Newcomer => "สิ่งที่ท่านเขียนขึ้นทันที เว้นแต่มีลิงก์ไปเว็บอื่นมาก มีคำที่มักอยู่ในโฆษณา หรือส่งติดกันมาก ซึ่งจะมีคนอ่านก่อน เมื่ออยู่ด้วยกันครบ 7 วัน และมีเรื่องหรือความเห็นที่ขึ้นแล้ว 3 อย่าง จะขึ้นทันทีทั้งหมด",
            TrustLevel.Known => "สิ่งที่ท่านเขียนขึ้นทันทีทั้งหมด",
            _ => "เรื่องหรือความเห็นของท่านถูกซ่อนเมื่อไม่นานนี้ ช่วงนี้สิ่งที่ท่านเขียนจะมีคนอ่านก่อน เมื่อครบ 30 วัน หรือเมื่อทบทวนแล้วเปิดให้อ่านอีก จะกลับมาขึ้นทันที",
        };
    }
}
