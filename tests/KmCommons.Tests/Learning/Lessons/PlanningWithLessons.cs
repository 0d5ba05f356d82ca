using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

/// <summary>What a circle is shown when it plans a meeting: lessons that fit, each with why, and none to fill up.</summary>
public sealed class PlanningWithLessons : IAsyncLifetime
{
    readonly Village village = new();
    Visitor leads = null!;
    long writer, member, circle;

    public async Task InitializeAsync()
    {
        await ((IAsyncLifetime)village).InitializeAsync();
        (writer, _) = await village.Writer("khian");
        member = await village.Someone("chao-ban");
        var leader = await village.Someone("amnuai");
        circle = await village.Circle("bangchak", "800119", (leader, Role.Facilitator));
        leads = await village.Signed("amnuai");
    }

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    int cards;

    async Task<long> Card(string claim, string? from, string? holds = null, params string[] tags) => await village.Card(writer, await village.Note(writer, $"ย่อหน้าที่เล่าว่าทำอย่างไรจึงได้ผล {++cards}", from), claim, holds, tags);

    static List<(string Claim, string Why)> Fitting(Seen page) => [.. page.Document.QuerySelectorAll("#lessons li").Select(li => (li.QuerySelector("a")!.TextContent, string.Join(" | ", li.QuerySelectorAll(".byline span").Select(s => s.TextContent))))];

    async Task<List<(string Claim, string Why)>> Planned() => Fitting(await leads.Open("/meet?circle=bangchak"));

    static string Day(int days) => ThaiDate.Short(Cards.Today.AddDays(days));

    async Task<Seen> Calls(int days, string goal, string tags = "") => await (await leads.Open("/meet?circle=bangchak")).Fill("วันที่", Day(days)).Fill("เป้าหมาย 1", goal).Fill("คำสำคัญ", tags).Press("นัดเลย");

    [Fact]
    public async Task Nothing_is_shown_when_nothing_fits()
    {
        await Card("เลี้ยงปลาในนาข้าวที่ลุ่ม", "800707");
        await Card("ทั้งจังหวัดควรออมวันละบาท", null);
        await village.Adopts(await Card("ใช้ที่อำเภออื่นเท่านั้น", "800707"), member, new() { PlaceCode = "800707" });
        var page = await leads.Open("/meet?circle=bangchak");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("#lessons"));
        Assert.Null((await Calls(9, "คุยเรื่องหอกระจายข่าว")).Document.QuerySelector("#lessons"));
    }

    [Fact]
    public async Task Each_says_truly_why_it_fits_the_nearer_before_the_farther()
    {
        await Card("มาจากตำบลนี้", "800119");
        await Card("มาจากข้าง ๆ", "800121");
        await village.Adopts(await Card("ไกลแต่ใช้ที่นี่", "800707"), member, new() { PlaceCode = "800119" });
        await village.Adopts(await Card("ไกลแต่ใช้ข้าง ๆ", "800707"), member, new() { PlaceCode = "800121" });
        await village.Adopts(await Card("ไกลแต่ใช้ในอำเภอ", "800707"), member, new() { PlaceCode = "8001" });
        // Tried near by, and it did not work: that is no reason
        await village.Adopts(await Card("ไกลและใช้ไม่ได้", "800707"), member, new() { PlaceCode = "800119", Outcome = AdoptionOutcome.NotHere, Said = "น้ำเค็ม" });
        Assert.Equal(
        [
            ("ไกลแต่ใช้ที่นี่", "ใช้แล้วใน ต.บางจาก"),
            ("มาจากตำบลนี้", "จากตำบลเดียวกัน"),
            ("ไกลแต่ใช้ข้าง ๆ", "ใช้แล้วใน ต.ท่าซัก อ.เมืองนครศรีธรรมราช ตำบลข้างเคียง"),
            ("มาจากข้าง ๆ", "จาก ต.ท่าซัก อ.เมืองนครศรีธรรมราช ตำบลข้างเคียง"),
            ("ไกลแต่ใช้ในอำเภอ", "ใช้แล้วใน อ.เมืองนครศรีธรรมราช อำเภอเดียวกัน"),
        ], await Planned());
    }

    [Fact]
    public async Task What_the_circle_speaks_of_is_a_reason_by_tag_and_by_word_and_words_of_every_meeting_are_none()
    {
        await Card("บ่อดักไขมันช่วยให้น้ำเสียลดลงทุกบ้าน", "800707");
        await Card("ปลูกหญ้าแฝกริมตลิ่ง", "800707", null, "ป่าชายเลน");
        await Card("ประชุมชุมชนแล้วทุกคนช่วยกันทำงาน", "800707");
        Assert.Empty(await Planned());
        // By a word of a goal: on the page of the meeting that is to come
        Assert.Equal([("บ่อดักไขมันช่วยให้น้ำเสียลดลงทุกบ้าน", "เรื่องเดียวกับ: น้ำเสีย")], Fitting(await Calls(9, "ตกลงเรื่องน้ำเสียในชุมชน ทุกคนช่วยกันประชุม")));
        // By a tag of an earlier meeting: on the form of the next one
        await Calls(10, "เรื่องอื่น", "ป่าชายเลน");
        Assert.Contains(("ปลูกหญ้าแฝกริมตลิ่ง", "เรื่องเดียวกับ: ป่าชายเลน"), await Planned());
        Assert.DoesNotContain(await Planned(), f => f.Claim.StartsWith("ประชุมชุมชน", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_most_five_are_shown_the_most_taken_up_first_of_those_that_fit_alike()
    {
        for (var nth = 1; nth <= 7; nth++)
        {
            var card = await Card($"บทเรียนที่ {nth}", "800119");
            if (nth is 2 or 5)
                await village.Adopts(card, member, new() { PlaceCode = "800707" });
            if (nth == 5)
                await village.Adopts(card, writer, new() { PlaceCode = "8007" });
        }
        Assert.Equal(["บทเรียนที่ 5", "บทเรียนที่ 2", "บทเรียนที่ 7", "บทเรียนที่ 6", "บทเรียนที่ 4"], (await Planned()).Select(f => f.Claim));
    }

    [Fact]
    public async Task What_the_circle_took_up_already_and_what_holds_elsewhere_only_is_not_proposed_nor_anything_after_the_fact()
    {
        await village.Adopts(await Card("วงนี้ใช้แล้ว", "800119"), member, new() { PlaceCode = "800119", CircleId = circle });
        await village.Adopts(await Card("วงอื่นใช้แล้ว", "800119"), member, new() { PlaceCode = "800119", CircleId = await village.Circle("uen", "800119") });
        await Card("ใช้ได้แต่ที่ชะอวด", "800119", "8007");
        await Card("ใช้ได้ในอำเภอนี้", "800119", "8001");
        Assert.Equal(["วงอื่นใช้แล้ว", "ใช้ได้ในอำเภอนี้"], (await Planned()).Select(f => f.Claim));
        Assert.Empty(Fitting(await leads.Open("/meet?circle=bangchak&after=true")));
        var past = await (await leads.Open("/meet?circle=bangchak&after=true")).Fill("วันที่", "16 มี.ค. 2552").Press("เผยแพร่");
        Assert.Empty(Fitting(past));
        Assert.Empty(Fitting(await leads.Open("/meet?circle=-")));
    }

    [Fact]
    public async Task A_lesson_is_put_among_the_matters_of_the_form_and_everything_typed_stays()
    {
        var card = await Card("แยกขยะวันพุธ", "800119");
        var form = (await leads.Open("/meet?circle=bangchak")).Fill("วันที่", Day(12)).Fill("เรื่องที่คุย 1", "เรื่องที่พิมพ์เอง").Fill("คำสำคัญ", "ขยะ");
        var more = await form.Press("เอาเข้าวาระ");
        Assert.Equal(HttpStatusCode.OK, more.Status);
        string Value(string label) => ((IHtmlInputElement)more.Field(label)).Value;
        Assert.Equal((Day(12), "เรื่องที่พิมพ์เอง", $"แยกขยะวันพุธ (/lesson/{card})", "ขยะ"), (Value("วันที่"), Value("เรื่องที่คุย 1"), Value("เรื่องที่คุย 2"), Value("คำสำคัญ")));
        // It is there: it is not proposed again
        Assert.Empty(Fitting(more));
        var called = await more.Press("นัดเลย");
        var link = called.Document.QuerySelector($".goals a[href='/lesson/{card}']");
        Assert.Equal("แยกขยะวันพุธ", link!.Closest("li")!.QuerySelector("h3")!.TextContent);
        // As it was typed it stays: the form of the meeting holds the line as one
        Assert.Equal($"แยกขยะวันพุธ (/lesson/{card})", ((IHtmlInputElement)(await leads.Open($"/meet/{called.Address.Split('/')[2]}")).Field("เรื่องที่คุย 2")).Value);
    }

    [Fact]
    public async Task From_the_page_of_the_meeting_it_is_put_there_once_and_only_by_who_keeps_it()
    {
        var card = await Card("แยกขยะวันพฤหัส", "800119");
        var called = await Calls(9, "เรื่องอื่น");
        var number = called.Address.Split('/')[2];
        Assert.Single(Fitting(called));
        Assert.Null((await village.Guest().Open(called.Address)).Document.QuerySelector("#lessons"));
        Assert.Null((await (await village.Signed("chao-ban")).Open(called.Address)).Document.QuerySelector("#lessons"));
        var (one, two) = (await leads.Open(called.Address), await leads.Open(called.Address));
        await one.Press("เอาเข้าวาระ");
        var seen = await two.Press("เอาเข้าวาระ");
        Assert.Single(seen.Document.QuerySelectorAll($".goals a[href='/lesson/{card}']"));
        Assert.Empty(Fitting(seen));
        Assert.Equal(1, await village.Ask(db => db.Set<MeetingPoint>().CountAsync(p => p.Text.Contains("(/lesson/"))));
        Assert.Equal(2, await village.Ask(db => db.Revisions.CountAsync(r => r.Number == long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(HttpStatusCode.NotFound, (await leads.Send(HttpMethod.Post, $"/meet/{number}?handler=Bring", new FormUrlEncodedContent([new("lesson", "987654321")]))).Status);
    }
}
