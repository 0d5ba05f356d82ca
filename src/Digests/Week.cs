using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>The week that a digest tells of: from Monday 07:00 to Monday 07:00 in Asia/Bangkok.</summary>
/// <param name="Monday">The day on which it ends and the digest goes out.</param>
public readonly record struct Week(DateOnly Monday)
{
    static readonly Every Slots = Every.MondayAt(7);

    /// <summary>The week whose digest is due at this time: the one that ended last.</summary>
    public static Week Due(DateTimeOffset at) => new(ThaiDate.Day(Slots.LatestTurn(at)));

    /// <summary>Its end, not part of it (UTC).</summary>
    public DateTimeOffset Until => ThaiDate.Instant(Monday, new(7, 0));

    /// <summary>Its beginning (UTC).</summary>
    public DateTimeOffset From => Until.AddDays(-7);

    /// <summary>The week after.</summary>
    public Week Next => new(Monday.AddDays(7));

    /// <summary>What tells its letters from those of other weeks: <c>2026-11-23</c>.</summary>
    public string Run => Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Its days: <c>16–22 พ.ย. 2569</c>, <c>28 ธ.ค. 2569–3 ม.ค. 2570</c>; in English <c>16–22 Nov 2026</c>.</summary>
    public string Days(bool english = false)
    {
        var (first, last) = (Monday.AddDays(-7), Monday.AddDays(-1));
        var kept = first.Year != last.Year ? 3 : first.Month != last.Month ? 2 : 1;
        return string.Join(' ', ThaiDate.Short(first, english).Split(' ').Take(kept)) + "–" + ThaiDate.Short(last, english);
    }
}
