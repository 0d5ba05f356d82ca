using System.Globalization;
using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class Calling(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Soon = ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(30), Later = Soon.AddDays(5);

    // A circle with one who leads it and one who is in it
    async Task<(string Circle, Visitor Leads, Visitor Is)> Circle()
    {
        var key = Fresh.Key();
        var (leads, isIn) = (await village.Joins($"amnuai-{key}", $"คุณอำนวย {key}"), await village.Joins($"kit-{key}", $"คุณกิจ {key}"));
        await village.Do(async db =>
        {
            var circle = KmCommons.Learning.Circle.Begin(db, key, $"วง {key}", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            await circle.Join(db, leads, Role.Facilitator, new(2006, 1, 1));
            await circle.Join(db, isIn, Role.Practitioner, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var (one, two) = (village.Guest(), village.Guest());
        await one.SignIn($"amnuai-{key}");
        await two.SignIn($"kit-{key}");
        return (key, one, two);
    }

    static async Task<Seen> Calls(Visitor leader, string circle, params (string Label, string Text)[] said)
    {
        var form = await leader.Open($"/meet?circle={circle}");
        form.Fill("วันที่", ThaiDate.Short(Soon)).Fill("ที่ไหน", "ศาลากลางบ้าน");
        foreach (var (label, text) in said)
            form.Fill(label, text);
        return await form.Press("นัดเลย");
    }

    static string Number(Seen seen) => seen.Address.Split('/')[2].Split('?')[0];

    [Fact]
    public async Task A_day_is_enough_to_call_a_meeting_and_the_circle_shows_it()
    {
        var (circle, leads, _) = await Circle();
        var form = await leads.Open($"/meet?circle={circle}");
        var seen = await form.Fill("วันที่", ThaiDate.Short(Soon)).Press("นัดเลย");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Contains($"วง {circle} ครั้งที่ 1 {ThaiDate.Short(Soon)}", (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_takes_part_and_who_is_of_another_circle_may_not_call_it()
    {
        var (circle, leads, isIn) = await Circle();
        var (_, stranger, _) = await Circle();
        Assert.Equal(HttpStatusCode.Forbidden, (await isIn.Open($"/meet?circle={circle}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Open($"/meet?circle={circle}")).Status);
        var number = Number(await Calls(leads, circle));
        Assert.Equal(HttpStatusCode.Forbidden, (await isIn.Open($"/meet/{number}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Open($"/meet/{number}")).Status);
        Assert.DoesNotContain(circle, (await stranger.Open("/meet")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moved_meeting_shows_the_old_day_struck_through_and_calendars_are_told()
    {
        var (circle, leads, _) = await Circle();
        var number = Number(await Calls(leads, circle, ("เวลา", "9.00-12.00")));
        var form = await leads.Open($"/meet/{number}");
        var moved = await form.Fill("วันที่", ThaiDate.Short(Later)).Fill("ถ้าเปลี่ยนวัน เวลา หรือที่ เพราะอะไร", "น้ำท่วมถนน").Press("บันทึกที่แก้");
        Assert.Contains("เลื่อนวัน ที่เดิม น้ำท่วมถนน", moved.Text, StringComparison.Ordinal);
        Assert.Contains(Soon.Day.ToString(CultureInfo.InvariantCulture), moved.Document.QuerySelector(".leaf-day.was s")!.TextContent, StringComparison.Ordinal);
        var number64 = long.Parse(number, CultureInfo.InvariantCulture);
        Assert.Equal(1, await village.Ask(db => db.Meetings.Where(m => m.Number == number64).Select(m => m.Sequence).SingleAsync()));
        // Saved again with nothing moved: nobody is told anything
        await (await leads.Open($"/meet/{number}")).Press("บันทึกที่แก้");
        Assert.Equal(1, await village.Ask(db => db.Meetings.Where(m => m.Number == number64).Select(m => m.Sequence).SingleAsync()));
    }

    [Fact]
    public async Task A_step_without_an_owner_is_refused_and_everything_typed_stays()
    {
        var (circle, leads, _) = await Circle();
        var form = await leads.Open($"/meet?circle={circle}&after=true");
        form.Fill("วันที่", "16 มี.ค. 2552").Fill("เป้าหมาย 1", "ตกลงวัน").Fill("ผลของเป้าหมายที่ 1", "ตกลงแล้ว").Fill("สิ่งที่จะทำต่อ", "ชวนครูมาร่วมวง");
        var seen = await form.Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("สิ่งที่จะทำต่อต้องมีคนรับ", seen.Text, StringComparison.Ordinal);
        Assert.Equal("ตกลงแล้ว", seen.Field("ผลของเป้าหมายที่ 1").TextContent.Trim());
        Assert.Equal("ชวนครูมาร่วมวง", seen.Field("สิ่งที่จะทำต่อ").TextContent.Trim());
    }

    [Theory]
    [InlineData("ส่งรายงาน - ภายใน ๕ ธ.ค.")]
    [InlineData("ทำ - ๓๐ ธ.ค. ๒๕๖๙")]
    [InlineData("ทำอีก - คุณอำนวย - 30 ธ.ค. 2569")]
    public async Task A_day_is_no_owner(string step)
    {
        var (circle, leads, _) = await Circle();
        var seen = await (await leads.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("สิ่งที่จะทำต่อ", step).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("สิ่งที่จะทำต่อต้องมีคนรับ", seen.Text, StringComparison.Ordinal);
        Assert.Equal(step, seen.Field("สิ่งที่จะทำต่อ").TextContent.Trim());
    }

    [Theory]
    [InlineData("ประชาชน ๑,๒๐๐ คน", "ประชาชน", 1200)]
    [InlineData("ประชาชน: 41", "ประชาชน", 41)]
    [InlineData("หมู่ 3 120 คน", "หมู่ 3", 120)]
    [InlineData("ประชาชน 10-15 คน", "ประชาชน 10-15 คน", null)]
    [InlineData("ประชาชน 10 – 15 คน", "ประชาชน 10 – 15 คน", null)]
    public void How_many_from_a_sector_is_a_whole_number_and_a_range_stays_as_typed(string typed, string sector, int? count)
    {
        var point = Assert.Single(MeetingPoint.Read(MeetingPart.Sector, typed));
        Assert.Equal((sector, count), (point.Text, point.Count));
        var again = Assert.Single(MeetingPoint.Read(MeetingPart.Sector, point.Line));
        Assert.Equal((sector, count), (again.Text, again.Count));
    }

    [Theory]
    [InlineData("09:00 ชมวิดีโอ 20 นาที", "ชมวิดีโอ", 20)]
    [InlineData("09:00 ชมวิดีโอ 2.5 นาที", "ชมวิดีโอ 2.5 นาที", null)]
    [InlineData("คุย 10-15 นาที", "คุย 10-15 นาที", null)]
    [InlineData("คุย กลุ่มละ 5-10 นาที", "คุย กลุ่มละ 5-10 นาที", null)]
    public void Minutes_are_a_whole_number_and_a_range_stays_as_typed(string typed, string text, int? minutes)
    {
        var point = Assert.Single(MeetingPoint.Read(MeetingPart.Agenda, typed));
        Assert.Equal((text, minutes), (point.Text, point.Minutes));
    }

    [Fact]
    public async Task What_was_left_open_after_the_next_meeting_was_called_stands_on_its_page_and_in_its_form()
    {
        var (circle, leads, _) = await Circle();
        var next = Number(await Calls(leads, circle, ("เป้าหมาย 1", "เรื่องใหม่")));
        var form = await leads.Open($"/meet?circle={circle}&after=true");
        ((AngleSharp.Html.Dom.IHtmlInputElement)form.Document.QuerySelector("[name='Topics[0].Carried']")!).IsChecked = true;
        await form.Fill("วันที่", "16 มี.ค. 2552").Fill("เป้าหมาย 1", "หาคนสอน").Fill("เรื่องที่คุย 1", "น้ำแล้ง").Press("เผยแพร่");
        var seen = await leads.Open($"/n/{next}");
        var left = Assert.Single(seen.Document.QuerySelectorAll("section"), s => s.QuerySelector("h2")?.TextContent == "ค้างจากครั้งก่อน");
        Assert.Equal(["หาคนสอน", "น้ำแล้ง"], left.QuerySelectorAll("li").Select(l => l.TextContent));
        Assert.Equal($"/meet/{next}", left.QuerySelector("a")!.GetAttribute("href"));
        form = await leads.Open($"/meet/{next}");
        Assert.Contains("ครั้งก่อนค้างไว้ 2 เรื่อง", form.Text, StringComparison.Ordinal);
        Assert.Equal(("เรื่องใหม่", "หาคนสอน", "น้ำแล้ง"), (form.Field("เป้าหมาย 1").GetAttribute("value"), form.Field("เป้าหมาย 2").GetAttribute("value"), form.Field("เรื่องที่คุย 1").GetAttribute("value")));
        seen = await form.Press("บันทึกที่แก้");
        Assert.DoesNotContain("ค้างจากครั้งก่อน", seen.Text, StringComparison.Ordinal);
        var number = long.Parse(next, CultureInfo.InvariantCulture);
        Assert.Equal(2, await village.Ask(db => db.Set<MeetingPoint>().CountAsync(p => p.Number == number && p.ContinuesId != null)));
    }

    [Theory]
    [InlineData("ผลของเป้าหมายที่ 1", "เป้าหมาย 1")]
    [InlineData("คุยเรื่องที่ 2 ได้อะไร", "เรื่องที่คุย 2")]
    [InlineData("คนจดของกลุ่มที่ 1", "กลุ่มย่อย 1")]
    public async Task What_came_of_a_row_that_does_not_say_what_it_is_about_is_asked_for_and_stays(string field, string missing)
    {
        var (circle, leads, _) = await Circle();
        var seen = await (await leads.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill(field, "ย่อหน้ายาวที่พิมพ์ไว้").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("ยังไม่บอกว่าเป็นของเรื่องไหน", seen.Text, StringComparison.Ordinal);
        var link = seen.Document.QuerySelector(".refused a")!.GetAttribute("href")!;
        var first = seen.Document.QuerySelector(link)!;
        Assert.Equal("ย่อหน้ายาวที่พิมพ์ไว้", first.ParentElement!.QuerySelector("textarea, [name$=Who]") is { } typed ? typed.GetAttribute("value") ?? typed.TextContent.Trim() : "");
        seen = await seen.Fill(missing.Replace(" 2", " 1", StringComparison.Ordinal), "ตกลงวัน").Press("เผยแพร่");
        Assert.Contains("ย่อหน้ายาวที่พิมพ์ไว้", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_open_goes_past_a_meeting_that_was_called_off()
    {
        var (circle, leads, _) = await Circle();
        await (await leads.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("เป้าหมาย 1", "หาคนสอน").Fill("สรุปท้ายวง", "พบกันใหม่").Press("เผยแพร่");
        var off = Number(await (await leads.Open($"/meet?circle={circle}")).Fill("วันที่", ThaiDate.Short(Soon)).Press("นัดเลย"));
        var called = Number(await Calls(leads, circle, ("วันที่", ThaiDate.Short(Later)), ("เป้าหมาย 1", "เรื่องใหม่")));
        await (await leads.Open($"/meet/{off}/tell")).Fill("งดเพราะอะไร", "น้ำท่วม").Press("งดประชุมนี้");
        Assert.Contains("ค้างจากครั้งก่อน", (await leads.Open($"/n/{called}")).Text, StringComparison.Ordinal);
        await (await leads.Open($"/meet/{called}/tell")).Fill("งดเพราะอะไร", "น้ำยังท่วม").Press("งดประชุมนี้");
        Assert.Equal("หาคนสอน", (await leads.Open($"/meet?circle={circle}")).Field("เป้าหมาย 1").GetAttribute("value"));
    }

    [Fact]
    public async Task A_word_mended_in_a_step_that_is_done_leaves_it_done()
    {
        var (circle, leads, isIn) = await Circle();
        var number = Number(await (await leads.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("สิ่งที่จะทำต่อ", $"รวมแผนที่นํ้าสามตำบล - คุณกิจ {circle}, 20 มี.ค. 2552\nหาคนสอน - คุณกิจ {circle}").Press("เผยแพร่"));
        var done = await (await isIn.Open($"/c/{circle}/steps")).Fill("ได้ผลอย่างไร", "ครบทุกหมู่").Press("เสร็จแล้ว");
        Assert.Contains("ครบทุกหมู่", done.Text, StringComparison.Ordinal);
        await (await leads.Open($"/meet/{number}?after=true")).Fill("สิ่งที่จะทำต่อ", $"หาคนสอน - คุณกิจ {circle}\nรวมแผนที่น้ำสี่ตำบล - คุณกิจ {circle}, ภายใน 20 มี.ค. 2552").Press("บันทึกที่แก้");
        var steps = await village.Ask(db => db.NextSteps.Where(s => s.Number == long.Parse(number, CultureInfo.InvariantCulture)).OrderBy(s => s.Position).Select(s => new { s.Text, s.State, s.Note, s.DueOn }).ToListAsync());
        Assert.Equal([("หาคนสอน", StepState.Open, "", (DateOnly?)null), ("รวมแผนที่น้ำสี่ตำบล", StepState.Done, "ครบทุกหมู่", new DateOnly(2009, 3, 20))], steps.Select(s => (s.Text, s.State, s.Note, s.DueOn)));
    }

    [Fact]
    public async Task A_step_that_is_done_does_not_become_another_ones_for_its_words_are_alike()
    {
        var (circle, leads, isIn) = await Circle();
        var number = Number(await (await leads.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("สิ่งที่จะทำต่อ", $"เก็บข้อมูลครัวเรือนหมู่ 3 - คุณกิจ {circle}").Press("เผยแพร่"));
        await (await isIn.Open($"/c/{circle}/steps")).Fill("ได้ผลอย่างไร", "ครบ 40 ครัวเรือน").Press("เสร็จแล้ว");
        await (await leads.Open($"/meet/{number}?after=true")).Fill("สิ่งที่จะทำต่อ", $"เก็บข้อมูลครัวเรือนหมู่ 4 - คุณอำนวย {circle}\nเก็บข้อมูลครัวเรือนหมู่ 3 ให้ครบ - คุณกิจ {circle}").Press("บันทึกที่แก้");
        var steps = await village.Ask(db => db.NextSteps.Where(s => s.Number == long.Parse(number, CultureInfo.InvariantCulture)).OrderBy(s => s.Position).Select(s => new { s.Text, s.State, s.Note }).ToListAsync());
        Assert.Equal([("เก็บข้อมูลครัวเรือนหมู่ 4", StepState.Open, ""), ("เก็บข้อมูลครัวเรือนหมู่ 3 ให้ครบ", StepState.Done, "ครบ 40 ครัวเรือน")], steps.Select(s => (s.Text, s.State, s.Note)));
    }

    [Fact]
    public async Task A_host_who_left_the_line_meanwhile_is_said_so_and_everything_typed_stays()
    {
        var (circle, leads, _) = await Circle();
        await (await leads.Open($"/c/{circle}/hosts")).Fill("ชื่อหน่วยงาน", $"อบต. {circle}").Press("เพิ่มในลำดับ");
        var form = (await leads.Open($"/meet?circle={circle}")).Fill("วันที่", ThaiDate.Short(Soon)).Fill("เจ้าภาพ", $"อบต. {circle}").Fill("เป้าหมาย 1", "ตกลงวัน");
        await village.Do(db => db.CircleHosts.Where(h => h.Name == $"อบต. {circle}").ExecuteUpdateAsync(set => set.SetProperty(h => h.LeftOn, new DateOnly(2020, 1, 1))));
        var seen = await form.Press("นัดเลย");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("ออกจากลำดับไปแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Equal("ตกลงวัน", seen.Field("เป้าหมาย 1").GetAttribute("value"));
    }

    [Fact]
    public async Task Who_lost_their_right_while_they_typed_reads_what_they_typed()
    {
        var (circle, leads, _) = await Circle();
        var form = (await leads.Open($"/c/{circle}/hosts")).Fill("ชื่อหน่วยงาน", "อบต.เคร็ง");
        var who = await village.Ask(db => db.Members.Where(m => m.Address == $"amnuai-{circle}").Select(m => m.Id).SingleAsync());
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == who).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, new DateOnly(2020, 1, 1))));
        var seen = await form.Press("เพิ่มในลำดับ");
        Assert.Equal(HttpStatusCode.Forbidden, seen.Status);
        Assert.Contains("อบต.เคร็ง", seen.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
    }

    [Fact]
    public async Task A_goal_for_which_nobody_wrote_an_outcome_is_open_and_goes_on_at_the_next_meeting()
    {
        var (circle, leads, _) = await Circle();
        var form = await leads.Open($"/meet?circle={circle}&after=true");
        var seen = await form.Fill("วันที่", "16 มี.ค. 2552").Fill("เป้าหมาย 1", "ตกลงวัน").Fill("ผลของเป้าหมายที่ 1", "ตกลงแล้ว").Fill("เป้าหมาย 2", "หาคนสอน").Press("เผยแพร่");
        Assert.Contains("หาคนสอน ค้าง ยกไปครั้งหน้า", seen.Text, StringComparison.Ordinal);
        Assert.Equal(1, seen.Text.Split("ค้าง ยกไปครั้งหน้า").Length - 1);
        Assert.Equal("หาคนสอน", (await leads.Open($"/meet?circle={circle}")).Field("เป้าหมาย 1").GetAttribute("value"));
    }

    [Fact]
    public async Task Only_the_owner_is_told_that_a_step_is_late_and_who_leads_or_owns_says_how_it_went()
    {
        var (circle, leads, isIn) = await Circle();
        var form = await leads.Open($"/meet?circle={circle}&after=true");
        await form.Fill("วันที่", "16 มี.ค. 2552").Fill("สิ่งที่จะทำต่อ", $"รวมแผนที่น้ำ - คุณกิจ {circle}, 20 มี.ค. 2552").Press("เผยแพร่");
        foreach (var (who, late, may) in new[] { (isIn, true, true), (leads, false, true), (village.Guest(), false, false) })
        {
            var seen = await who.Open($"/c/{circle}/steps");
            Assert.Equal(late, seen.Text.Contains("เลยวันที่ท่านรับไว้แล้ว", StringComparison.Ordinal));
            Assert.Equal(may, seen.Text.Contains("บอกว่าไปถึงไหน", StringComparison.Ordinal));
        }
        var done = await (await isIn.Open($"/c/{circle}/steps")).Fill("ได้ผลอย่างไร", "ครบสามตำบล").Press("เสร็จแล้ว");
        Assert.Contains("ไม่มีเรื่องค้าง", done.Text, StringComparison.Ordinal);
        Assert.Contains("ครบสามตำบล", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_write_at_once_both_keep_what_they_typed()
    {
        var (circle, leads, _) = await Circle();
        var number = Number(await Calls(leads, circle));
        var (first, second) = (await leads.Open($"/meet/{number}?after=true"), await leads.Open($"/meet/{number}?after=true"));
        await first.Fill("สรุปท้ายวง", "ของคนแรก").Press("บันทึกที่แก้");
        var refused = await second.Fill("สรุปท้ายวง", "ของคนที่สอง").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ของคนแรก", refused.Text, StringComparison.Ordinal);
        Assert.Equal("ของคนที่สอง", refused.Field("สรุปท้ายวง").TextContent.Trim());
    }

    [Fact]
    public async Task A_meeting_for_the_circle_only_is_read_by_the_circle_only()
    {
        var (circle, leads, isIn) = await Circle();
        var seen = await Calls(leads, circle, ("เฉพาะวง", "on"));
        Assert.Equal(HttpStatusCode.OK, (await isIn.Open(seen.Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(seen.Address)).Status);
        Assert.Contains("ยังไม่มีนัดหมาย", (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
    }
}
