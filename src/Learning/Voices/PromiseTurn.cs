using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A turn of the timetable over promises: makes those that people have given since, and asks, once each, what became of those that are due.</summary>
public static class PromiseTurn
{
    // A review that was published before is of long ago, brought in from elsewhere: nobody is asked of it
    const int New = 30;

    /// <summary>Does both; returns how many were asked.</summary>
    public static async Task<int> Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        await Make(db, now, stop);
        return await Ask(things, db, now, stop);
    }

    static async Task Make(CommonsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var (today, since) = (ThaiDate.Day(now), now.AddDays(-New));
        var (promises, rounds, listed) = (db.Promises, db.VoiceRounds, db.Items.Listed());
        // Never of a voice that was not signed: there is no member to ask
        foreach (var line in await db.VoiceLines.Where(l => l.Question == AarQuestion.Next && l.LeftOut == null && l.Voice.MemberId != null && rounds.Any(r => r.Number == l.Number && r.IsClosed) && !promises.Any(p => p.VoiceLineId == l.Id))
            .OrderBy(l => l.Id).Select(l => new { l.Id, l.Number, l.Text, l.Voice.MemberId }).ToListAsync(stop))
        {
            var read = VoiceLine.Settled(AarQuestion.Next, line.Text)!;
            db.Promises.Add(new() { Number = line.Number, MemberId = line.MemberId!.Value, Text = read.Text, Due = Promise.DueOf(read.Due, today), VoiceLineId = line.Id });
        }
        await db.SaveChangesAsync(stop);
        foreach (var line in await db.Set<AarLine>().Where(l => l.Question == AarQuestion.Next && l.Who != "" && listed.Any(i => i.Number == l.Number && i.PublishedAt > since) && !promises.Any(p => p.LineId == l.Id)).OrderBy(l => l.Id).ToListAsync(stop))
            if (await db.Members.Where(m => m.DisplayName == line.Who || m.Address == line.Who).OrderBy(m => m.Id).Select(m => m.Id).Take(2).ToListAsync(stop) is [var one]
                && !await db.Promises.AnyAsync(p => p.MemberId == one && p.VoiceLine!.Point!.LineId == line.Id, stop) && await db.IsSeenBy(one, line.Number, today, stop))
                db.Promises.Add(new() { Number = line.Number, MemberId = one, Text = line.Text, Due = Promise.DueOf(line.Due, today), LineId = line.Id });
        await db.SaveChangesAsync(stop);
    }

    static async Task<int> Ask(IServiceProvider things, CommonsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var today = ThaiDate.Day(now);
        // Held until they are asked: another turn at the same moment asks the others
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var due = await db.Promises.FromSql($"select * from learning.promise where asked_at is null and answer is null and due <= {today} for update skip locked").Include(p => p.Member).OrderBy(p => p.Id).ToListAsync(stop);
        foreach (var promise in due)
        {
            var (member, site, w) = (promise.Member, things.GetRequiredService<Site>(), things.GetRequiredService<Words>().In(promise.Member.Language));
            // Who has no confirmed address is asked on their own page, as all are
            if (member is { EmailConfirmed: true, Email: not null } && Outbox.CanReach(member.Email) && await db.PromisesOf(await Viewer.Of(db, member.Id, today, stop)).AnyAsync(p => p.Id == promise.Id, stop))
                await things.GetRequiredService<Outbox>().Put("promise", promise.Id.ToString(CultureInfo.InvariantCulture), member.Email, member.DisplayName, w["ที่ว่าจะกลับไปทำ เป็นอย่างไรบ้าง"],
                    $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["หลังงานท่านบอกไว้ว่าจะกลับไปทำ"]}\n{promise.Text}\n\n{w["ทำแล้ว เปลี่ยนเป็นอย่างอื่น หรือไม่ได้ทำ บอกกันได้ที่ {0}", site.Address + "/me/promises"]}\n{w["ถามครั้งเดียว ไม่บอกก็ได้"]}\n");
            promise.AskedAt = now;
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return due.Count;
    }
}
