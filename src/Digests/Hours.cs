using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>When the letters of a rhythm come, by the clock of Asia/Bangkok.</summary>
/// <param name="Rhythm">How often.</param>
/// <param name="Hour">At which full hour, 0 to 23; not asked by <see cref="Rhythm.AtOnce"/>.</param>
/// <param name="Day">The weekday (0 is Sunday) of a weekly letter, the day of the month (1 to 31; a shorter month has its last day) of a monthly one; 1 for the others.</param>
public readonly record struct Hours(Rhythm Rhythm, int Hour, int Day)
{
    /// <summary>A letter before a meeting comes so many days before.</summary>
    public const int DaysBefore = 2;

    // What became visible in between is told together
    static readonly Every Moments = Every.Minutes(5);

    /// <summary>Mondays, or the first of the month, at seven.</summary>
    public static Hours Usual(Rhythm rhythm) => new(rhythm, 7, 1);

    /// <summary>The issue that is due at this time: the one that ended last.</summary>
    public Issue Due(DateTimeOffset at)
    {
        if (Rhythm == Rhythm.AtOnce)
            return new(this, Moments.LatestTurn(at));
        var day = ThaiDate.Day(at);
        if (ThaiDate.Instant(day, new(Hour, 0)) > at)
            day = day.AddDays(-1);
        var on = Rhythm switch
        {
            Rhythm.Weekly => day.AddDays(-(((int)day.DayOfWeek - Day + 7) % 7)),
            Rhythm.Monthly => InMonth(day) <= day ? InMonth(day) : InMonth(day.AddDays(-day.Day)),
            _ => day,
        };
        return new(this, ThaiDate.Instant(on, new(Hour, 0)));
    }

    DateOnly InMonth(DateOnly of) => new(of.Year, of.Month, Math.Min(Day, DateTime.DaysInMonth(of.Year, of.Month)));
}
