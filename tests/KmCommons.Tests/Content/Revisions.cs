using System.Net;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Every save is kept, whatever the kind, and comes back in one action.</summary>
public sealed class Revisions(Village village) : IClassFixture<Village>
{
    /// <summary>How each kind is written and revised by its own form: begin, publish, a field to change, the button that saves a change.</summary>
    static readonly Dictionary<string, (string Begin, string[] Fields, string Changes, string Save)> Forms = new()
    {
        ["note"] = ("/write", ["ชื่อเรื่อง=น้ำขึ้น", "คำสำคัญ=ปลา, คลอง", "ที่ไหนแน่=ท่าน้ำวัด"], "เนื้อเรื่อง", "บันทึกการแก้"),
        ["aar"] = ("/reflect", ["ชื่องาน=ประชุมริมคลอง", "วันที่ของงาน=26 ก.พ. 2550", "คนร่วมกี่คน=50", "4. จะกลับไปทำ=ซ้อม - คุณลิขิต, นัดหน้า", "ใครพูดบ้าง=ครูประถม\nตัวแทนโซน", "ถ้าอ่านได้บรรทัดเดียว=คุยกันจริง", "คำสำคัญ=ประชุม"], "1. คาดหวัง", "บันทึกที่แก้"),
        ["case"] = ("/tell", ["ชื่อเรื่อง=ตับจาก", "ทำอะไรไป=จับเวลา", "ที่มา 1=สมุดที่ฝาเรือน", "ตัวเลขที่ 1 ของอะไร=เวลาสาน", "เท่าไร=25", "หน่วย=นาที", "มาจาก=0", "เรื่องนี้เกี่ยวกับอะไร=อาชีพ"], "สถานการณ์", "บันทึกเรื่องที่เล่า"),
        ["meeting"] = ("/meet", ["ชื่อเรื่อง=ประชุมริมคลอง", "วันที่=26 ก.พ. 2550", "เวลา=09:00-12:00", "เป้าหมาย 1=ตกลงวันขุด", "ผลของเป้าหมายที่ 1=วันเสาร์\nค้าง", "กำหนดการ=09:00 เปิดวง 15 นาที — กำนัน", "สิ่งที่จะทำต่อ=ขุดคลอง — ลุงริมคลอง, 3 มี.ค. 2550", "คนชวนคุย=ครูประถม", "มาจากภาคส่วนไหน=ชาวบ้าน 30", "คำสำคัญ=ประชุม"], "สรุปท้ายวง", "บันทึกที่แก้"),
    };

    public static TheoryData<string> Kinds => [.. Forms.Keys];

    static string Any() => Fresh.Key();

    Task<List<Revision>> Kept(long number) => village.Ask(db => db.Revisions.AsNoTracking().Where(r => r.Number == number).OrderBy(r => r.Nth).ToListAsync());

    static long Number(Seen page) => long.Parse(page.Address.Split('/', '#')[2], System.Globalization.CultureInfo.InvariantCulture);

    async Task<(Visitor Writer, long Number)> Begun(string kind, string words)
    {
        var writer = await village.Member($"w-{Any()}", "คุณลิขิต", (Role.NoteTaker, "800119"));
        var page = await writer.Open(Forms[kind].Begin + (kind == "meeting" ? "?circle=-&after=true" : ""));
        foreach (var field in Forms[kind].Fields.Select(f => f.Split('=', 2)))
            page.Fill(field[0], field[1]);
        return (writer, Number(await page.Fill(Forms[kind].Changes, words).Press("เผยแพร่")));
    }

    static async Task<Seen> Revise(Visitor writer, string kind, long number, string? words)
    {
        var page = await writer.Open($"{Forms[kind].Begin}/{number}");
        return await (words is null ? page : page.Fill(Forms[kind].Changes, words)).Press(Forms[kind].Save);
    }

    [Fact]
    public void Every_kind_of_the_site_is_tried_here() =>
        Assert.Equal(village.Services.GetRequiredService<Kinds>().All.Select(k => k.Key).Order(), Forms.Keys.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_save_of_every_kind_is_kept_and_one_that_changed_nothing_is_not(string kind)
    {
        var (writer, number) = await Begun(kind, "น้ำลดตอนเช้า");
        await Revise(writer, kind, number, "น้ำลดตอนสาย");
        await Revise(writer, kind, number, null);
        await Revise(writer, kind, number, "น้ำลดตอนบ่าย");
        var kept = await Kept(number);
        Assert.Equal([1, 2, 3], kept.Select(r => r.Nth));
        Assert.Equal(["น้ำลดตอนเช้า", "น้ำลดตอนสาย", "น้ำลดตอนบ่าย"], kept.Select(r => r.Texts.Single(t => t.StartsWith("น้ำลด", StringComparison.Ordinal))));
        Assert.All(kept.Skip(1), r => Assert.Single(r.Changed));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_older_revision_comes_back_in_one_action_as_a_new_one_and_nothing_is_lost(string kind)
    {
        var (writer, number) = await Begun(kind, "น้ำลดตอนเช้า");
        var page = await writer.Open($"{Forms[kind].Begin}/{number}");
        foreach (var field in Forms[kind].Fields.Select(f => f.Split('=', 2)).Where(f => f[0] is not ("ชื่อเรื่อง" or "ชื่องาน" or "มาจาก" or "ที่มา 1" or "เท่าไร" or "หน่วย" or "ตัวเลขที่ 1 ของอะไร" or "วันที่ของงาน" or "คนร่วมกี่คน" or "วันที่")))
            page.Fill(field[0], "");
        await page.Fill(Forms[kind].Changes, "น้ำลดตอนสาย").Press(Forms[kind].Save);

        var back = await (await writer.Open($"/history/{number}/1")).Fill("เพราะอะไร", "แก้ผิด").Press("ใช้ฉบับนี้อีกครั้ง");
        Assert.Contains("น้ำลดตอนเช้า", back.Text, StringComparison.Ordinal);
        Assert.Contains("น้ำลดตอนเช้า", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
        var kept = await Kept(number);
        Assert.Equal([1, 2, 3], kept.Select(r => r.Nth));
        Assert.Equal((1, "แก้ผิด"), (kept[2].PutsBack, kept[2].Note));
        Assert.Equal((kept[0].Title, kept[0].PlaceName), (kept[2].Title, kept[2].PlaceName));
        Assert.Equal((kept[0].Keys, kept[0].Texts, kept[0].Tags), (kept[2].Keys, kept[2].Texts, kept[2].Tags), (a, b) => a.Keys.SequenceEqual(b.Keys) && a.Texts.SequenceEqual(b.Texts) && a.Tags.SequenceEqual(b.Tags));
        Assert.Contains("น้ำลดตอนสาย", (await writer.Open($"/history/{number}/2")).Text, StringComparison.Ordinal);
        var list = await writer.Open($"/history/{number}");
        foreach (var words in new[] { "นำฉบับที่ 1 กลับมาใช้", "แก้ผิด", "คุณลิขิต", "เริ่มเขียน" })
            Assert.Contains(words, list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_presses_of_the_button_at_one_moment_put_it_back_once()
    {
        var (writer, number) = await Begun("note", "น้ำลดตอนเช้า");
        await Revise(writer, "note", number, "น้ำลดตอนสาย");
        var page = await writer.Open($"/history/{number}/1");
        var answers = await Task.WhenAll(page.Press("ใช้ฉบับนี้อีกครั้ง"), page.Press("ใช้ฉบับนี้อีกครั้ง"));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(3, (await Kept(number)).Count);
    }

    [Fact]
    public async Task Putting_back_what_is_there_already_makes_no_revision()
    {
        var (writer, number) = await Begun("note", "น้ำลดตอนเช้า");
        await Revise(writer, "note", number, "น้ำลดตอนสาย");
        await (await writer.Open($"/history/{number}/1")).Press("ใช้ฉบับนี้อีกครั้ง");
        await (await writer.Open($"/history/{number}/1")).Press("ใช้ฉบับนี้อีกครั้ง");
        Assert.Equal(3, (await Kept(number)).Count);
    }

    [Fact]
    public async Task When_somebody_saved_meanwhile_it_is_refused_with_what_was_typed_and_can_be_pressed_again()
    {
        var (writer, number) = await Begun("note", "น้ำลดตอนเช้า");
        await Revise(writer, "note", number, "น้ำลดตอนสาย");
        var page = await writer.Open($"/history/{number}/1");
        await Revise(writer, "note", number, "น้ำลดตอนบ่าย");
        var refused = await page.Fill("เพราะอะไร", "อันแรกดีกว่า").Press("ใช้ฉบับนี้อีกครั้ง");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("มีคนบันทึกเรื่องนี้ระหว่างที่ท่านดูอยู่", refused.Text, StringComparison.Ordinal);
        Assert.Equal("อันแรกดีกว่า", refused.Field("เพราะอะไร").GetAttribute("value"));
        Assert.Equal(3, (await Kept(number)).Count);
        Assert.Contains("น้ำลดตอนเช้า", (await refused.Press("ใช้ฉบับนี้อีกครั้ง")).Text, StringComparison.Ordinal);
        Assert.Equal(4, (await Kept(number)).Count);
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused_and_kept()
    {
        var (writer, number) = await Begun("note", "น้ำลดตอนเช้า");
        await Revise(writer, "note", number, "น้ำลดตอนสาย");
        var reason = string.Concat(Enumerable.Repeat("ปู่", 201));
        var refused = await (await writer.Open($"/history/{number}/1")).Fill("เพราะอะไร", reason).Press("ใช้ฉบับนี้อีกครั้ง");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(reason, refused.Field("เพราะอะไร").GetAttribute("value"));
        Assert.Equal(2, (await Kept(number)).Count);
    }

    [Fact]
    public async Task The_list_says_who_when_in_Thai_what_part_and_how_many_letters()
    {
        var (writer, number) = await Begun("note", "ที่นี่");
        await Revise(writer, "note", number, "ที่นี่มีปู่");
        await Revise(writer, "note", number, "ปู่");
        var lines = (await writer.Open($"/history/{number}")).Document.QuerySelectorAll("ol.rows > li").Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        // Letters as a reader counts them: ที่ is one
        Assert.Contains("แก้ เนื้อเรื่อง · ลด 3 ตัวอักษร", lines[0], StringComparison.Ordinal);
        Assert.Contains("แก้ เนื้อเรื่อง · เพิ่ม 2 ตัวอักษร", lines[1], StringComparison.Ordinal);
        Assert.Contains(Thai(DateTimeOffset.UtcNow), lines[0], StringComparison.Ordinal);
        Assert.Contains("คุณลิขิต", lines[0], StringComparison.Ordinal);
        Assert.Contains("ฉบับที่ 1", lines[2], StringComparison.Ordinal);
    }

    static string Thai(DateTimeOffset at) => KmCommons.Thai.ThaiDate.BuddhistYear(KmCommons.Thai.ThaiDate.Day(at)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Two_revisions_stand_side_by_side_word_by_word_and_can_be_told_apart_without_seeing_colours()
    {
        var (writer, number) = await Begun("note", "เช้านี้ปู่ลงเรือไปดูน้ำในคลอง");
        await Revise(writer, "note", number, "เช้านี้ย่าลงเรือไปดูปลาในคลอง");
        var seen = await writer.Open($"/history/{number}/2");
        Assert.Equal(["ปู่", "น้ำ"], seen.Document.QuerySelectorAll(".diff del").Select(d => d.TextContent.Replace("[เอาออก] ", "", StringComparison.Ordinal).Replace(" [จบส่วนที่เอาออก]", "", StringComparison.Ordinal)));
        Assert.Equal(["ย่า", "ปลา"], seen.Document.QuerySelectorAll(".diff ins").Select(d => d.TextContent.Replace("[เพิ่ม] ", "", StringComparison.Ordinal).Replace(" [จบส่วนที่เพิ่ม]", "", StringComparison.Ordinal)));
        Assert.All(seen.Document.QuerySelectorAll(".diff ins, .diff del"), change => Assert.NotNull(change.QuerySelector(".seen-by-ear")));
    }

    [Fact]
    public async Task Of_a_long_text_only_the_surroundings_of_the_change_are_shown_and_the_whole_below()
    {
        var around = string.Concat(Enumerable.Repeat("ปู่ย่าเล่าเรื่องน้ำที่ท่าวัด ", 400));
        var (writer, number) = await Begun("note", around + "แดดออก " + around);
        await Revise(writer, "note", number, around + "ฝนตก " + around);
        var seen = await writer.Open($"/history/{number}/2");
        var diff = seen.Document.QuerySelector(".diff")!.TextContent;
        Assert.InRange(diff.Length, 100, 1500);
        Assert.Contains("ฝนตก", diff, StringComparison.Ordinal);
        Assert.Equal(2, diff.Split('…').Length - 1);
        Assert.Contains(around + "ฝนตก " + around.TrimEnd(), seen.Document.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
    }
}
