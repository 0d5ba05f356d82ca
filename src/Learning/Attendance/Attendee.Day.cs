using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

// What happens on the day: somebody says that they are here, and two rows turn out to be one person
public sealed partial class Attendee
{
    /// <summary>Whether two rows have one name, but for capitals and spaces.</summary>
    public bool IsNamed(string name) => Bare(Name) == Bare(name);

    /// <summary>What two equal names have in common.</summary>
    public string NameKey => Bare(Name);

    static string Bare(string name) => ThaiText.OneLine(name).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Somebody says that they are here. A member is known where the name is theirs: a phone that is signed in goes from hand to hand; else whoever signed up under this name, has not come yet and is the only one; else somebody new. Nobody is told which of these it was.
    /// The row of the meeting is held until the end; the caller saves.</summary>
    /// <exception cref="Refused">422: no name, or one too long; 409: the list is full.</exception>
    public static async Task<Attendee> Arrive(CommonsDb db, long number, long? member, string? name, string? sector, string? office, DateTimeOffset now, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        var people = await db.Attendees.Where(a => a.Number == number).ToListAsync(stop);
        var typed = WalkIn(number, member is { } id && await IsOf(db, id, name, stop) ? id : null, name, sector, office, AttendeeWay.Code, now);
        var named = people.FindAll(a => a.IsComing && a.CameAt is null && a.IsNamed(typed.Name));
        var own = typed.MemberId is null ? null : people.Find(a => a.MemberId == typed.MemberId);
        var known = own ?? (named.Count == 1 ? named[0] : null);
        if (known is null && people.Count >= Most)
            throw new Refused(409, "รายชื่อของงานนี้เต็ม 3,000 คนแล้ว");
        if (known is null)
            db.Add(typed);
        else if (own is not null)
            own.Take(typed);
        else
        {
            // Found by the name alone: they came, and nothing else of what was typed is taken for theirs
            known.Come(now);
            known.MemberId ??= typed.MemberId;
        }
        return known ?? typed;
    }

    /// <summary>Whether a typed name is a member's: «น้อย» is คุณน้อย and is น้อย บางจาก, and not น้อยหน่า. A phone that is signed in goes from hand to hand.</summary>
    internal static async Task<bool> IsOf(CommonsDb db, long member, string? typed, CancellationToken stop)
    {
        var (name, own) = (Untitled(typed), Untitled(await db.Members.Where(m => m.Id == member).Select(m => m.DisplayName).SingleAsync(stop)));
        return name.Length > 1 && (name == own || own.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(own, StringComparison.Ordinal));
    }

    // Without its title, and with a space at its end, so that a name begins another only where a word ends
    static string Untitled(string? name) => Title().Replace(ThaiText.OneLine(name).ToLowerInvariant(), "") + " ";

    [GeneratedRegex(@"^(?:คุณ|นางสาว|นาง|นาย|น\.ส\.|ครู|ลุง|ป้า|น้า|พี่|ยาย|ผู้ใหญ่|กำนัน)\s*")]
    private static partial Regex Title();

    /// <summary>Says that another row is the same person: what it knows more, and the earliest times, are theirs, and that row goes. What a desk wrote down of it is of this one from now on. The caller saves.</summary>
    /// <exception cref="Refused">409: two members, or two names.</exception>
    public async Task Merge(CommonsDb db, Attendee other, CancellationToken stop)
    {
        if (other.Id == Id || !IsNamed(other.Name))
            throw new Refused(409, "รวมได้เฉพาะชื่อที่เหมือนกัน");
        if (other.MemberId is not null)
            throw new Refused(409, "แถวนี้เป็นของสมาชิก รวมอีกแถวหนึ่งเข้ามาแทน");
        Take(other);
        await db.DoorRecords.Where(r => r.AttendeeId == other.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.AttendeeId, Id), stop);
        await db.AttendeeMerges.Where(m => m.IntoId == other.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.IntoId, Id), stop);
        db.Add(new AttendeeMerge { FromId = other.Id, Number = Number, IntoId = Id });
        db.Remove(other);
    }

    void Take(Attendee other)
    {
        (Sector, Office) = (Sector.Length > 0 ? Sector : other.Sector, Office.Length > 0 ? Office : other.Office);
        LeftAt = other.IsComing ? null : LeftAt;
        if (other.SignedAt is { } signed)
            SignedAt = SignedAt < signed ? SignedAt : signed;
        if (other.CameAt is { } came)
            Come(came);
    }

    /// <summary>A record at the door is taken back: they came when somebody else saw them, or not at all.</summary>
    internal void NotSeen(DateTimeOffset at, DateTimeOffset? otherwise)
    {
        if (CameAt == at)
            CameAt = otherwise;
    }
}

/// <summary>That two rows of a meeting are one person, as somebody said.</summary>
public sealed class AttendeeMerge : IQuiet
{
    /// <summary>The row that went.</summary>
    public long FromId { get; init; }
    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>The row that stayed.</summary>
    public long IntoId { get; set; }
}
