using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Somebody who said that they will come to a meeting, or who came.</summary>
public sealed partial class Attendee
{
    /// <summary>At most so many at one meeting; the longest name, sector or office in UTF-16 units.</summary>
    public const int Most = 3000, Longest = 120;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>Their name as given.</summary>
    public string Name { get; private set; } = "";
    /// <summary>From which sector; may be empty.</summary>
    public string Sector { get; private set; } = "";
    /// <summary>From which office, village or group; may be empty.</summary>
    public string Office { get; private set; } = "";
    /// <summary>Who they are on the site, where they were signed in.</summary>
    public long? MemberId { get; private set; }
    /// <summary>How they came on the list first.</summary>
    public AttendeeWay Way { get; init; }
    /// <summary>When they said that they will come (UTC); null for who came without saying so.</summary>
    public DateTimeOffset? SignedAt { get; private set; }
    /// <summary>When they came (UTC); null while nobody saw them.</summary>
    public DateTimeOffset? CameAt { get; private set; }
    /// <summary>When they said that they will not come after all (UTC); their seat is free, also when they came in the end.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Whether they hold a seat.</summary>
    public bool IsComing => SignedAt is not null && LeftAt is null;

    /// <summary>Somebody says that they will come. The row of the meeting is held until the end, so two who want the last seat come one after the other; the caller saves.</summary>
    /// <returns>They, with a seat; who had one already has it still.</returns>
    /// <exception cref="Refused">409: all seats are taken; 422: no name, or one too long.</exception>
    public static async Task<Attendee> Sign(CommonsDb db, Meeting meeting, long? member, string? name, string? sector, string? office, AttendeeWay way, DateTimeOffset now, CancellationToken stop)
    {
        var number = meeting.Number;
        await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        // It may have been called off while this waited, or have fewer seats
        var (seats, off) = await db.Meetings.Where(m => m.Number == number).Select(m => new ValueTuple<int?, string?>(m.Seats, m.CalledOff)).SingleAsync(stop);
        if (off is not null)
            throw new Refused(409, "งดประชุมครั้งนี้");
        var known = member is null ? null : await db.Attendees.SingleOrDefaultAsync(a => a.Number == number && a.MemberId == member, stop);
        if (known is { IsComing: true })
            return known;
        var taken = await db.Attendees.CountAsync(a => a.Number == number && a.SignedAt != null && a.LeftAt == null, stop);
        if (taken >= (seats ?? Most))
            throw new Refused(409, "ที่นั่งเต็มแล้ว ถ้ามีคนสละที่ ลองอีกครั้งได้ หรือบอกคนจัดงานไว้");
        var attendee = known ?? new Attendee { Number = number, MemberId = member, Way = way };
        attendee.Call(name, sector, office);
        (attendee.SignedAt, attendee.LeftAt) = (now, null);
        if (known is null)
            db.Add(attendee);
        return attendee;
    }

    /// <summary>Somebody came; twice is once, and the first time counts.</summary>
    public void Come(DateTimeOffset at) => CameAt = CameAt < at ? CameAt : at;

    /// <summary>They were ticked by mistake.</summary>
    public void DidNotCome() => CameAt = null;

    /// <summary>They will not come after all.</summary>
    public void Leave(DateTimeOffset now) => LeftAt ??= now;

    /// <summary>Somebody who came without saying so before. The caller adds and saves.</summary>
    /// <exception cref="Refused">422: no name, or one too long.</exception>
    public static Attendee WalkIn(long number, long? member, string? name, string? sector, string? office, AttendeeWay way, DateTimeOffset now)
    {
        var attendee = new Attendee { Number = number, MemberId = member, Way = way };
        attendee.Call(name, sector, office);
        attendee.Come(now);
        return attendee;
    }

    void Call(string? name, string? sector, string? office)
    {
        (Name, Sector, Office) = (ThaiText.OneLine(name), ThaiText.OneLine(sector), ThaiText.OneLine(office));
        if (Name.Length is 0 or > Longest || Sector.Length > Longest || Office.Length > Longest)
            throw new Refused(422, "บอกชื่อด้วย ช่องละไม่เกิน 120 ตัวอักษร", "Name");
    }
}

/// <summary>How somebody came on the list of a meeting.</summary>
public enum AttendeeWay
{
    /// <summary>By themselves, on the site.</summary>
    Site,
    /// <summary>Written down by who holds the meeting: from the phone, from paper, from a table.</summary>
    Keeper,
    /// <summary>At the desk at the door (<see cref="DoorRecord"/>).</summary>
    Door,
    /// <summary>By themselves on the day, by the code on the door (<see cref="DoorCode"/>).</summary>
    Code,
}
