using System.Globalization;
using KmCommons.Digests;

namespace KmCommons.Tests.Digests;

public sealed class Issues
{
    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(Rhythm.Weekly, 7, 1, "2026-11-23T07:00+07:00", "weekly-202611230700")]
    [InlineData(Rhythm.Weekly, 7, 1, "2026-11-23T06:59:59+07:00", "weekly-202611160700")]
    [InlineData(Rhythm.Weekly, 7, 1, "2026-11-24T15:00+07:00", "weekly-202611230700")]
    [InlineData(Rhythm.Weekly, 7, 1, "2026-11-22T23:59Z", "weekly-202611160700")]
    [InlineData(Rhythm.Weekly, 7, 1, "2026-11-23T00:00Z", "weekly-202611230700")]
    [InlineData(Rhythm.Weekly, 18, 0, "2026-11-29T17:59+07:00", "weekly-202611221800")]
    [InlineData(Rhythm.Weekly, 18, 0, "2026-11-29T18:00+07:00", "weekly-202611291800")]
    [InlineData(Rhythm.Daily, 6, 1, "2026-11-30T05:59+07:00", "daily-202611290600")]
    [InlineData(Rhythm.Daily, 0, 1, "2026-11-29T17:00Z", "daily-202611300000")]
    [InlineData(Rhythm.BeforeMeeting, 7, 1, "2026-11-30T23:00+07:00", "beforemeeting-202611300700")]
    [InlineData(Rhythm.Monthly, 7, 1, "2026-12-01T06:00+07:00", "monthly-202611010700")]
    [InlineData(Rhythm.Monthly, 7, 31, "2027-02-28T08:00+07:00", "monthly-202702280700")]
    [InlineData(Rhythm.Monthly, 7, 31, "2027-03-30T08:00+07:00", "monthly-202702280700")]
    [InlineData(Rhythm.AtOnce, 7, 1, "2026-11-30T10:04:59+07:00", "atonce-202611301000")]
    public void What_is_asked_for_at_any_time_is_the_issue_that_ended_last_in_Bangkok(Rhythm rhythm, int hour, int day, string asked, string run) =>
        Assert.Equal(run, new Hours(rhythm, hour, day).Due(At(asked)).Run);

    public static TheoryData<Rhythm, int> All
    {
        get
        {
            var data = new TheoryData<Rhythm, int>();
            foreach (var rhythm in Enum.GetValues<Rhythm>())
                foreach (var day in rhythm == Rhythm.Monthly ? [1, 15, 29, 30, 31] : rhythm == Rhythm.Weekly ? [0, 1, 6] : new[] { 1 })
                    data.Add(rhythm, day);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_issue_begins_where_the_one_before_ends_and_none_is_left_out(Rhythm rhythm, int day)
    {
        var issue = new Hours(rhythm, 7, day).Due(At("2027-01-01T00:00Z"));
        for (var times = 0; times < 40; times++, issue = issue.Next)
        {
            Assert.Equal(issue.Until, issue.Next.From);
            Assert.True(issue.From < issue.Until);
            Assert.Equal(issue, issue.Hours.Due(issue.Until));
        }
    }

    [Theory]
    [InlineData(2026, 11, 23, "16–22 พ.ย. 2569", "16–22 Nov 2026")]
    [InlineData(2026, 10, 5, "28 ก.ย.–4 ต.ค. 2569", "28 Sep–4 Oct 2026")]
    [InlineData(2027, 1, 4, "28 ธ.ค. 2569–3 ม.ค. 2570", "28 Dec 2026–3 Jan 2027")]
    public void The_days_of_a_week_are_said_in_both_languages_and_nothing_twice(int year, int month, int day, string thai, string english)
    {
        Assert.Equal(thai, Issue.Weekly(new(year, month, day)).Days());
        Assert.Equal(english, Issue.Weekly(new(year, month, day)).Days(english: true));
    }
}
