using System.Security.Cryptography;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A member who is told of a meeting by letter: who was invited, and who held a seat or hosted it when it was changed. What they were told last is a sequence of the meeting;
/// while it is behind, <see cref="MeetingNews"/> owes them a letter.</summary>
public sealed class MeetingGuest : IQuiet
{
    const int TokenLength = 32;

    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>Who.</summary>
    public long MemberId { get; init; }
    /// <summary>That member; loaded on demand.</summary>
    public Member Member { get; private init; } = null!;
    /// <summary>128 random bits as hexadecimal digits, in the links of their letters about this meeting.</summary>
    public string Token { get; private init; } = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
    /// <summary>Since when they are told (UTC).</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>The sequence of the meeting that they were told last; null while they were told nothing.</summary>
    public int? Told { get; private set; }
    /// <summary>What they knew before that; null when it was the first.</summary>
    public int? ToldBefore { get; private set; }
    /// <summary>When the last letter was written (UTC); null when none could reach them.</summary>
    public DateTimeOffset? WrittenAt { get; private set; }
    /// <summary>The sequence of which they said that they know (รับทราบ).</summary>
    public int? Seen { get; private set; }
    /// <summary>The sequence of which they were reminded.</summary>
    public int? Reminded { get; private set; }

    /// <summary>Whether they knew the meeting otherwise than it is now: then it matters that they say they know.</summary>
    public bool WasChangedFor(Meeting meeting) => Told < meeting.Sequence || ToldBefore is not null;

    /// <summary>Whether they said that they know how it is now.</summary>
    public bool Knows(Meeting meeting) => Seen == meeting.Sequence;

    /// <summary>They say that they know; twice is once.</summary>
    public void See(Meeting meeting) => Seen = meeting.Sequence;

    /// <summary>They are reminded once of a change that they were written to about; false when that was done, or there is nothing to remind of.</summary>
    public bool Remind(Meeting meeting)
    {
        if (!WasChangedFor(meeting) || Knows(meeting) || Told != meeting.Sequence || WrittenAt is null || Reminded == meeting.Sequence)
            return false;
        Reminded = meeting.Sequence;
        return true;
    }

    // At: when the letter was written; null when none could reach them
    internal void Tell(Meeting meeting, int? knew, DateTimeOffset? at) => (ToldBefore, Told, WrittenAt) = (knew, meeting.Sequence, at);

    // It is again as they know it; or it was called off before they heard of it, and then they know nothing still
    internal void KnowsAlready(Meeting meeting, int? knew) => (ToldBefore, Told) = (null, knew is null ? null : meeting.Sequence);

    /// <summary>Who of the circle, and the host, has an address and was not told yet nor holds a seat: those an invitation goes to.</summary>
    /// <param name="meeting">With its host.</param>
    public static async Task<List<Member>> NotInvited(CommonsDb db, Meeting meeting, DateTimeOffset now, CancellationToken stop)
    {
        var (number, circle, host, today) = (meeting.Number, meeting.CircleId, meeting.Host?.MemberId, ThaiDate.Day(now));
        var (roles, guests, seats) = (db.RolesHeld, db.MeetingGuests, db.Attendees);
        var found = await db.Members.AsNoTracking().Known().Where(m => (m.Id == host || circle != null && roles.Any(r => r.CircleId == circle && r.MemberId == m.Id && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)))
            && !guests.Any(g => g.Number == number && g.MemberId == m.Id) && !seats.Any(a => a.Number == number && a.MemberId == m.Id && a.SignedAt != null && a.LeftAt == null)).OrderBy(m => m.Id).ToListAsync(stop);
        return [.. found.Where(m => MeetingLetter.Reaches(m, now))];
    }

    /// <summary>Invites them; the letters go with the timetable. The caller saves.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="Refused">409: nobody can come to it.</exception>
    public static async Task<int> Invite(CommonsDb db, Meeting meeting, DateTimeOffset now, CancellationToken stop)
    {
        var number = meeting.Number;
        // Two who press at the same moment: the second sees whom the first invited
        await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        if (!meeting.Item.IsListed || meeting.CalledOff is not null || meeting.Day < ThaiDate.Day(now))
            throw new Refused(409, "เชิญได้เฉพาะการประชุมที่นัดแล้ว ยังไม่ถึงวัน และไม่ได้งด");
        var fresh = await NotInvited(db, meeting, now, stop);
        db.MeetingGuests.AddRange(fresh.Select(m => new MeetingGuest { Number = number, MemberId = m.Id, Since = now }));
        return fresh.Count;
    }

    /// <summary>Before it is changed: who holds a seat and who hosts it knows it as it is, and is told of the change too.</summary>
    internal static async Task Gather(CommonsDb db, Meeting meeting, long? hostBefore, DateTimeOffset now, CancellationToken stop)
    {
        // Nothing was told of a draft, and nobody waits for what is over: what an import brings is both
        if (meeting.Item.PublishedAt is null || meeting.Number == 0)
            return;
        var (number, hosts) = (meeting.Number, new[] { meeting.HostId, hostBefore });
        var people = await db.Attendees.Where(a => a.Number == number && a.MemberId != null && a.SignedAt != null && a.LeftAt == null).Select(a => a.MemberId!.Value)
            .Union(db.CircleHosts.Where(h => hosts.Contains(h.Id) && h.MemberId != null).Select(h => h.MemberId!.Value)).ToListAsync(stop);
        // The letter that opened the talk told the circle of the day too
        if (meeting is { TalkToldAt: not null, CircleId: { } circle })
        {
            var today = ThaiDate.Day(now);
            people = [.. people.Union(await db.RolesHeld.Where(r => r.CircleId == circle && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.MemberId).ToListAsync(stop))];
        }
        var known = await db.MeetingGuests.Where(g => g.Number == number).Select(g => g.MemberId).ToListAsync(stop);
        db.MeetingGuests.AddRange(people.Except(known).Order().Select(id => new MeetingGuest { Number = number, MemberId = id, Since = now, Told = meeting.Sequence }));
    }

    /// <summary>The guest whose letters have this secret.</summary>
    /// <exception cref="Refused">403: no letter about this meeting has it.</exception>
    public static async Task<MeetingGuest> Holding(CommonsDb db, long number, string? token, CancellationToken stop) =>
        (token?.Length == TokenLength && token.All(char.IsAsciiHexDigit) ? await db.MeetingGuests.SingleOrDefaultAsync(g => g.Number == number && g.Token == token, stop) : null)
        ?? throw new Refused(403, "ลิงก์นี้ไม่ใช่ของจดหมายฉบับใด อาจคัดลอกมาไม่ครบ โปรดกดลิงก์ในจดหมายอีกครั้ง หรือเข้าสู่ระบบแล้วกดรับทราบที่หน้านัดประชุม");
}
