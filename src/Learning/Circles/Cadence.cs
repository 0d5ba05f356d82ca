using System.Globalization;
using KmCommons.Foundation;

namespace KmCommons.Learning;

/// <summary>How often a circle meets.</summary>
public enum CadenceEvery
{
    /// <summary>ทุกเดือน.</summary>
    Month,
    /// <summary>ทุกสามเดือน.</summary>
    Quarter,
    /// <summary>ทุกปี.</summary>
    Year,
}

/// <summary>When a circle meets again and again: every month, quarter or year, on a day of the month or on a weekday of it. Plain values, so that it can be columns of a row.</summary>
public sealed record Cadence
{
    /// <summary>The week that stands for the last one of the month.</summary>
    public const int LastWeek = 5;

    Cadence() { }

    /// <summary>How often.</summary>
    public CadenceEvery Every { get; private init; }
    /// <summary>The day of the month, 1 to 31; a shorter month has its last day instead. Null when it goes by weekdays.</summary>
    public int? Day { get; private init; }
    /// <summary>Which <see cref="Weekday"/> of the month, 1 to 4, or <see cref="LastWeek"/>. Null when it goes by days of the month.</summary>
    public int? Week { get; private init; }
    /// <summary>The weekday; null when it goes by days of the month.</summary>
    public DayOfWeek? Weekday { get; private init; }
    /// <summary>The month (1 to 12) of a year, or one of the four of a quarter; 1 when it is every month.</summary>
    public int Month { get; private init; }

    /// <summary>The cadence that a form says.</summary>
    /// <param name="day">Either this, or <paramref name="week"/> with its <paramref name="weekday"/>.</param>
    /// <param name="month">Asked only for quarters and years.</param>
    /// <exception cref="Refused">422: something is missing, impossible, or said twice.</exception>
    public static Cadence Of(CadenceEvery every, int? day, int? week, DayOfWeek? weekday, int month)
    {
        if (!Enum.IsDefined(every))
            throw new Refused(422, "เลือกว่าพบกันทุกเดือน ทุกสามเดือน หรือทุกปี", nameof(Every));
        if (day.HasValue == week.HasValue)
            throw new Refused(422, "เลือกอย่างใดอย่างหนึ่ง นัดตามวันที่ของเดือน หรือตามวันในสัปดาห์", nameof(Day));
        if (day is < 1 or > 31)
            throw new Refused(422, "วันที่ต้องเป็น 1 ถึง 31 เดือนที่ไม่มีวันนั้นจะนัดวันสุดท้ายของเดือน", nameof(Day));
        if (week is < 1 or > LastWeek)
            throw new Refused(422, "เลือกสัปดาห์ที่หนึ่งถึงสี่ หรือสัปดาห์สุดท้ายของเดือน", nameof(Week));
        if (week.HasValue && (weekday is not { } chosen || !Enum.IsDefined(chosen)))
            throw new Refused(422, "เลือกด้วยว่าวันไหนในสัปดาห์", nameof(Weekday));
        if (every != CadenceEvery.Month && month is < 1 or > 12)
            throw new Refused(422, "เลือกเดือนที่จะพบกัน", nameof(Month));
        return new() { Every = every, Day = day, Week = week, Weekday = week is null ? null : weekday, Month = every == CadenceEvery.Month ? 1 : month };
    }

    /// <summary>The first day after this one.</summary>
    public DateOnly Next(DateOnly after) => From(after.AddDays(1)).First();

    /// <summary>The days from this one on, itself included when it is one; they end only with the calendar (year 9999).</summary>
    public IEnumerable<DateOnly> From(DateOnly day)
    {
        for (var month = day.Year * 12 + day.Month - 1; month < 10_000 * 12; month++)
            if (Meets(month % 12 + 1) && In(month / 12, month % 12 + 1) is var meeting && meeting >= day)
                yield return meeting;
    }

    /// <summary>The cadence in words: ทุกเดือน วันศุกร์ที่สองของเดือน.</summary>
    public Phrase Says() => Every switch
    {
        CadenceEvery.Month => new("ทุกเดือน {0}", OnSays()),
        CadenceEvery.Quarter => new("ทุกสามเดือน ({0} {1} {2} {3}) {4}", [.. Enumerable.Range(1, 12).Where(Meets).Select(month => (object)new MonthOfYear(month)), OnSays()]),
        _ => new("ทุกปีในเดือน{0} {1}", new MonthOfYear(Month), OnSays()),
    };

    /// <summary>The value of an RRULE (RFC 5545, 3.3.10), for an event whose first day is one of this cadence: the quarters count from there.
    /// Readers that do not know BYSETPOS beside BYMONTHDAY (ical.js, 2026) show the days 29 and 30 wrong: tell them each meeting as an event of its own.</summary>
    public string Rule() => Every switch
    {
        CadenceEvery.Month => "FREQ=MONTHLY;",
        CadenceEvery.Quarter => "FREQ=MONTHLY;INTERVAL=3;",
        _ => string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={Month};"),
    } + Day switch
    {
        null => string.Create(CultureInfo.InvariantCulture, $"BYDAY={(Week == LastWeek ? -1 : Week)}{Weekday.ToString()![..2].ToUpperInvariant()}"),
        31 => "BYMONTHDAY=-1",
        // A BYMONTHDAY that a month does not have is left out, not moved: so the last of those it has
        30 => "BYMONTHDAY=28,29,30;BYSETPOS=-1",
        29 => "BYMONTHDAY=28,29;BYSETPOS=-1",
        _ => string.Create(CultureInfo.InvariantCulture, $"BYMONTHDAY={Day}"),
    };

    bool Meets(int month) => Every switch { CadenceEvery.Month => true, CadenceEvery.Quarter => (month - Month) % 3 == 0, _ => month == Month };

    DateOnly In(int year, int month)
    {
        var days = DateTime.DaysInMonth(year, month);
        if (Day is { } day)
            return new(year, month, Math.Min(day, days));
        var first = ((int)Weekday!.Value - (int)new DateOnly(year, month, 1).DayOfWeek + 7) % 7 + 1;
        return new(year, month, Week == LastWeek ? first + (days - first) / 7 * 7 : first + (Week!.Value - 1) * 7);
    }

    Phrase OnSays() => (Day, Week) switch
    {
        (31, _) => new("วันสุดท้ายของเดือน"),
        ( > 28, _) => new("วันที่ {0} หรือวันสุดท้ายของเดือนที่สั้นกว่า", Day),
        ({ } day, _) => new("วันที่ {0}", day),
        (_, 1) => new("วัน{0}แรกของเดือน", Weekday!),
        (_, 2) => new("วัน{0}ที่สองของเดือน", Weekday!),
        (_, 3) => new("วัน{0}ที่สามของเดือน", Weekday!),
        (_, 4) => new("วัน{0}ที่สี่ของเดือน", Weekday!),
        _ => new("วัน{0}สุดท้ายของเดือน", Weekday!),
    };
}
