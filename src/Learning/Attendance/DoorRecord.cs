using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What a desk at the door wrote down: that somebody on the list came, or somebody new. It has the number that the browser gave it, so it is done once however often and by whomever it is sent.</summary>
public sealed class DoorRecord : IQuiet
{
    /// <summary>At most so many in one sending.</summary>
    public const int Batch = 200;

    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>Its number, made in the browser.</summary>
    public Guid Id { get; init; }
    /// <summary>Who came; null once it was taken back.</summary>
    public long? AttendeeId { get; set; }
    /// <summary>Who came; loaded on demand.</summary>
    public Attendee? Attendee { get; set; }
    /// <summary>When they came (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Whether they came on the list by it.</summary>
    public bool IsNew { get; init; }
    /// <summary>Whether it was taken back; for good.</summary>
    public bool IsUndone { get; private set; }

    /// <summary>Takes what was sent, each record by itself: one that is refused hinders no other. The one door of records, from desks and from files that desks saved. In the caller's transaction, which holds the meeting's row from here on; saved.</summary>
    public static async Task<DoorTaken> Take(CommonsDb db, long number, IReadOnlyList<DoorSaid> said, DateTimeOffset now, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        var records = await db.DoorRecords.Where(r => r.Number == number).ToDictionaryAsync(r => r.Id, stop);
        var people = await db.Attendees.Where(a => a.Number == number).ToDictionaryAsync(a => a.Id, stop);
        var merged = await db.AttendeeMerges.Where(m => m.Number == number).ToDictionaryAsync(m => m.FromId, m => m.IntoId, stop);
        var (taken, refused) = (new Dictionary<Guid, DoorRecord>(), new Dictionary<Guid, Refused>());
        var count = people.Count;
        foreach (var one in said)
            try
            {
                if (!records.TryGetValue(one.Id, out var record))
                    records[one.Id] = record = Write(one);
                else if (one.IsUndone && !record.IsUndone)
                    record.Undo(db, people, records.Values);
                taken[one.Id] = record;
            }
            catch (Refused why) { refused[one.Id] = why; }
        await db.SaveChangesAsync(stop);
        return new(taken.ToDictionary(t => t.Key, t => t.Value.AttendeeId), refused);

        DoorRecord Write(DoorSaid one)
        {
            // As the database keeps it, so that what was read and what was written are equal
            var at = new DateTimeOffset((one.At > now ? now : one.At).UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
            if (one.IsUndone)
                return Keep(null, isNew: false);
            if (one.Who is { } who && people.GetValueOrDefault(merged.GetValueOrDefault(who, who)) is { } known)
            {
                // What a phone or the list saw stays when this is taken back
                if (known.CameAt is { } seen && !records.Values.Any(r => !r.IsUndone && r.At == seen && (r.Attendee == known || r.AttendeeId == known.Id)))
                {
                    var before = new DoorRecord { Number = number, Id = Guid.NewGuid(), Attendee = known, At = seen };
                    db.Add(before);
                    records[before.Id] = before;
                }
                known.Come(at);
                return Keep(known, isNew: false);
            }
            // Also where the row went that a desk knew: the name is never lost
            if (count >= Attendee.Most)
                throw new Refused(409, "รายชื่อของงานนี้เต็ม 3,000 คนแล้ว");
            var fresh = Attendee.WalkIn(number, null, one.Name, one.Sector, one.Office, AttendeeWay.Door, at);
            db.Add(fresh);
            count++;
            return Keep(fresh, isNew: true);

            DoorRecord Keep(Attendee? attendee, bool isNew)
            {
                var record = new DoorRecord { Number = number, Id = one.Id, Attendee = attendee, At = at, IsNew = isNew, IsUndone = one.IsUndone };
                db.Add(record);
                return record;
            }
        }
    }

    void Undo(CommonsDb db, Dictionary<long, Attendee> people, IEnumerable<DoorRecord> all)
    {
        var who = Attendee ?? people.GetValueOrDefault(AttendeeId ?? 0);
        IsUndone = true;
        (AttendeeId, Attendee) = (null, null);
        if (who is null)
            return;
        var others = all.Where(r => !r.IsUndone && (r.Attendee == who || who.Id != 0 && r.AttendeeId == who.Id)).ToList();
        who.NotSeen(At, others.Count > 0 ? others.Min(r => r.At) : null);
        // Who was written down by mistake was never here; who signed up, or was seen by somebody else, stays
        if (IsNew && others.Count == 0 && who is { SignedAt: null, CameAt: null, MemberId: null })
        {
            db.Remove(who);
            people.Remove(who.Id);
        }
    }
}

/// <summary>A record as a desk sends it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Who">Who of the list came; null for somebody new.</param>
/// <param name="Name">Their name.</param>
/// <param name="Sector">Their sector.</param>
/// <param name="Office">Their office.</param>
/// <param name="At">When (UTC).</param>
/// <param name="IsUndone">Whether it was a mistake.</param>
public sealed record DoorSaid(Guid Id, long? Who, string? Name, string? Sector, string? Office, DateTimeOffset At, bool IsUndone);

/// <summary>What became of a sending.</summary>
/// <param name="Taken">What is kept, also from before, and of whom it is; null for what was taken back.</param>
/// <param name="Refused">What is not, and why.</param>
public sealed record DoorTaken(IReadOnlyDictionary<Guid, long?> Taken, IReadOnlyDictionary<Guid, Refused> Refused);
