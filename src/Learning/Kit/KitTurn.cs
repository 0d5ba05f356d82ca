using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A turn of the timetable in the morning: of each meeting that is seven days away or nearer, what nobody has taken on yet, in one letter; once for each day that the meeting is on.</summary>
public static class KitTurn
{
    /// <summary>How many days before.</summary>
    public const int Before = 7;

    /// <summary>Writes the letters; returns how many.</summary>
    public static async Task<int> Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var (today, listed, put) = (ThaiDate.Day(now), db.Items.Listed(), 0);
        var (last, reminders) = (today.AddDays(Before), db.Set<KitReminder>());
        foreach (var meeting in await db.Meetings.AsNoTracking().Include(m => m.Item).Include(m => m.Host).Where(m => m.CalledOff == null && m.Day >= today && m.Day <= last && listed.Any(i => i.Number == m.Number)
            && !reminders.Any(r => r.Number == m.Number && r.Day == m.Day)).OrderBy(m => m.Number).ToListAsync(stop))
            put += await Remind(things, db, meeting, now, stop);
        return put;
    }

    static async Task<int> Remind(IServiceProvider things, CommonsDb db, Meeting meeting, DateTimeOffset now, CancellationToken stop)
    {
        var open = (await KitItem.Of(db, meeting.Number, stop)).FindAll(i => i.IsOpen(meeting));
        var people = open.Count == 0 ? [] : await To(db, meeting, now, stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Another turn at the same moment waits at this row, and then finds it there
        if (people.Count == 0 || await db.Database.ExecuteSqlAsync($"insert into learning.kit_reminder (number, day, at) values ({meeting.Number}, {meeting.Day}, {now}) on conflict do nothing", stop) == 0)
            return 0;
        var (words, site, outbox) = (things.GetRequiredService<Words>(), things.GetRequiredService<Site>(), things.GetRequiredService<Outbox>());
        var circle = meeting.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
        foreach (var member in people)
        {
            var w = words.In(member.Language);
            await new MeetingLetter(member, words, site).About(meeting.Number, circle).Say(w["การประชุมนี้ใกล้ถึงแล้ว"]).Strong("", meeting.Item.Title).Say(MeetingTidings.When(meeting.Day, meeting.Starts, meeting.Ends, meeting.Item.PlaceName, w))
                .Say(w["ที่เจ้าภาพเตรียม ยังไม่มีใครรับ:"]).List(open.Select(i => w[i.Part.Thai])).Link(w["ใส่ชื่อคนที่รับ"], string.Create(CultureInfo.InvariantCulture, $"/meet/{meeting.Number}/kit"))
                .Put(outbox, "kit", string.Create(CultureInfo.InvariantCulture, $"{meeting.Number}-{meeting.Day:yyyyMMdd}"), w["ที่เจ้าภาพเตรียม ยังขาด {0} อย่าง: {1}", open.Count, meeting.Item.Title], w["ได้จดหมายนี้เพราะท่านเป็นเจ้าภาพหรือดูแลวง เตือนครั้งเดียว"]);
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return people.Count;
    }

    // The host; where no letter reaches them, those who lead the circle; else who called the meeting
    static async Task<List<Member>> To(CommonsDb db, Meeting meeting, DateTimeOffset now, CancellationToken stop)
    {
        var (today, circle) = (ThaiDate.Day(now), meeting.CircleId);
        var leads = circle is null ? [] : await db.RolesHeld.Where(r => r.CircleId == circle && r.Role == Role.Facilitator && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.MemberId).Distinct().ToListAsync(stop);
        foreach (var ids in new List<long>[] { meeting.Host?.MemberId is { } host ? [host] : [], leads, [meeting.Item.AuthorId] })
        {
            var found = await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(stop);
            var reached = new List<Member>();
            foreach (var member in found.Where(m => MeetingLetter.Reaches(m, now)))
                if (await db.IsSeenBy(member.Id, meeting.Number, today, stop))
                    reached.Add(member);
            if (reached.Count > 0)
                return reached;
        }
        return [];
    }
}
