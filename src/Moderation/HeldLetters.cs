using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Moderation;

/// <summary>Tells who may decide that something waits for them: how much and where, never what. At most one letter a day to one person, in their language.</summary>
public static class HeldLetters
{
    /// <summary>Puts the letters of now into the outbox; returns how many are new.</summary>
    public static async Task<int> Put(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var waiting = await Matter.Waiting(db, db.Items, stop);
        var appeals = await db.Appeals.AsNoTracking().Where(a => a.AnswerId == null).Select(a => new { a.Ruling.Item.PlaceCode, a.Ruling.ById, a.MemberId }).ToListAsync(stop);
        if (waiting.Count + appeals.Count == 0)
            return 0;
        var (keepers, today) = (waiting.SelectMany(m => m.Keepers).Distinct().ToArray(), ThaiDate.Day(now));
        var moderators = await db.RolesHeld.Where(r => (r.Role == Role.Moderator || r.Role == Role.Administrator) && r.CircleId == null && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.MemberId).Distinct().ToListAsync(stop);
        var (site, words, outbox, put) = (things.GetRequiredService<Site>(), things.GetRequiredService<Words>(), things.GetRequiredService<Outbox>(), 0);
        foreach (var member in await db.Members.AsNoTracking().Where(m => m.Email != null && m.EmailConfirmed && (keepers.Contains(m.Id) || moderators.Contains(m.Id))).OrderBy(m => m.Id).ToListAsync(stop))
        {
            var viewer = moderators.Contains(member.Id) ? await Viewer.Of(db, member.Id, today, stop) : new(member.Id, member.DisplayName, []);
            var mine = waiting.Count(m => m.Keepers.Contains(member.Id));
            var theirs = waiting.Count(m => m.IsForModerators(now) && m.Writer != member.Id && !m.Keepers.Contains(member.Id) && viewer.Moderates(m.Item.PlaceCode)) + appeals.Count(a => a.ById != member.Id && a.MemberId != member.Id && viewer.Moderates(a.PlaceCode));
            // One address that no letter can bear must not cost the others theirs
            if (mine + theirs == 0 || !Outbox.CanReach(member.Email))
                continue;
            var w = words.In(member.Language);
            string[] lines = [.. mine == 0 ? (string[])[] : [w["รอท่านอ่านก่อน {0} อย่าง: {1}", mine, site.Address + "/me/held"]], .. theirs == 0 ? (string[])[] : [w["รอผู้ดูแล {0} อย่าง: {1}", theirs, site.Address + "/moderate"]]];
            if (await outbox.Put("held", $"{today:yyyyMMdd}-{member.Id}", member.Email!, member.DisplayName, w["มีเรื่องรอท่านดูที่ลานความรู้เมืองนคร"], $"{w["สวัสดี {0}", member.DisplayName]}\n\n{string.Join('\n', lines)}\n\n{w["จดหมายนี้มาไม่เกินวันละฉบับ"]}\n"))
                put++;
        }
        await db.SaveChangesAsync(stop);
        return put;
    }
}
