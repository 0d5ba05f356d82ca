using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A turn of the timetable in the morning: tells a circle once, so many days before its meeting, that the talk below it is open.</summary>
public static class TalkTurn
{
    /// <summary>What sort of letter it is, in the outbox.</summary>
    public const string Kind = "talk";

    /// <summary>Writes the letters; returns how many.</summary>
    public static async Task<int> Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var (today, listed, put) = (ThaiDate.Day(now), db.Items.Listed(), 0);
        foreach (var number in await db.Meetings.FromSql($"select * from learning.meeting where talk_told_at is null and circle_id is not null and called_off is null and talk_days > 0 and day > {today} and day - talk_days <= {today}")
            .Where(m => listed.Any(i => i.Number == m.Number)).Select(m => m.Number).OrderBy(n => n).ToListAsync(stop))
            put += await Tell(things, db, number, now, stop);
        return put;
    }

    static async Task<int> Tell(IServiceProvider things, CommonsDb db, long number, DateTimeOffset now, CancellationToken stop)
    {
        var (today, listed) = (ThaiDate.Day(now), db.Items.Listed());
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Another turn, and who moves it or calls it off at this moment, is waited for; then it is asked again
        if (await db.Database.ExecuteSqlAsync($"update learning.meeting set talk_told_at = {now} where number = {number} and talk_told_at is null and called_off is null and talk_days > 0 and day > {today} and day - talk_days <= {today}", stop) == 0
            || await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Item).Include(m => m.Points).Where(m => m.Number == number && listed.Any(i => i.Number == m.Number)).SingleOrDefaultAsync(stop) is not { } meeting)
            return 0;
        var circle = await db.Circles.AsNoTracking().SingleAsync(c => c.Id == meeting.CircleId, stop);
        var (words, site, outbox, put) = (things.GetRequiredService<Words>(), things.GetRequiredService<Site>(), things.GetRequiredService<Outbox>(), 0);
        foreach (var member in (await circle.Members(db, today, stop)).Select(m => m.Member).Where(m => MeetingLetter.Reaches(m, now)).OrderBy(m => m.Id))
            if (await db.IsSeenBy(member.Id, number, today, stop))
                put += await Letter(new(member, words, site), words.In(member.Language), meeting, circle, outbox) ? 1 : 0;
        // Nobody could be reached: perhaps tomorrow
        if (put == 0)
            return 0;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return put;
    }

    static Task<bool> Letter(MeetingLetter letter, Wording w, Meeting meeting, Circle circle, Outbox outbox)
    {
        letter.About(meeting.Number, circle).Say(w["{0} คุยกันก่อนประชุมได้แล้ว มีอะไรอยากให้คุยในวง เขียนไว้ก่อน", circle.Name]).Strong("", meeting.Item.Title).Say(MeetingTidings.When(meeting.Day, meeting.Starts, meeting.Ends, meeting.Item.PlaceName, w));
        foreach (var part in new[] { MeetingPart.Goal, MeetingPart.Topic })
            if (meeting.Of(part).Select(p => p.Text).ToList() is { Count: > 0 } lines)
                letter.Say(w[part.Thai]).List(lines);
        return letter.Link(w["คุยกันก่อนประชุม กดที่นี่"], string.Create(CultureInfo.InvariantCulture, $"/n/{meeting.Number}#talk"))
            .Put(outbox, Kind, string.Create(CultureInfo.InvariantCulture, $"{meeting.Number}-talk"), w["คุยกันก่อนประชุม: {0} {1}", meeting.Item.Title, ThaiDate.Short(meeting.Day, w.English)], w["ได้จดหมายนี้เพราะท่านอยู่ในวง บอกครั้งเดียวต่อการประชุม"]);
    }
}
