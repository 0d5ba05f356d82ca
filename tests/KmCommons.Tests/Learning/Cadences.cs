using KmCommons.Foundation;
using KmCommons.Learning;

namespace KmCommons.Tests.Learning;

/// <summary>When a circle meets again: against the calendar itself, day by day.</summary>
public sealed class Cadences
{
    static readonly DateOnly First = new(2007, 11, 1), Last = new(2012, 4, 30); // two leap days

    static IEnumerable<Cadence> All =>
        from every in Enum.GetValues<CadenceEvery>()
        from month in Enumerable.Range(1, every == CadenceEvery.Month ? 1 : 12)
        from cadence in Enumerable.Range(1, 31).Select(day => Cadence.Of(every, day, null, null, month))
            .Concat(from week in Enumerable.Range(1, 5) from day in Enum.GetValues<DayOfWeek>() select Cadence.Of(every, null, week, day, month))
        select cadence;

    // Asks of one day only whether it is a day of the cadence
    static bool IsDay(Cadence cadence, DateOnly day)
    {
        var isLast = day.AddDays(1).Month != day.Month;
        return (cadence.Every, cadence.Day) switch
        {
            (CadenceEvery.Quarter, _) when day.Month % 3 != cadence.Month % 3 => false,
            (CadenceEvery.Year, _) when day.Month != cadence.Month => false,
            (_, { } of) => day.Day == of || isLast && day.Day < of,
            _ => day.DayOfWeek == cadence.Weekday && (cadence.Week == Cadence.LastWeek ? day.AddDays(7).Month != day.Month : (day.Day + 6) / 7 == cadence.Week),
        };
    }

    [Fact]
    public void The_days_of_every_cadence_there_is_are_those_of_the_calendar()
    {
        var days = Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays).ToList();
        Assert.Equal(66 * 25, All.Count());
        Assert.All(All, cadence => Assert.Equal(days.Where(day => IsDay(cadence, day)), cadence.From(First).TakeWhile(day => day <= Last)));
    }

    [Theory]
    [InlineData(CadenceEvery.Month, 11, null, null, 1, "2009-03-10", "2009-03-11")]
    [InlineData(CadenceEvery.Month, 11, null, null, 1, "2009-03-11", "2009-04-11")]
    [InlineData(CadenceEvery.Month, 31, null, null, 1, "2009-01-31", "2009-02-28")]
    [InlineData(CadenceEvery.Month, 31, null, null, 1, "2008-02-01", "2008-02-29")]
    [InlineData(CadenceEvery.Month, null, 2, DayOfWeek.Friday, 1, "2009-12-31", "2010-01-08")]
    [InlineData(CadenceEvery.Month, null, 5, DayOfWeek.Tuesday, 1, "2009-03-30", "2009-03-31")]
    [InlineData(CadenceEvery.Quarter, 4, null, null, 11, "2009-02-04", "2009-05-04")]
    [InlineData(CadenceEvery.Year, 29, null, null, 2, "2009-02-28", "2010-02-28")]
    public void The_next_day_comes_after_the_one_asked(CadenceEvery every, int? day, int? week, DayOfWeek? weekday, int month, string after, string next) =>
        Assert.Equal(DateOnly.Parse(next, null), Cadence.Of(every, day, week, weekday, month).Next(DateOnly.Parse(after, null)));

    [Fact]
    public void The_days_end_with_the_calendar() => Assert.Equal([new(9999, 11, 30), new(9999, 12, 31)], Cadence.Of(CadenceEvery.Month, 31, null, null, 1).From(new(9999, 11, 30)));

    [Theory]
    [InlineData(CadenceEvery.Month, 11, null, null, 0, "ทุกเดือน วันที่ 11", "Every month, on day 11", "FREQ=MONTHLY;BYMONTHDAY=11")]
    [InlineData(CadenceEvery.Month, 31, null, null, 0, "ทุกเดือน วันสุดท้ายของเดือน", "Every month, on the last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1")]
    [InlineData(CadenceEvery.Month, 30, null, null, 0, "ทุกเดือน วันที่ 30 หรือวันสุดท้ายของเดือนที่สั้นกว่า", "Every month, on day 30 or the last day of a shorter month", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1")]
    [InlineData(CadenceEvery.Month, null, 1, DayOfWeek.Thursday, 0, "ทุกเดือน วันพฤหัสบดีแรกของเดือน", "Every month, on the first Thursday", "FREQ=MONTHLY;BYDAY=1TH")]
    [InlineData(CadenceEvery.Month, null, 2, DayOfWeek.Friday, 0, "ทุกเดือน วันศุกร์ที่สองของเดือน", "Every month, on the second Friday", "FREQ=MONTHLY;BYDAY=2FR")]
    [InlineData(CadenceEvery.Quarter, null, 5, DayOfWeek.Monday, 11, "ทุกสามเดือน (กุมภาพันธ์ พฤษภาคม สิงหาคม พฤศจิกายน) วันจันทร์สุดท้ายของเดือน", "Every three months (February, May, August, November), on the last Monday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1MO")]
    [InlineData(CadenceEvery.Year, 29, null, null, 2, "ทุกปีในเดือนกุมภาพันธ์ วันที่ 29 หรือวันสุดท้ายของเดือนที่สั้นกว่า", "Every year in February, on day 29 or the last day of a shorter month", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1")]
    public void A_cadence_is_said_in_Thai_in_English_and_as_a_rule(CadenceEvery every, int? day, int? week, DayOfWeek? weekday, int month, string thai, string english, string rule)
    {
        var cadence = Cadence.Of(every, day, week, weekday, month);
        var words = new EnglishWords([new LearningModule()]);
        Assert.Equal((thai, english, rule), (cadence.Says().In(new Wording(Language.Thai, words)), cadence.Says().In(new Wording(Language.English, words)), cadence.Rule()));
    }

    [Theory]
    [InlineData((CadenceEvery)7, 11, null, null, 1, "Every")]
    [InlineData(CadenceEvery.Month, null, null, DayOfWeek.Friday, 1, "Day")]
    [InlineData(CadenceEvery.Month, 11, 2, DayOfWeek.Friday, 1, "Day")]
    [InlineData(CadenceEvery.Month, 0, null, null, 1, "Day")]
    [InlineData(CadenceEvery.Month, 32, null, null, 1, "Day")]
    [InlineData(CadenceEvery.Month, null, 0, DayOfWeek.Friday, 1, "Week")]
    [InlineData(CadenceEvery.Month, null, 6, DayOfWeek.Friday, 1, "Week")]
    [InlineData(CadenceEvery.Month, null, 2, null, 1, "Weekday")]
    [InlineData(CadenceEvery.Month, null, 2, (DayOfWeek)7, 1, "Weekday")]
    [InlineData(CadenceEvery.Quarter, 11, null, null, 0, "Month")]
    [InlineData(CadenceEvery.Year, 11, null, null, 13, "Month")]
    public void What_is_impossible_is_refused_by_its_field(CadenceEvery every, int? day, int? week, DayOfWeek? weekday, int month, string field)
    {
        var refused = Assert.Throws<Refused>(() => Cadence.Of(every, day, week, weekday, month));
        Assert.Equal((422, field), (refused.Status, refused.Field));
    }

    [Fact]
    public void Cadences_that_say_the_same_are_equal() =>
        Assert.Equal(Cadence.Of(CadenceEvery.Month, 11, null, null, 7), Cadence.Of(CadenceEvery.Month, 11, null, DayOfWeek.Friday, 1));
}
