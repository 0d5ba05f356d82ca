using KmCommons.Digests;

namespace KmCommons.Tests.Digests;

public sealed class Weeks
{
    [Theory]
    [InlineData("2026-11-23T07:00+07:00", "2026-11-23")]
    [InlineData("2026-11-23T06:59:59+07:00", "2026-11-16")]
    [InlineData("2026-11-24T15:00+07:00", "2026-11-23")]
    [InlineData("2026-11-29T23:59+07:00", "2026-11-23")]
    [InlineData("2026-11-22T23:59Z", "2026-11-16")]
    [InlineData("2026-11-23T00:00Z", "2026-11-23")]
    public void A_digest_asked_for_at_any_time_is_that_of_the_Monday_before_in_Bangkok(string asked, string run) =>
        Assert.Equal(run, Week.Due(DateTimeOffset.Parse(asked, System.Globalization.CultureInfo.InvariantCulture)).Run);

    [Fact]
    public void A_week_begins_where_the_one_before_ends()
    {
        var week = new Week(new(2026, 11, 23));
        Assert.Equal(week.Until, week.Next.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), week.Until);
        Assert.Equal(TimeSpan.FromDays(7), week.Until - week.From);
    }

    [Theory]
    [InlineData(2026, 11, 23, "16–22 พ.ย. 2569")]
    [InlineData(2026, 10, 5, "28 ก.ย.–4 ต.ค. 2569")]
    [InlineData(2027, 1, 4, "28 ธ.ค. 2569–3 ม.ค. 2570")]
    public void Its_days_are_said_in_Thai_and_nothing_twice(int year, int month, int day, string says) =>
        Assert.Equal(says, new Week(new(year, month, day)).Days());

    [Theory]
    [InlineData(2026, 11, 23, "16–22 Nov 2026")]
    [InlineData(2026, 10, 5, "28 Sep–4 Oct 2026")]
    [InlineData(2027, 1, 4, "28 Dec 2026–3 Jan 2027")]
    public void Its_days_are_said_in_English_too(int year, int month, int day, string says) =>
        Assert.Equal(says, new Week(new(year, month, day)).Days(english: true));
}
