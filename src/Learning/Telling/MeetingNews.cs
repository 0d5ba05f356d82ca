using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A turn of the timetable over who is told of meetings: whoever was told less than what is so now gets a letter of what is so now. Two changes before it are one letter,
/// and a letter of before that has not gone yet is taken back: nobody reads an older day after a newer one.</summary>
public static class MeetingNews
{
    /// <summary>What sort of letter it is, in the outbox.</summary>
    public const string Kind = "meeting";

    const int BatchSize = 50;

    /// <summary>Writes the letters that are owed; returns how many.</summary>
    public static async Task<int> Put(IServiceProvider things, CancellationToken stop)
    {
        var put = 0;
        while (await Batch(things, stop) is { } written)
            put += written;
        return put;
    }

    static async Task<int?> Batch(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var today = ThaiDate.Day(now);
        // Held until their letters are in the outbox: another turn at the same moment writes to the others
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var owed = await db.MeetingGuests.FromSql($"""
            select g.* from learning.meeting_guest g join learning.meeting m on m.number = g.number join content.item i on i.number = g.number
            where (g.told is null and m.called_off is null or g.told < m.sequence) and m.day >= {today} and i.state = 'Published' and i.hidden_at is null
            order by g.number, g.member_id limit {BatchSize} for update of g skip locked
            """).AsTracking().ToListAsync(stop);
        if (owed.Count == 0)
            return null;
        var put = 0;
        foreach (var guests in owed.GroupBy(g => g.Number))
        {
            var meeting = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Item).Include(m => m.Host).Include(m => m.Points).Include(m => m.Moves.OrderBy(v => v.Id)).SingleAsync(m => m.Number == guests.Key, stop);
            var circle = meeting.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
            foreach (var guest in guests)
                put += await Tell(things, db, meeting, circle, guest, now, stop) ? 1 : 0;
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        db.ChangeTracker.Clear();
        return put;
    }

    static async Task<bool> Tell(IServiceProvider things, CommonsDb db, Meeting meeting, Circle? circle, MeetingGuest guest, DateTimeOffset now, CancellationToken stop)
    {
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == guest.MemberId, stop);
        var outbox = things.GetRequiredService<Outbox>();
        var (runs, knew) = (string.Create(CultureInfo.InvariantCulture, $"{meeting.Number}-"), guest.Told);
        // Also from whom it no longer concerns: an old day would be the last that they read
        if (member.Email is { } address)
        {
            await outbox.TakeBack(Kind, "again-" + runs, address);
            await outbox.TakeBack(TalkTurn.Kind, runs, address);
            knew = await outbox.TakeBack(Kind, runs, address) ? guest.ToldBefore : guest.Told;
        }
        if (!MeetingLetter.Reaches(member, now) || !await Concerns(db, meeting, member.Id, now, stop))
        {
            guest.Tell(meeting, knew, null);
            return false;
        }
        var tidings = new MeetingTidings(meeting, circle, things.GetRequiredService<Site>(), things.GetRequiredService<Words>());
        if (!tidings.Says(knew))
        {
            guest.KnowsAlready(meeting, knew);
            return false;
        }
        guest.Tell(meeting, knew, now);
        return await tidings.Put(outbox, member, guest.Token, knew, again: false);
    }

    // Who left the circle, gave the seat back or no longer hosts is not written to, nor who may not see the meeting any more
    static async Task<bool> Concerns(CommonsDb db, Meeting meeting, long id, DateTimeOffset now, CancellationToken stop)
    {
        var (number, viewer) = (meeting.Number, await Viewer.Of(db, id, ThaiDate.Day(now), stop));
        return await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == number, stop)
            && (meeting.Host?.MemberId == id || meeting.CircleId is { } circle && viewer.Circles.Contains(circle) || await db.Attendees.AnyAsync(a => a.Number == number && a.MemberId == id && a.SignedAt != null && a.LeftAt == null, stop));
    }
}
