using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Content;

/// <summary>An answer by mail, through the one door of comments. Each member has an address of their own for each item, and it counts only from the member's confirmed address: a letter that was sent on to somebody lets nobody speak for its reader.
/// What cannot be taken goes back to the member with all that they wrote, and why; machines are not answered.</summary>
public static class MailedComment
{
    /// <summary>What its addresses are for; their numbers are a member and an item.</summary>
    public const string Purpose = "r";

    /// <summary>The most letters that go back to one member in a day.</summary>
    public const int MostBack = 10;

    const string Kind = "not-taken";
    static readonly TimeSpan Again = TimeSpan.FromDays(7);

    /// <summary>What <see cref="Receiver"/> asks.</summary>
    public static async Task<Dealt> Take(IServiceProvider things, MailedText letter, long[] numbers, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        if (letter.IsMachines || numbers is not [var id, var number] || await Member(db, id, now, stop) is not { } member)
            return Dealt.Nothing;
        var (text, viewer) = (letter.Text, await Viewer.Of(db, id, ThaiDate.Day(now), stop));
        if (!string.Equals(letter.From, member.Email, StringComparison.OrdinalIgnoreCase))
            return await Back(things, member, letter, "คำตอบทางอีเมลรับจากที่อยู่ที่ท่านยืนยันไว้เท่านั้น คำตอบนี้มาจากที่อยู่อื่น", $"/n/{number}", stop);
        if (await db.Items.VisibleTo(viewer).Include(i => i.Author).SingleOrDefaultAsync(i => i.Number == number && i.State == ItemState.Published && i.HiddenAt == null, stop) is not { } item)
            return await Back(things, member, letter, "เรื่องที่ท่านตอบไม่อยู่ให้อ่านแล้ว", "/", stop);
        var since = now - Again;
        if (await db.Comments.AnyAsync(c => c.Number == number && c.MemberId == id && c.At > since && c.Text == ThaiText.Normalise(text).Trim(), stop))
            return new("ข้อความเดิมซ้ำ");
        try
        {
            var comment = await new NewComment { Text = text, Paces = things.GetRequiredService<Paces>() }.WriteOn(item, viewer, db, null, now);
            await db.SaveChangesAsync(stop);
            return comment.State == CommentState.Shown ? new("เป็นความเห็นแล้ว", string.Create(CultureInfo.InvariantCulture, $"/n/{number}#c{comment.Id}")) : await Back(things, member, letter, HoldRule.Of(comment.HeldFor).First().Thai, item.Url, stop);
        }
        catch (Refused refused)
        {
            db.ChangeTracker.Clear();
            return await Back(things, member, letter, refused.Message, item.Url, stop);
        }
    }

    /// <summary>Sends back what could not be taken, from the site and not from an address that takes answers, so that two machines never write to each other for long.</summary>
    /// <param name="things">The site's things.</param>
    /// <param name="member">Whose address the letter came to; it goes to their confirmed address, whoever wrote.</param>
    /// <param name="letter">What came.</param>
    /// <param name="says">Why, in Thai; the key of the string localizer.</param>
    /// <param name="path">Where on the site it can be said instead.</param>
    /// <param name="stop">Stops before it is written.</param>
    /// <returns>What became of it.</returns>
    public static async Task<Dealt> Back(IServiceProvider things, Member member, MailedText letter, string says, string path, CancellationToken stop)
    {
        var (db, w, day) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<Words>().In(member.Language), things.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-1));
        if (await db.Set<OutboxLetter>().CountAsync(l => l.Kind == Kind && l.Recipient == member.Email && l.ComposedAt > day, stop) >= MostBack)
            return new("ส่งกลับมากแล้ววันนี้");
        var run = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{member.Id} {letter.MessageId} {letter.Text}")))[..16];
        await things.GetRequiredService<Outbox>().Put(Kind, run, member.Email!, member.DisplayName, w["คำตอบทางอีเมลของท่าน"],
            $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w[says]}\n{things.GetRequiredService<Site>().Address}{path}\n\n{(letter.Text.Length == 0 ? w["เราไม่พบข้อความที่ท่านพิมพ์ในจดหมายนั้น"] : $"{w["ข้อความที่ท่านเขียน"]}\n\n{letter.Text}")}\n");
        await db.SaveChangesAsync(stop);
        return new("ส่งกลับไปพร้อมเหตุ");
    }

    /// <summary>The member whose answers are taken; null for who left, is shut out or has no confirmed address.</summary>
    public static Task<Member?> Member(CommonsDb db, long id, DateTimeOffset now, CancellationToken stop) =>
        db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.WithdrawnAt == null && m.EmailConfirmed && m.Email != null && !(m.LockoutEnd > now), stop);
}
