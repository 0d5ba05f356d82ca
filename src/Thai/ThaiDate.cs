using System.Globalization;

namespace KmCommons.Thai;

/// <summary>The only door between the instants of the database (UTC) and the days of the province: Asia/Bangkok, the Buddhist year, Thai
/// names; English with the Christian year when asked. Bangkok is UTC+7 without summer time since 1920, so no time zone database is needed.</summary>
public static partial class ThaiDate
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The same instant on a clock in Bangkok.</summary>
    public static DateTimeOffset Bangkok(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The same instant on a clock in Bangkok.</summary>
    /// <exception cref="ArgumentException">The time is not UTC: what it means would be a guess.</exception>
    public static DateTimeOffset Bangkok(DateTime utc) =>
        utc.Kind == DateTimeKind.Utc ? Bangkok(new DateTimeOffset(utc)) : throw new ArgumentException("The time must be UTC.", nameof(utc));

    /// <summary>The day in Bangkok at an instant.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Bangkok(instant).DateTime);

    /// <summary>The instant, in UTC, of a day and a time of day in Bangkok; midnight when no time is given.</summary>
    public static DateTimeOffset Instant(DateOnly day, TimeOnly time = default) =>
        new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();

    /// <summary>The Buddhist year: the Christian year and 543 (the rule since 1941, used here for every year).</summary>
    public static int BuddhistYear(DateOnly day) => day.Year + ThaiCalendar.BuddhistAhead;

    /// <summary>The Christian year of a Buddhist one.</summary>
    public static int ChristianYear(int buddhist) => buddhist - ThaiCalendar.BuddhistAhead;

    /// <summary>26 ธันวาคม 2549; in English 26 December 2006.</summary>
    public static string Long(DateOnly day, bool english = false) => $"{N(day.Day)} {MonthName(day.Month, english)} {Year(day, english)}";

    /// <summary>As <see cref="Long(DateOnly, bool)"/>, for the day in Bangkok.</summary>
    public static string Long(DateTimeOffset instant, bool english = false) => Long(Day(instant), english);

    /// <summary>26 ธ.ค. 2549; in English 26 Dec 2006.</summary>
    public static string Short(DateOnly day, bool english = false) =>
        $"{N(day.Day)} {(english ? ThaiCalendar.EnglishMonths[day.Month - 1][..3] : ThaiCalendar.ShortMonths[day.Month - 1])} {Year(day, english)}";

    /// <summary>As <see cref="Short(DateOnly, bool)"/>, for the day in Bangkok.</summary>
    public static string Short(DateTimeOffset instant, bool english = false) => Short(Day(instant), english);

    /// <summary>พฤหัสบดี 12 มีนาคม 2552; in English Thursday 12 March 2009.</summary>
    public static string LongWithDay(DateOnly day, bool english = false) => $"{DayName(day.DayOfWeek, english)} {Long(day, english)}";

    /// <summary>As <see cref="LongWithDay(DateOnly, bool)"/>, for the day in Bangkok.</summary>
    public static string LongWithDay(DateTimeOffset instant, bool english = false) => LongWithDay(Day(instant), english);

    /// <summary>26 ธ.ค. 2549 14:32 น.; in English 26 Dec 2006 14:32. Day and time in Bangkok.</summary>
    public static string ShortWithTime(DateTimeOffset instant, bool english = false) => $"{Short(instant, english)} {Time(instant, english)}";

    /// <summary>14:32 น.; in English 14:32.</summary>
    public static string Time(TimeOnly time, bool english = false) => time.ToString(english ? "HH:mm" : "HH:mm 'น.'", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Time(TimeOnly, bool)"/>, for the time in Bangkok.</summary>
    public static string Time(DateTimeOffset instant, bool english = false) => Time(TimeOnly.FromDateTime(Bangkok(instant).DateTime), english);

    /// <summary>ธันวาคม 2549; in English December 2006.</summary>
    public static string MonthAndYear(DateOnly day, bool english = false) => $"{MonthName(day.Month, english)} {Year(day, english)}";

    /// <summary>ธ.ค. 2549; in English Dec 2006.</summary>
    public static string ShortMonthAndYear(DateOnly day, bool english = false) => Short(day, english)[(N(day.Day).Length + 1)..];

    /// <summary>ธันวาคม; in English December.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The month is not 1 to 12.</exception>
    public static string MonthName(int month, bool english = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(month - 1), 11u, nameof(month));
        return (english ? ThaiCalendar.EnglishMonths : ThaiCalendar.Months)[month - 1];
    }

    /// <summary>พฤหัสบดี; in English Thursday.</summary>
    public static string DayName(DayOfWeek day, bool english = false) => (english ? ThaiCalendar.EnglishDays : ThaiCalendar.Days)[(int)day];

    private static string Year(DateOnly day, bool english) => N(english ? day.Year : BuddhistYear(day));

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
