using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Dates
{
    private static readonly DateOnly Boxing = new(2006, 12, 26);

    [Fact]
    public void A_day_is_written_in_Thai_and_in_English()
    {
        Assert.Equal("26 ธันวาคม 2549", ThaiDate.Long(Boxing));
        Assert.Equal("26 ธ.ค. 2549", ThaiDate.Short(Boxing));
        Assert.Equal("พฤหัสบดี 12 มีนาคม 2552", ThaiDate.LongWithDay(new DateOnly(2009, 3, 12)));
        Assert.Equal("ธันวาคม 2549", ThaiDate.MonthAndYear(Boxing));
        Assert.Equal("26 December 2006", ThaiDate.Long(Boxing, english: true));
        Assert.Equal("26 Dec 2006", ThaiDate.Short(Boxing, english: true));
        Assert.Equal("Thursday 12 March 2009", ThaiDate.LongWithDay(new DateOnly(2009, 3, 12), english: true));
        Assert.Equal(2549, ThaiDate.BuddhistYear(Boxing));
    }

    [Fact]
    public void An_instant_is_shown_on_a_clock_in_Bangkok()
    {
        var instant = new DateTimeOffset(2006, 12, 31, 17, 32, 59, TimeSpan.Zero);
        Assert.Equal("00:32 น.", ThaiDate.Time(instant));
        Assert.Equal("1 มกราคม 2550", ThaiDate.Long(instant));
        Assert.Equal("1 ม.ค. 2550 00:32 น.", ThaiDate.ShortWithTime(instant));
        Assert.Equal("1 Jan 2007 00:32", ThaiDate.ShortWithTime(instant, english: true));
        Assert.Equal(instant.AddSeconds(-59), ThaiDate.Instant(new DateOnly(2007, 1, 1), new TimeOnly(0, 32)));
        Assert.Equal(TimeSpan.FromHours(7), ThaiDate.Bangkok(instant.UtcDateTime).Offset);
        Assert.Throws<ArgumentException>(() => ThaiDate.Bangkok(new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void A_culture_with_another_calendar_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");
        try
        {
            Assert.Equal("26 ธันวาคม 2549", ThaiDate.Long(Boxing));
            Assert.True(ThaiDate.TryParse("26 ธันวาคม 2549 9:05", out var reading));
            Assert.Equal((Boxing, "09:05 น."), (reading.Date, ThaiDate.Time(reading.Time!.Value)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("26ก.พ.50", "26/2 [2007,2050,1950]")]
    [InlineData("25 ธ.ค.2549", "25/12 [2006]")]
    [InlineData("4 มกราคม 2550", "4/1 [2007]")]
    [InlineData("วันที่6มีนาคม", "6/3 []")]
    [InlineData("29ม.ค.", "29/1 []")]
    [InlineData("วันศุกร์ที่ 6 มี.ค.", "6/3 [] Friday")]
    [InlineData("28 กุมภาพันธ์ 2007 12:59 น.", "28/2 [2007] 12:59")]
    [InlineData("26 Dec 2006 @ 22:33", "26/12 [2006] 22:33")]
    [InlineData("๒๘ ก.พ. ๒๕๕๐ เวลา ๐๙.๓๐ น.", "28/2 [2007] 09:30")]
    [InlineData("28 ก.พ. 12.59 น.", "28/2 [] 12:59")]
    [InlineData("วันพฤหัสบดีที่ 12 มีนาคม พ.ศ. 2552", "12/3 [2009] Thursday")]
    [InlineData("ศุกร์ 6 มี.ค. 52", "6/3 [2009] Friday")] // in 2052 and 1952 it is another day of the week
    [InlineData("6 มีค 52", "6/3 [2009,2052,1952]")]
    [InlineData("6 มี.ค. พ.ศ.52", "6/3 [2009]")]
    [InlineData("6 ธันวา ค.ศ. 2009", "6/12 [2009]")]
    [InlineData("Tuesday, 26 December 06", "26/12 [2006] Tuesday")]
    [InlineData("26/12/2549", "26/12 [2006]")]
    [InlineData("2006-12-26 22:33", "26/12 [2006] 22:33")]
    [InlineData("29 ก.พ. 51", "29/2 [2008]")] // neither 2051 nor 1951 is a leap year
    [InlineData("29 ก.พ. 50", null)]
    [InlineData("30 ก.พ. 2550", null)]
    [InlineData("29 ก.พ. 2550", null)] // no leap year
    [InlineData("วันจันทร์ที่ 12 มีนาคม 2552", null)] // it was a Thursday
    [InlineData("32 ม.ค. 2550", null)]
    [InlineData("0 ม.ค. 2550", null)]
    [InlineData("6 มี.ค. 2550 25:00", null)]
    [InlineData("6 มี.ค. 0000", null)]
    [InlineData("26 ธ.ค. 2549 และอื่นๆ", null)]
    [InlineData("การประชุม", null)]
    [InlineData("٢٦/١٢/٢٠٠٦", null)]
    [InlineData("", null)]
    public void A_written_date_is_read_and_never_guessed(string text, string? expected)
    {
        var read = ThaiDate.TryParse(text, out var reading);
        Assert.Equal(expected, !read ? null : string.Create(CultureInfo.InvariantCulture,
            $"{reading!.Day}/{reading.Month} [{string.Join(',', reading.Years)}] {reading.Weekday} {reading.Time:HH:mm}").Replace("  ", " ", StringComparison.Ordinal).TrimEnd());
    }

    [Fact]
    public void What_is_ambiguous_is_settled_only_by_a_day_that_the_caller_knows()
    {
        Assert.True(ThaiDate.TryParse("26ก.พ.50", out var reading));
        Assert.True(reading.IsAmbiguous);
        Assert.Null(reading.Date);
        Assert.Equal(new DateOnly(2007, 2, 26), reading.Nearest(new DateOnly(2007, 3, 1)));
        Assert.True(ThaiDate.TryParse("29ม.ค.", out reading));
        Assert.False(reading.HasYear);
        Assert.Equal(new DateOnly(2007, 1, 29), reading.Nearest(new DateOnly(2006, 12, 30)));
        Assert.True(ThaiDate.TryParse("วันศุกร์ที่ 6 มี.ค.", out reading));
        Assert.Equal(new DateOnly(2009, 3, 6), reading.Nearest(new DateOnly(2009, 1, 1)));
        Assert.Null(reading.Nearest(new DateOnly(2012, 1, 1)));
    }

    [Fact]
    public void Every_day_that_is_written_can_be_read_again()
    {
        var days = Arb.From(Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2100, 1, 1).DayNumber).Select(DateOnly.FromDayNumber));
        Prop.ForAll(days, day => new[]
        {
            ThaiDate.Long(day), ThaiDate.Short(day), ThaiDate.LongWithDay(day), ThaiDigits.ToThai(ThaiDate.Short(day)),
            ThaiDate.Long(day, true), ThaiDate.Short(day, true), ThaiDate.LongWithDay(day, true),
        }.All(text => ThaiDate.TryParse(text, out var reading) && reading.Date == day)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void No_text_throws() => AnyText.Always(text => ThaiDate.TryParse(text, out _) | ThaiDate.TryParse("6 ม" + text, out _) | true, 5000);
}
