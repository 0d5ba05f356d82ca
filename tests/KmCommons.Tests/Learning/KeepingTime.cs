using System.Globalization;
using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

/// <summary>The agenda against the clock: what was planned and what it took, each speaker's turn, and the time for drawing together that nobody may talk away.</summary>
public sealed class KeepingTime(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Today = ThaiDate.Day(DateTimeOffset.UtcNow);
    const string Agenda = "09:00 เปิดวง 15 นาที - คุณเอื้อ\n09:15 กรณีศึกษา เรื่องละ 8 นาที\n10:00 แยกกลุ่ม 60 นาที\n11:00 สรุปร่วมกัน 30 นาที";

    async Task<(Visitor Leads, long Number)> Meets(string key, string agenda = Agenda)
    {
        var who = await village.Joins($"amnuai-{key}", $"คุณอำนวย {key}");
        await village.Do(async db =>
        {
            var circle = KmCommons.Learning.Circle.Begin(db, key, $"วง {key}", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            await circle.Join(db, who, Role.Facilitator, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var leads = village.Guest();
        await leads.SignIn($"amnuai-{key}");
        var seen = await (await leads.Open($"/meet?circle={key}")).Fill("วันที่", ThaiDate.Short(Today)).Fill("กำหนดการ", agenda).Press("นัดเลย");
        return (leads, long.Parse(seen.Address.Split('/')[2].Split('?')[0], CultureInfo.InvariantCulture));
    }

    // As if what runs had begun so many minutes earlier
    Task Wait(long number, int minutes) => village.Do(async db =>
    {
        var line = await db.Set<MeetingPoint>().SingleAsync(p => p.Number == number && p.RunsSince != null);
        line.RunsSince -= TimeSpan.FromMinutes(minutes);
        await db.SaveChangesAsync();
    });

    [Fact]
    public async Task What_a_part_took_stands_beside_what_was_planned()
    {
        var (leads, number) = await Meets("nalika");
        await (await leads.Open($"/meet/{number}/clock")).Press("เริ่ม เปิดวง");
        await Wait(number, 27);
        await (await leads.Open($"/meet/{number}/clock")).Press("จบ แล้วไป กรณีศึกษา");
        Assert.Contains("15 นาที คุณเอื้อ ใช้จริง 27 นาที เกิน 12 นาที", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_runs_goes_on_when_a_form_that_was_opened_before_rewords_it()
    {
        var (leads, number) = await Meets("phuttham");
        var form = await leads.Open($"/meet/{number}");
        await (await leads.Open($"/meet/{number}/clock")).Press("เริ่ม เปิดวง");
        await Wait(number, 27);
        await form.Fill("กำหนดการ", Agenda.Replace("เปิดวง", "เปิดวงคุย", StringComparison.Ordinal)).Press("บันทึกที่แก้");
        await (await leads.Open($"/meet/{number}/clock")).Press("จบ แล้วไป กรณีศึกษา");
        Assert.Contains("เปิดวงคุย 15 นาที คุณเอื้อ ใช้จริง 27 นาที", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_speaker_has_a_turn_of_the_same_length_and_each_is_measured()
    {
        var (leads, number) = await Meets("phut");
        var clock = await (await leads.Open($"/meet/{number}/clock")).Press("เริ่มช่วงนี้ กรณีศึกษา");
        foreach (var minutes in new[] { 8, 11 })
        {
            await Wait(number, minutes);
            clock = await (await leads.Open($"/meet/{number}/clock")).Press("คนต่อไป");
        }
        Assert.Contains("คนที่ 3", clock.Text, StringComparison.Ordinal);
        await Wait(number, 5);
        await (await leads.Open($"/meet/{number}/clock")).Press("จบช่วงนี้");
        Assert.Contains("กรณีศึกษา เรื่องละ 8 นาที ใช้จริง 8, 11, 5 นาที", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_that_is_taken_back_at_once_counts_for_nothing()
    {
        var (leads, number) = await Meets("phlat");
        await (await (await leads.Open($"/meet/{number}/clock")).Press("เริ่ม เปิดวง")).Press("จบช่วงนี้");
        Assert.DoesNotContain("ใช้จริง", (await leads.Open($"/meet/{number}/clock")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_presses_on_a_page_that_is_old_changes_nothing()
    {
        var (leads, number) = await Meets("song");
        await (await leads.Open($"/meet/{number}/clock")).Press("เริ่มช่วงนี้ กรณีศึกษา");
        var (one, two) = (await leads.Open($"/meet/{number}/clock"), await leads.Open($"/meet/{number}/clock"));
        await Wait(number, 8);
        await one.Press("คนต่อไป");
        var late = await two.Press("คนต่อไป");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        var measured = await village.Ask(db => db.Set<MeetingPoint>().Where(p => p.Number == number && p.RunsSince != null).Select(p => p.Actual).SingleAsync());
        Assert.Equal([8], measured);
    }

    [Fact]
    public async Task Drawing_together_begins_in_time_what_is_before_it_is_cut_in_proportion()
    {
        var (_, number) = await Meets("sarup");
        var meeting = await village.Ask(db => db.Meetings.Include(m => m.Points).AsNoTracking().SingleAsync(m => m.Number == number));
        var clock = new AgendaClock(meeting, ThaiDate.Instant(Today, new(9, 20)));
        clock.Begin(clock.Lines[1]);
        // Nothing is cut when there is time for all of it
        Assert.Equal((100, 68), clock.Until);
        Assert.Null(clock.CutTo(clock.Lines[2]));
        // Twenty minutes to eleven: ten minutes late for the groups, which had sixty
        clock = new(meeting, ThaiDate.Instant(Today, new(10, 10)));
        clock.Begin(clock.Lines[2]);
        Assert.Equal((50, 60), new AgendaClock(meeting, ThaiDate.Instant(Today, new(10, 10))).Until);
        Assert.Equal(10, new AgendaClock(meeting, ThaiDate.Instant(Today, new(10, 10))).Behind);
        Assert.Equal(50, new AgendaClock(meeting, ThaiDate.Instant(Today, new(10, 10))).CutTo(meeting.Of(MeetingPart.Agenda).ElementAt(2)));
        Assert.Equal(ThaiDate.Instant(Today, new(11, 0)), clock.SynthesisAt);
    }

    [Fact]
    public async Task Paper_says_what_a_part_took_in_the_line_itself_and_a_form_opened_before_the_clock_takes_nothing_away()
    {
        var (leads, number) = await Meets("kradat");
        var form = await leads.Open($"/meet/{number}");
        await (await leads.Open($"/meet/{number}/clock")).Press("เริ่ม เปิดวง");
        await Wait(number, 20);
        await (await leads.Open($"/meet/{number}/clock")).Press("จบช่วงนี้");
        await form.Fill("กำหนดการ", "09:00 เปิดวง 15 นาที - คุณเอื้อ\n09:15 กรณีศึกษา เรื่องละ 8 นาที (จริง ๙, ๑๐ นาที)").Press("บันทึกที่แก้");
        var seen = (await village.Guest().Open($"/n/{number}")).Text;
        Assert.Contains("ใช้จริง 20 นาที", seen, StringComparison.Ordinal);
        Assert.Contains("ใช้จริง 9, 10 นาที", seen, StringComparison.Ordinal);
        Assert.Contains("เปิดวง 15 นาที — คุณเอื้อ (จริง 20 นาที)", (await leads.Open($"/meet/{number}")).Field("กำหนดการ").TextContent, StringComparison.Ordinal);
    }
}
