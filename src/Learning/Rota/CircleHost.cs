using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>One of those who take turns to host a circle: an office, a village, a person.</summary>
public sealed class CircleHost : IAudited
{
    /// <summary>At most so many in one circle's line.</summary>
    public const int Most = 200;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The circle.</summary>
    public long CircleId { get; init; }
    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";
    /// <summary>The place it belongs to, or null.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>The member who speaks for it, or null.</summary>
    public long? MemberId { get; set; }
    /// <summary>The first day in the line.</summary>
    public DateOnly JoinedOn { get; init; }
    /// <summary>The first day no longer in it; null while it is in.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>Puts names into the line, one a line; who is in it already is not put twice. The caller saves.</summary>
    /// <returns>How many are new.</returns>
    /// <exception cref="Refused">422: no name, one too long, or too many.</exception>
    public static async Task<int> Add(CommonsDb db, long circle, string? names, string? place, DateOnly from, CancellationToken stop)
    {
        var said = ThaiText.Normalise(names ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        if (said.Length == 0 || said.Any(n => n.Length > 120))
            throw new Refused(422, "เขียนชื่อเจ้าภาพบรรทัดละราย ไม่เกิน 120 ตัวอักษร", "Names");
        var known = await db.CircleHosts.Where(h => h.CircleId == circle && h.LeftOn == null).Select(h => h.Name).ToListAsync(stop);
        var fresh = said.Except(known).ToList();
        if (known.Count + fresh.Count > Most)
            throw new Refused(422, "ลำดับเจ้าภาพรับได้ 200 ราย", "Names");
        var members = await db.Set<People.Member>().Where(m => fresh.Contains(m.DisplayName)).Select(m => new { m.Id, m.DisplayName }).ToListAsync(stop);
        db.CircleHosts.AddRange(fresh.Select(name => new CircleHost { CircleId = circle, Name = name, PlaceCode = place, JoinedOn = from, MemberId = members.FindAll(m => m.DisplayName == name) is [var one] ? one.Id : null }));
        return fresh.Count;
    }

    /// <summary>Takes it out of the line from a day on; what it hosted stays.</summary>
    public void Leave(DateOnly on) => LeftOn ??= on < JoinedOn ? JoinedOn : on;

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded ? new("host.join", $"circle {CircleId}", $"host {Id}") : change.Changed(nameof(LeftOn)) ? new("host.leave", $"circle {CircleId}", $"host {Id}") : null;
}
