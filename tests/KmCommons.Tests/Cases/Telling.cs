using System.Net;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Cases;

public sealed class Telling(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = new(2007, 3, 8, 13, 0, 0, TimeSpan.Zero);

    static string Any() => Fresh.Key();

    Task<Visitor> Villager() => village.Member($"kit-{Any()}", $"คุณกิจ {Any()}");

    async Task<(long Number, long Author)> Published(CaseSaid said)
    {
        var author = await village.Joins($"likhit-{Any()}", "คุณลิขิต");
        return await village.Ask(async db =>
        {
            var story = await CaseStory.Tell(db, new(author, "", []), said, Now);
            story.Publish(Now);
            await db.SaveChangesAsync();
            return (story.Number, author);
        });
    }

    static Dictionary<CasePart, string> Parts(params (CasePart Part, string Text)[] parts) => parts.ToDictionary(p => p.Part, p => p.Text);

    static CaseSaid Stub(string title) => new() { Title = title, Texts = Parts((CasePart.Known, "รู้แค่ชื่อ"), (CasePart.Waiting, "- ก้อนแรกมาจากใคร")) };

    [Fact]
    public async Task A_villager_tells_a_story_with_figures_and_sources_and_a_guest_reads_it()
    {
        var page = await (await Villager()).Open("/tell");
        page.Fill("ชื่อเรื่อง", "นับเวลาแล้วค่อยตั้งราคา").Fill("สถานการณ์", "ขายตับจากมานาน").Fill("ทำอะไรไป", "1. จับเวลา\n2. ขีดบนฝาเรือน").Fill("ที่มา 1", "สมุดที่ฝาเรือน หน้า 3")
            .Fill("ตัวเลขที่ 1 ของอะไร", "เวลาสานหนึ่งตับ").Fill("เท่าไร", "25").Fill("หน่วย", "นาที").Fill("มาจาก", "ที่มา 1").Fill("เรื่องนี้เกี่ยวกับอะไร", "อาชีพริมคลอง, ภูมิปัญญา");
        var seen = await page.Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var read = await village.Guest().Open(seen.Address);
        foreach (var words in new[] { "นับเวลาแล้วค่อยตั้งราคา", "ขายตับจากมานาน", "ขีดบนฝาเรือน", "เวลาสานหนึ่งตับ", "25 นาที", "สมุดที่ฝาเรือน หน้า 3", "เล่าแล้ว 2 ใน 4 ตอน", "ยังขาด 2 ตอน", "อาชีพริมคลอง" })
            Assert.Contains(words, read.Text, StringComparison.Ordinal);
        Assert.Equal("#s1", read.Document.QuerySelector("sup a")!.GetAttribute("href"));
        Assert.NotNull(read.Document.GetElementById("s1"));
    }

    [Fact]
    public async Task A_stub_says_what_is_known_and_asks_for_its_story()
    {
        var (number, _) = await Published(Stub("กองทุนที่ดินบ้านสระพัง"));
        var seen = await village.Guest().Open($"/n/{number}");
        foreach (var words in new[] { "รอคนเล่า", "เรื่องนี้ยังไม่มีใครเล่า", "รู้แค่ชื่อ", "ก้อนแรกมาจากใคร", "เล่าแล้ว 0 ใน 4 ตอน" })
            Assert.Contains(words, seen.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await seen.Follow("เล่าเรื่องนี้")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_who_joined_tells_what_is_missing_with_their_name_below_and_changes_nothing_else()
    {
        var (number, _) = await Published(Stub("เครือข่ายสัจจะวัดป่ายาง"));
        var (first, second) = (await Villager(), await Villager());
        var page = await first.Open($"/tell/{number}");
        Assert.Equal(HttpStatusCode.OK, (await page.Fill("สถานการณ์", "เริ่มจากสมุดเล่มเดียว").Press("บันทึกเรื่องที่เล่า")).Status);
        var read = await village.Guest().Open($"/n/{number}");
        Assert.Contains("เริ่มจากสมุดเล่มเดียว", read.Text, StringComparison.Ordinal);
        Assert.Contains("ตอนนี้เล่าโดย คุณกิจ", read.Text, StringComparison.Ordinal);

        // The second one may add, and a forged field changes neither the first one's part nor the title
        var form = (await second.Open($"/tell/{number}")).Document.QuerySelector("form[data-write]")!;
        using var forged = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("[name=Version]")!.GetAttribute("value")!), "Version" },
            { new StringContent("เขียนทับ"), "\"Texts[0]\"" },
            { new StringContent("ทำทีละบาท"), "\"Texts[1]\"" },
            { new StringContent("ชื่อปลอม"), "Title" },
        };
        Assert.Equal(HttpStatusCode.OK, (await second.Send(HttpMethod.Post, $"/tell/{number}", forged)).Status);
        read = await village.Guest().Open($"/n/{number}");
        Assert.Contains("เริ่มจากสมุดเล่มเดียว", read.Text, StringComparison.Ordinal);
        Assert.Contains("ทำทีละบาท", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เขียนทับ", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ชื่อปลอม", read.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await first.Open($"/tell/{number}")).Fill("สถานการณ์", "เริ่มจากสมุดเล่มเดียวของป้า").Press("บันทึกเรื่องที่เล่า")).Status);
    }

    [Fact]
    public async Task Not_one_part_is_refused_and_everything_typed_stays()
    {
        var page = await (await Villager()).Open("/tell");
        var seen = await page.Fill("ชื่อเรื่อง", "เรื่องที่ยังว่าง").Fill("ที่มา 2", "คำบอกเล่าของป้า").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Equal("เรื่องที่ยังว่าง", seen.Field("ชื่อเรื่อง").TextContent.Trim());
        Assert.Equal("คำบอกเล่าของป้า", seen.Field("ที่มา 2").GetAttribute("value"));
    }

    [Fact]
    public async Task More_rows_come_without_losing_what_was_typed()
    {
        var page = await (await Villager()).Open("/tell");
        var more = await page.Fill("ชื่อเรื่อง", "มีหลายที่มา").Fill("ที่มา 3", "สาม").Press("ขอแถวเพิ่ม");
        Assert.Equal(HttpStatusCode.OK, more.Status);
        Assert.Equal("สาม", more.Field("ที่มา 3").GetAttribute("value"));
        more.Field("ที่มา 9");
    }

    [Fact]
    public async Task Somebody_elses_draft_is_not_there_and_a_whole_story_of_another_is_not_ours_to_change()
    {
        var author = await village.Joins($"likhit-{Any()}", "คุณลิขิต");
        var draft = await village.Ask(async db =>
        {
            var story = await CaseStory.Tell(db, new(author, "", []), Stub("ร่างของคนอื่น"), Now);
            await db.SaveChangesAsync();
            return story.Number;
        });
        var (whole, _) = await Published(new() { Title = "ครบแล้ว", Texts = CaseParts.Story.ToDictionary(p => p, p => "เล่าแล้ว") });
        var villager = await Villager();
        Assert.Equal(HttpStatusCode.NotFound, (await villager.Open($"/tell/{draft}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await villager.Open($"/tell/{whole}")).Status);
    }

    [Fact]
    public async Task Two_tellers_of_the_same_version_lose_nothing()
    {
        var (number, _) = await Published(Stub("เล่าพร้อมกัน"));
        var (one, two) = (await (await Villager()).Open($"/tell/{number}"), await (await Villager()).Open($"/tell/{number}"));
        Assert.Equal(HttpStatusCode.OK, (await one.Fill("ผลที่เกิด", "ผลของคนแรก").Press("บันทึกเรื่องที่เล่า")).Status);
        var conflict = await two.Fill("ถ้าจะเอาไปทำบ้าง", "ทำแบบนี้สิ").Press("บันทึกเรื่องที่เล่า");
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("ผลของคนแรก", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("ทำแบบนี้สิ", conflict.Field("ถ้าจะเอาไปทำบ้าง").TextContent.Trim());
        Assert.Equal(HttpStatusCode.OK, (await conflict.Press("บันทึกเรื่องที่เล่า")).Status);
        var parts = await village.Ask(db => db.Set<CaseText>().Where(t => t.Number == number && t.Part != CasePart.Known && t.Part != CasePart.Waiting).CountAsync());
        Assert.Equal(2, parts);
    }

    [Fact]
    public async Task What_is_typed_as_code_is_read_as_words()
    {
        var (number, _) = await Published(new() { Title = "รหัส", Texts = Parts((CasePart.Done, "<script>alert(1)</script> [กด](javascript:alert(1))")) });
        var html = await (await village.Guest().Open($"/n/{number}")).Answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }
}
