using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>One issue of a letter: what happened from the end of the one before to its own.</summary>
/// <param name="Hours">When the letters of its rhythm come.</param>
/// <param name="Until">Its end, not part of it (UTC).</param>
public readonly record struct Issue(Hours Hours, DateTimeOffset Until)
{
    /// <summary>The weekly one that comes on this Monday at seven.</summary>
    public static Issue Weekly(DateOnly monday) => Hours.Usual(Rhythm.Weekly).Due(ThaiDate.Instant(monday, new(7, 0)));

    /// <summary>How often it comes.</summary>
    public Rhythm Rhythm => Hours.Rhythm;

    /// <summary>Its beginning (UTC).</summary>
    public DateTimeOffset From => Hours.Due(Until.AddSeconds(-1)).Until;

    /// <summary>The day it comes on.</summary>
    public DateOnly Day => ThaiDate.Day(Until);

    /// <summary>The one after.</summary>
    public Issue Next => Hours.Due(Until.AddMinutes(Rhythm == Rhythm.AtOnce ? 5 : 0).AddDays(Rhythm switch { Rhythm.AtOnce => 0, Rhythm.Weekly => 7, Rhythm.Monthly => 31, _ => 1 }));

    /// <summary>What tells its letters from those of others: <c>weekly-202611230700</c>.</summary>
    public string Run => $"{Rhythm.ToString().ToLowerInvariant()}-{ThaiDate.Bangkok(Until).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}";

    /// <summary>The rhythm and the end (UTC) that <see cref="Run"/> names; null when it names none.</summary>
    public static (Rhythm Rhythm, DateTimeOffset Until)? Read(string? run) =>
        run?.Split('-') is [var name, var end] && Enum.TryParse<Rhythm>(name, ignoreCase: true, out var rhythm) && Enum.IsDefined(rhythm)
        && DateTime.TryParseExact(end, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year > 1900 ? (rhythm, ThaiDate.Instant(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at))) : null;

    /// <summary>Its days: <c>16–22 พ.ย. 2569</c>, <c>28 ธ.ค. 2569–3 ม.ค. 2570</c>; in English <c>16–22 Nov 2026</c>.</summary>
    public string Days(bool english = false)
    {
        var (first, last) = (ThaiDate.Day(From), Day.AddDays(-1));
        var kept = first.Year != last.Year ? 3 : first.Month != last.Month ? 2 : 1;
        return string.Join(' ', ThaiDate.Short(first, english).Split(' ').Take(kept)) + "–" + ThaiDate.Short(last, english);
    }

    /// <summary>What it is called.</summary>
    public string Name(Wording w) => Rhythm switch
    {
        Rhythm.AtOnce => w["เรื่องใหม่ {0}", ThaiDate.ShortWithTime(Until, w.English)],
        Rhythm.Daily => w["สรุปวัน {0}", ThaiDate.Short(Day, w.English)],
        Rhythm.Weekly => w["สรุปสัปดาห์ {0}", Days(w.English)],
        Rhythm.Monthly => w["สรุปเดือน {0}", Days(w.English)],
        _ => w["ก่อนประชุม {0}", ThaiDate.Short(Day, w.English)],
    };
}
