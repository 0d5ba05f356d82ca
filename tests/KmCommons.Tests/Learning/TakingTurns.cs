using System.Net;
using System.Text;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class TakingTurns(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Today = ThaiDate.Day(DateTimeOffset.UtcNow);

    async Task<(string Circle, Visitor Leads)> Circle()
    {
        var key = Fresh.Key();
        var leader = await village.Member($"amnuai-{key}", $"คุณอำนวย {key}", (Role.Facilitator, "800119"));
        var form = await leader.Open("/circles/begin");
        var kept = await form.Fill("ชื่อวง", $"วง {key}").Fill("ที่อยู่ของวง", $"w{key}").Fill("ตำบลหรืออำเภอ", "800119").Press("ตั้งวง");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        return ($"w{key}", leader);
    }

    async Task<Seen> Hosts(Visitor leader, string circle, string names)
    {
        var page = await leader.Open($"/c/{circle}/hosts");
        return await page.Fill("ชื่อหน่วยงาน หมู่บ้าน หรือคน", names).Fill("อยู่ในวงตั้งแต่", "1 ม.ค. 2550").Press("เพิ่มในลำดับ");
    }

    Task<Dictionary<string, long>> Ids(string circle) => village.Ask(db => { var circles = db.Circles; return db.CircleHosts.Where(h => circles.Any(c => c.Id == h.CircleId && c.Address == circle)).ToDictionaryAsync(h => h.Name, h => h.Id); });

    static string Next(Seen hosts) => hosts.Document.QuerySelector("section .strong")!.TextContent;

    [Fact]
    public async Task Who_begins_a_circle_leads_it_and_says_how_often_it_meets()
    {
        var (circle, leader) = await Circle();
        var kept = await (await leader.Open($"/c/{circle}/keep")).Tick("ทุกเดือน").Fill("สัปดาห์ไหน", "2").Fill("วันไหนของสัปดาห์", "Friday").Fill("เวลา", "9.00-12.00").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Contains("ทุกเดือน วันศุกร์ที่สองของเดือน", (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
        var form = await leader.Open($"/meet?circle={circle}");
        Assert.Equal("09:00-12:00", form.Field("เวลา").GetAttribute("value"));
        Assert.True(ThaiDate.TryParse(form.Field("วันที่").GetAttribute("value")!, out var day));
        Assert.Equal((DayOfWeek.Friday, true), (day.Date!.Value.DayOfWeek, day.Date.Value.Day is >= 8 and <= 14));
    }

    [Fact]
    public async Task Two_ways_of_saying_the_day_at_once_are_refused_and_stay_in_the_form()
    {
        var (circle, leader) = await Circle();
        var kept = await (await leader.Open($"/c/{circle}/keep")).Tick("ทุกเดือน").Fill("วันที่เท่าไรของเดือน", "๑๑").Fill("สัปดาห์ไหน", "2").Fill("วันไหนของสัปดาห์", "Friday").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.Status);
        Assert.Contains("เลือกอย่างใดอย่างหนึ่ง", kept.Text, StringComparison.Ordinal);
        Assert.Equal("๑๑", kept.Field("วันที่เท่าไรของเดือน").GetAttribute("value"));
    }

    [Fact]
    public async Task Who_waited_longest_hosts_next_who_asks_out_keeps_the_place_and_a_swap_changes_the_order()
    {
        var (circle, leader) = await Circle();
        var hosts = await Hosts(leader, circle, "อบต.บางจาก\nอบต.ท่าซัก\nอบต.ขอนหาด\nอบต.บางจาก");
        Assert.Equal("อบต.บางจาก", Next(hosts));
        hosts = await hosts.Fill("ขอเว้นเพราะ", "น้ำท่วม").Press("ขอเว้น");
        Assert.Equal("อบต.ท่าซัก", Next(hosts));
        Assert.Contains("อบต.บางจาก ขอเว้นครั้งนี้ คิวยังอยู่ที่เดิม: น้ำท่วม", hosts.Text, StringComparison.Ordinal);
        // ท่าซัก hosts; the next time บางจาก is asked first
        var ids = await Ids(circle);
        await (await leader.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", ThaiDate.Short(Today.AddDays(-1))).Fill("เจ้าภาพ", $"{ids["อบต.ท่าซัก"]}").Press("เผยแพร่");
        await (await leader.Open($"/meet?circle={circle}")).Fill("วันที่", ThaiDate.Short(Today.AddDays(20))).Fill("เจ้าภาพ", $"{ids["อบต.บางจาก"]}").Press("นัดเลย");
        hosts = await leader.Open($"/c/{circle}/hosts");
        Assert.Equal("อบต.ขอนหาด", Next(hosts));
        // Who has hosted in this lap has no place to give away
        var refused = await hosts.Fill("รายนี้", $"{ids["อบต.ท่าซัก"]}").Fill("กับรายนี้", $"{ids["อบต.ขอนหาด"]}").Press("สลับ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        hosts = await Hosts(leader, circle, "อบต.ปากนคร");
        ids = await Ids(circle);
        hosts = await hosts.Fill("รายนี้", $"{ids["อบต.ปากนคร"]}").Fill("กับรายนี้", $"{ids["อบต.ขอนหาด"]}").Fill("สลับเพราะ", "ขอนหาดมีงานบุญ").Press("สลับ");
        Assert.Equal("อบต.ปากนคร", Next(hosts));
        Assert.Contains("อบต.ปากนคร สลับคิวกับ อบต.ขอนหาด", hosts.Text, StringComparison.Ordinal);
        Assert.Contains("อบต.ปากนคร", (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_out_of_a_meeting_asked_out_of_its_new_day_too()
    {
        var (circle, leader) = await Circle();
        await (await leader.Open($"/c/{circle}/keep")).Tick("ทุกเดือน").Fill("วันที่เท่าไรของเดือน", "11").Press("บันทึกที่แก้");
        var hosts = await Hosts(leader, circle, "อบต.บางจาก\nอบต.ท่าซัก");
        hosts = await hosts.Fill("ขอเว้นเพราะ", "น้ำท่วม").Press("ขอเว้น");
        var called = await (await leader.Open($"/meet?circle={circle}")).Fill("เจ้าภาพ", "").Press("นัดเลย");
        var number = called.Address.Split('/')[2];
        var day = await village.Ask(db => db.Meetings.Where(m => m.Number == long.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Select(m => m.Day).SingleAsync());
        await (await leader.Open($"/meet/{number}")).Fill("วันที่", ThaiDate.Short(day.AddDays(5))).Press("บันทึกที่แก้");
        Assert.Equal(day.AddDays(5), await village.Ask(db => { var circles = db.Circles; return db.Set<RotaNote>().Where(n => circles.Any(c => c.Id == n.CircleId && c.Address == circle)).Select(n => n.OnDay).SingleAsync(); }));
    }

    [Fact]
    public async Task A_calendar_takes_the_meetings_and_hears_of_a_move_under_the_same_uid()
    {
        var (circle, leader) = await Circle();
        var called = await (await leader.Open($"/meet?circle={circle}")).Fill("วันที่", ThaiDate.Short(Today.AddDays(30))).Fill("เวลา", "9.00-12.00").Fill("ที่ไหน", "ศาลา; ริมคลอง").Press("นัดเลย");
        var number = called.Address.Split('/')[2];
        var before = CalendarReader.Read(await Bytes($"/c/{circle}/calendar.ics"));
        await (await leader.Open($"/meet/{number}")).Fill("วันที่", ThaiDate.Short(Today.AddDays(35))).Press("บันทึกที่แก้");
        foreach (var address in new[] { $"/c/{circle}/calendar.ics", $"/meet/{number}/calendar.ics", "/t/800119/calendar.ics" })
        {
            var text = Encoding.UTF8.GetString(await Bytes(address));
            Assert.Contains($"UID:meeting-{number}@", text, StringComparison.Ordinal);
            Assert.Contains("SEQUENCE:1", text, StringComparison.Ordinal);
            Assert.Contains($"DTSTART;TZID=Asia/Bangkok:{Today.AddDays(35):yyyyMMdd}T090000", text, StringComparison.Ordinal);
        }
        Assert.NotNull(before);

        async Task<byte[]> Bytes(string address) => await (await village.Guest().Http.GetAsync(address)).Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task The_calendar_of_a_month_speaks_the_buddhist_year_and_an_empty_one_leads_to_the_nearest_meeting()
    {
        var (circle, leader) = await Circle();
        await (await leader.Open($"/meet?circle={circle}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("ที่ไหน", "อบต.บางจาก").Press("เผยแพร่");
        var march = await village.Guest().Open($"/calendar?month=2009-03&circle={circle}");
        foreach (var words in new[] { "มีนาคม 2552", "กุมภาพันธ์ 2552", "16 มี.ค. 2552", "อบต.บางจาก" })
            Assert.Contains(words, march.Text, StringComparison.Ordinal);
        Assert.Contains("ครั้งที่ 1", march.Document.QuerySelectorAll("table.month td").Single(td => td.QuerySelector("a") is not null).TextContent, StringComparison.Ordinal);
        var april = await village.Guest().Open($"/calendar?month=2009-04&circle={circle}");
        Assert.Contains("เดือนนี้ยังไม่มีนัด", april.Text, StringComparison.Ordinal);
        Assert.Contains("มีนาคม 2552", (await april.Follow("นัดก่อนหน้า มีนาคม 2552")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leads_takes_people_in_by_name_and_whoever_leaves_stays_in_the_list_with_the_day()
    {
        var (circle, leader) = await Circle();
        var name = $"คุณกิจ {circle}";
        await village.Joins($"kit-{circle}", name);
        var kept = await (await leader.Open($"/c/{circle}/keep")).Fill("ชื่อสมาชิก", name).Fill("อยู่ในวงตั้งแต่", "1 ม.ค. 2550").Press("เพิ่ม");
        Assert.Contains(name, (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await leader.Open($"/c/{circle}/keep")).Fill("ชื่อสมาชิก", "ไม่มีใคร").Press("เพิ่ม")).Status);
        kept = await kept.Submit((AngleSharp.Html.Dom.IHtmlElement)kept.Document.QuerySelectorAll("button").Single(b => b.TextContent.Contains("ออกจากวง", StringComparison.Ordinal) && b.TextContent.Contains(name, StringComparison.Ordinal)));
        Assert.Contains("ออกจากวงแล้ว", kept.Text, StringComparison.Ordinal);
        Assert.Contains(name, kept.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(name, (await village.Guest().Open($"/c/{circle}")).Text, StringComparison.Ordinal);
    }
}
