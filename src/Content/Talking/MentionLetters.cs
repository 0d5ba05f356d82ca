using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Content;

/// <summary>Tells by letter who was named, those who chose it: once for each thing, at most one letter an hour, when readers see the thing and they may see it too.</summary>
public static class MentionLetters
{
    /// <summary>What came into sight longer ago is old: it stands in the list and is not written of, as what an import brings.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromDays(14);

    /// <summary>Things named in one letter; the list has all.</summary>
    public const int MostInLetter = 12;

    // Of one person in one turn; the next goes on
    const int MostAtOnce = 500;

    /// <summary>Puts the letters of now into the outbox; returns how many.</summary>
    public static async Task<int> Put(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var (since, listed) = (now - Old, db.Items.Listed());
        var untold = db.Mentions.Where(m => m.ToldAt == null && listed.Any(i => i.Number == m.Number) && (m.CommentId == null ? m.Item.ShownAt > since : m.Comment!.State == CommentState.Shown && m.Comment.ShownAt > since));
        var put = 0;
        // Person by person: what one may not see, however much it is, stands before nobody's and not before their own
        foreach (var id in await untold.Select(m => m.MemberId).Distinct().OrderBy(id => id).ToListAsync(stop))
            put += await Put(things, db, id, untold.Where(m => m.MemberId == id), now, stop) ? 1 : 0;
        return put;
    }

    static async Task<bool> Put(IServiceProvider things, CommonsDb db, long id, IQueryable<Mention> untold, DateTimeOffset now, CancellationToken stop)
    {
        var seen = db.Items.VisibleTo(await Viewer.Of(db, id, ThaiDate.Day(now), stop)).Listed();
        var told = await untold.Where(m => seen.Any(i => i.Number == m.Number)).Include(m => m.Item.Author).Include(m => m.Comment!.Member).OrderBy(m => m.Id).Take(MostAtOnce).ToListAsync(stop);
        if (told.Count == 0)
            return false;
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == id, stop);
        var wants = member is { LetterWhenNamed: true, EmailConfirmed: true, Email: not null } && Outbox.CanReach(member.Email);
        if (wants && !await Write(things, member, told, now))
            // This hour's letter is gone already: the next one tells it
            return false;
        foreach (var mention in told)
            mention.ToldAt = now;
        await db.SaveChangesAsync(stop);
        return wants;
    }

    static async Task<bool> Write(IServiceProvider things, Member member, List<Mention> told, DateTimeOffset now)
    {
        var (site, w) = (things.GetRequiredService<Site>(), things.GetRequiredService<Words>().In(member.Language));
        var lines = told.Take(MostInLetter).Select(m => $"{(m.Comment is { } comment ? w["{0} เอ่ยถึงท่านในความเห็น", comment.SaidBy] : w["{0} เอ่ยถึงท่านในเรื่อง", m.Item.Author.DisplayName])}\n{m.Item.Title}\n{site.Address}/n/{m.Number}{(m.CommentId is { } at ? string.Create(CultureInfo.InvariantCulture, $"#c{at}") : "")}\n");
        return await things.GetRequiredService<Outbox>().Put("mention", string.Create(CultureInfo.InvariantCulture, $"{member.Id}-{now:yyyyMMddHH}"), member.Email!, member.DisplayName, w["มีคนเอ่ยถึงท่านที่ลานความรู้เมืองนคร"],
            $"{w["สวัสดี {0}", member.DisplayName]}\n\n{string.Join('\n', lines)}\n{w["ดูทั้งหมดที่ {0}", site.Address + "/me/to-me"]}\n\n-- \n{w["ได้จดหมายนี้เพราะท่านเลือกให้บอกทางจดหมายเมื่อมีคนเอ่ยถึง เลิกได้ที่ {0}", site.Address + "/me/to-me"]}\n");
    }
}
