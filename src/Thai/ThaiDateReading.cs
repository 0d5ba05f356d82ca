namespace KmCommons.Thai;

/// <summary>What a written date says, and no more: the parts that are known and the years it can mean. Made by <see cref="ThaiDate.TryParse"/>.</summary>
/// <param name="Day">The day of the month, 1 to 31.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Years">The Christian years that it can mean, the likeliest first: one when a whole year was written; several for two digits
/// (50 can be พ.ศ. 2550, ค.ศ. 2050 or ค.ศ. 1950), fewer when the day of the week rules some out; none when no year was written.</param>
/// <param name="Weekday">The day of the week, when it was written.</param>
/// <param name="Time">The time of day in Bangkok, when it was written.</param>
public sealed record ThaiDateReading(int Day, int Month, IReadOnlyList<int> Years, DayOfWeek? Weekday, TimeOnly? Time)
{
    /// <summary>False when no year was written: then <see cref="Years"/> is empty.</summary>
    public bool HasYear => Years.Count > 0;

    /// <summary>True when the date can mean more than one day, or a year is missing: ask the writer.</summary>
    public bool IsAmbiguous => Years.Count != 1;

    /// <summary>The date, when it can mean one day only; else null.</summary>
    public DateOnly? Date => Years is [var year] ? new DateOnly(year, Month, Day) : null;

    /// <summary>The reading nearest to a day that the caller knows, such as the day on which the text was written. For a date without a year
    /// the year before, the same year and the year after are tried, and the day of the week must fit. Null when nothing fits.
    /// This is a choice for the caller to make, or to offer; the reading itself never chooses.</summary>
    public DateOnly? Nearest(DateOnly known)
    {
        DateOnly? nearest = null;
        foreach (var year in HasYear ? Years : [known.Year, known.Year - 1, known.Year + 1])
        {
            if (!Fits(year)) continue;
            var date = new DateOnly(year, Month, Day);
            if (nearest is null || Math.Abs(date.DayNumber - known.DayNumber) < Math.Abs(nearest.Value.DayNumber - known.DayNumber)) nearest = date;
        }
        return nearest;
    }

    /// <summary>True when the day exists in a Christian year and falls on the day of the week that was written.</summary>
    public bool Fits(int year) =>
        year is >= 1 and <= 9999 && Day <= DateTime.DaysInMonth(year, Month)
        && (Weekday is null || new DateOnly(year, Month, Day).DayOfWeek == Weekday);
}
