using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A turn of the timetable in the morning: tells who took a step and did not close it that its day is over. Nobody else is told, once a step, at most one letter a day.</summary>
public static class StepTurn
{
    // What was due longer ago is of old, brought in from elsewhere: nobody is written to about it
    const int Latest = 30;

    /// <summary>Writes the letters; returns how many.</summary>
    public static async Task<int> Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var (today, put) = (ThaiDate.Day(now), 0);
        var since = today.AddDays(-Latest);
        foreach (var owner in await db.NextSteps.Where(s => s.State == StepState.Open && s.ToldAt == null && s.OwnerId != null && s.DueOn < today && s.DueOn >= since).Select(s => s.OwnerId!.Value).Distinct().OrderBy(id => id).ToListAsync(stop))
            put += await Tell(things, db, owner, since, today, now, stop) ? 1 : 0;
        return put;
    }

    static async Task<bool> Tell(IServiceProvider things, CommonsDb db, long owner, DateOnly since, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == owner, stop);
        if (!MeetingLetter.Reaches(member, now))
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Another turn at the same moment waits at these rows, and then sees that they are told
        var late = await db.NextSteps.FromSql($"select * from learning.next_step where owner_id = {owner} and state = 'Open' and told_at is null and due_on < {today} and due_on >= {since} order by id for update").AsTracking().ToListAsync(stop);
        var seen = db.Items.VisibleTo(await Viewer.Of(db, owner, today, stop)).Listed();
        var circles = db.Circles;
        var numbers = late.Select(s => s.Number).Distinct().ToArray();
        var meetings = await (from meeting in db.Meetings
                              where numbers.Contains(meeting.Number) && seen.Any(i => i.Number == meeting.Number)
                              select new { meeting.Number, meeting.Item.Title, meeting.Day, Circle = circles.Where(c => c.Id == meeting.CircleId).Select(c => c.Address).SingleOrDefault() }).ToDictionaryAsync(m => m.Number, stop);
        late.RemoveAll(s => !meetings.ContainsKey(s.Number));
        if (late.Count == 0)
            return false;
        var (words, site) = (things.GetRequiredService<Words>(), things.GetRequiredService<Site>());
        var w = words.In(member.Language);
        var letter = new MeetingLetter(member, words, site).Say(w["ที่ท่านรับไว้ในวง เลยวันที่บอกกันไว้แล้ว"]);
        foreach (var step in late.OrderBy(s => s.DueOn).ThenBy(s => s.Id))
        {
            var meeting = meetings[step.Number];
            letter.Strong("", step.Text).Say(w["ตกลงกันใน {0} {1} ภายใน {2}", meeting.Title, ThaiDate.Short(meeting.Day, w.English), ThaiDate.Short(step.DueOn!.Value, w.English)]);
            if (meeting.Circle is { } circle)
                letter.Link(w["บอกว่าเสร็จแล้ว ไม่ทำแล้ว หรือขอเวลาอีก"], string.Create(CultureInfo.InvariantCulture, $"/c/{circle}/steps#s{step.Id}"));
            else
                letter.Link(w["ดูว่าตกลงกันไว้อย่างไร แล้วบอกคนจัดงาน"], string.Create(CultureInfo.InvariantCulture, $"/n/{step.Number}#s{step.Id}"));
            step.ToldAt = now;
        }
        // Of today there is one already: what is late since is told tomorrow
        if (!await letter.Put(things.GetRequiredService<Outbox>(), "late-step", string.Create(CultureInfo.InvariantCulture, $"{owner}-{today:yyyyMMdd}"), w["ที่ท่านรับไว้ เลยวันแล้ว {0} เรื่อง", late.Count], w["บอกท่านคนเดียว เรื่องละครั้งเดียว"]))
        {
            db.ChangeTracker.Clear();
            return false;
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
