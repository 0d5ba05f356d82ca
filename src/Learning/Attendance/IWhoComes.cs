using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A page on which somebody says who they are, before a meeting or at its door; its form has <c>_WhoComes</c>.</summary>
public interface IWhoComes
{
    /// <summary>The name.</summary>
    string? Name { get; }
    /// <summary>From which sector.</summary>
    string? Sector { get; }
    /// <summary>From which office, village or group.</summary>
    string? Office { get; }
    /// <summary>Sectors to choose from.</summary>
    IReadOnlyList<string> Sectors { get; }

    /// <summary>The usual sectors, and those that keepers wrote down at this meeting: everybody sees them, so none that only somebody without an account typed.</summary>
    public static async Task<IReadOnlyList<string>> SectorsOf(CommonsDb db, long number, CancellationToken stop)
    {
        var written = await db.Attendees.Where(a => a.Number == number && a.Sector != "" && (a.Way == AttendeeWay.Keeper || a.Way == AttendeeWay.Door)).Select(a => a.Sector).Distinct().OrderBy(s => s).Take(20).ToListAsync(stop);
        return [.. AttendanceTables.Sectors.Union(written)];
    }
}
