using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Learning.Voices;

public sealed class ManyVoices(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Everyone_says_it_on_a_phone_and_the_review_shows_how_many_and_where_it_comes_from()
    {
        var hall = await Hall.Open(village, "เวทีทั้งเส้นทาง");
        for (var i = 0; i < 5; i++)
            Assert.Contains("ได้รับเสียงของท่านแล้ว", (await hall.Gives(village.Guest(), null, (2, $"ได้คุยกันทุกคน {i}"))).Text, StringComparison.Ordinal);
        await hall.Gives(village.Guest(), "ป้าแจ่ม", (2, "ป้าว่าได้คุยกันทั่ว\n- ข้าวอร่อย"));

        var page = await hall.Close();
        Assert.Equal(HttpStatusCode.OK, page.Status);
        page = await hall.Keeper.Open(hall.Gather + 2);
        page = await Hall.Pick(page, "ได้คุยกันทุกคน 0", "ได้คุยกันทุกคน 1", "ป้าว่าได้คุยกันทั่ว").Fill("รวมโดยใช้คำว่า", "ทุกคนได้พูด").Press("รวมเป็นเรื่องเดียว");
        Assert.Contains("จากเสียงของ 3 คน", page.Text, StringComparison.Ordinal);
        await Hall.Pick(page, "ทุกคนได้พูด", "ข้าวอร่อย").Press("ใส่ลงใบ");
        var published = await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, published.Status);

        var read = await village.Guest().Open($"/n/{hall.Number}");
        Assert.Contains("ทุกคนได้พูดจากเสียงของ 3 คน", read.Text, StringComparison.Ordinal);
        var sources = await read.Follow("จากเสียงของ 3 คน");
        foreach (var words in new[] { "ได้คุยกันทุกคน 0", "ได้คุยกันทุกคน 1", "ป้าว่าได้คุยกันทั่ว", "ป้าแจ่ม", "ไม่ลงชื่อ" })
            Assert.Contains(words, sources.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ได้คุยกันทุกคน 2", sources.Text, StringComparison.Ordinal);
    }

    static string Any() => Fresh.Key();

    async Task<Hall> Closed(params string[] said)
    {
        var hall = await Hall.Open(village, $"เวที {Any()}");
        await hall.Voices(Math.Max(5, said.Length), i => [said.ElementAtOrDefault(i) ?? $"อื่น ๆ {i}"]);
        await hall.Close();
        return hall;
    }

    [Fact]
    public async Task While_few_did_not_sign_it_is_not_closed_before_its_day_and_on_its_day_it_closes_by_itself()
    {
        var hall = await Hall.Open(village, $"เวทีคนน้อย {Any()}");
        await hall.Voices(4, i => [$"คำที่ {i}"]);
        var page = await hall.Close();
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("ไม่ถึง 5 เสียง", page.Text, StringComparison.Ordinal);
        Assert.EndsWith("/voices", (await hall.Keeper.Open(hall.Gather + 1)).Address, StringComparison.Ordinal);
        await Day(hall, -1);
        Assert.Contains("รอบนี้ปิดแล้ว", (await village.Guest().Open("/v/" + hall.Code)).Text, StringComparison.Ordinal);
        await using (var scope = village.Services.CreateAsyncScope())
            await VoiceRound.Tend(scope.ServiceProvider, default);
        Assert.Contains("คำที่ 3", (await hall.Keeper.Open(hall.Gather + 1)).Text, StringComparison.Ordinal);
    }

    Task Day(Hall hall, int days) => village.Do(db => db.VoiceRounds.Where(r => r.Number == hall.Number).ExecuteUpdateAsync(set => set.SetProperty(r => r.ClosesOn, KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(days))));

    [Fact]
    public async Task Who_comes_after_the_close_is_told_so_and_keeps_what_they_typed()
    {
        var hall = await Hall.Open(village, $"เวทีมาช้า {Any()}");
        await hall.Voices(5, i => [$"คำที่ {i}"]);
        var page = await village.Guest().Open("/v/" + hall.Code);
        await hall.Close();
        page.Document.QuerySelector("textarea")!.TextContent = "มาไม่ทัน";
        var refused = await page.Press("ส่งเสียงของฉัน");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("มาไม่ทัน", refused.Document.QuerySelector("textarea")!.TextContent.Trim());
        Assert.DoesNotContain("มาไม่ทัน", (await hall.Keeper.Open(hall.Gather + 1)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_answered_is_refused_and_so_is_a_signature_without_a_name()
    {
        var hall = await Hall.Open(village, $"เวทีว่าง {Any()}");
        var refused = await hall.Gives(village.Guest(), null, (2, " \n- \n"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        refused = await hall.Gives(village.Guest(), "  ", (2, "ดีใจ"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ดีใจ", refused.Document.QuerySelectorAll("textarea")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Voices.CountAsync(v => v.Number == hall.Number)));
    }

    [Fact]
    public async Task A_member_who_signs_is_linked_and_a_code_is_found_however_it_is_typed()
    {
        var (hall, name) = (await Hall.Open(village, $"เวทีลงชื่อ {Any()}"), $"sign-{Any()}");
        var member = await village.Member(name, "คุณลงชื่อ");
        Assert.Equal("/v/" + hall.Code, (await member.Open("/v?code=" + hall.Code.Replace("-", " ", StringComparison.Ordinal).ToUpperInvariant())).Address);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Open("/v/zzz-zzz-zzz")).Status);
        Assert.Equal("คุณลงชื่อ", (await member.Open("/v/" + hall.Code)).Field("ชื่อ (ถ้าลงชื่อ)").GetAttribute("value"));
        await hall.Gives(member, "ลงชื่อ", (1, "คำที่ลงชื่อ"));
        await hall.Close();
        await Hall.Pick(await hall.Keeper.Open(hall.Gather + 1), "คำที่ลงชื่อ").Press("ใส่ลงใบ");
        await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Press("เผยแพร่");
        var sources = await (await village.Guest().Open($"/n/{hall.Number}")).Follow("จากเสียงของ 1 คน");
        Assert.Equal("ลงชื่อ", sources.Document.QuerySelector($"main a[href='/p/{name}']")!.TextContent);
    }

    [Fact]
    public async Task Sheets_are_typed_in_one_after_the_other_also_after_the_close_and_say_that_they_are_paper()
    {
        var hall = await Closed();
        var page = await hall.Keeper.Open(hall.Round + "/paper");
        foreach (var (text, name) in new[] { ("ลายมืออ่านยาก", ""), ("ลายมือสวย", "ยายนวล") })
        {
            page.Document.QuerySelectorAll("textarea")[0].TextContent = text;
            page = await page.Fill("ชื่อบนใบ", name).Press("เก็บแล้วใบต่อไป");
            Assert.Equal("", page.Document.QuerySelectorAll("textarea")[0].TextContent.Trim());
        }
        Assert.Contains("พิมพ์แล้ว 2 ใบ", page.Text, StringComparison.Ordinal);
        Assert.Contains("ลายมือสวยยายนวล · จากกระดาษ", (await hall.Keeper.Open(hall.Gather + 1)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_joined_is_taken_apart_again_and_what_is_left_out_says_why_and_comes_back()
    {
        var hall = await Closed("น้ำท่วม", "น้ำท่วมถนน", "เบอร์ 081");
        var page = await Hall.Pick(await hall.Keeper.Open(hall.Gather + 1), "น้ำท่วม", "น้ำท่วมถนน").Press("รวมเป็นเรื่องเดียว");
        Assert.Contains("จากเสียงของ 2 คน", page.Text, StringComparison.Ordinal);
        page = await page.Press("แยกออก");
        Assert.DoesNotContain("จากเสียงของ", page.Text, StringComparison.Ordinal);
        Assert.Equal(5, page.Document.QuerySelectorAll("[name=Picked]").Length);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Hall.Pick(page, "เบอร์ 081").Press("ไม่ใช้")).Status);
        page = await Hall.Pick(await hall.Keeper.Open(hall.Gather + 1), "เบอร์ 081").Fill("ไม่ใช้บรรทัดที่เลือก เพราะ", "มีเบอร์โทร").Press("ไม่ใช้");
        Assert.Contains("เพราะ มีเบอร์โทร", page.Text, StringComparison.Ordinal);
        Assert.Equal(4, page.Document.QuerySelectorAll("[name=Picked]").Length);
        Assert.Equal(5, (await page.Press("เอากลับมา")).Document.QuerySelectorAll("[name=Picked]").Length);
    }

    [Fact]
    public async Task Nothing_is_joined_by_itself_and_one_line_alone_is_not_joined()
    {
        var hall = await Closed("เหมือนกัน", "เหมือนกัน", "เหมือนกัน");
        var page = await hall.Keeper.Open(hall.Gather + 1);
        Assert.Equal(3, page.Document.QuerySelectorAll("[name=Picked]").Count(p => p.Parent!.TextContent.Contains("เหมือนกัน", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Hall.Pick(page, "อื่น ๆ 3").Press("รวมเป็นเรื่องเดียว")).Status);
    }

    [Fact]
    public async Task A_line_keeps_its_voices_when_its_wording_is_mended_or_an_old_revision_comes_back_and_not_when_it_says_something_else()
    {
        var hall = await Closed("คลองหน้าวัดตื้นเขนมาก เรือผ่านไม่ได้");
        await Hall.Pick(await hall.Keeper.Open(hall.Gather + 1), "คลองหน้าวัด").Press("ใส่ลงใบ");
        var published = false;
        async Task<bool> Revised(string text)
        {
            await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Fill("1. คาดหวัง", text).Press(published ? "บันทึกที่แก้" : "เผยแพร่");
            published = true;
            return (await village.Guest().Open($"/n/{hall.Number}")).Text.Contains("จากเสียงของ 1 คน", StringComparison.Ordinal);
        }
        Assert.True(await Revised("คลองหน้าวัดตื้นเขนมาก เรือผ่านไม่ได้"));
        Assert.True(await Revised("เปิดงานตรงเวลา\nคลองหน้าวัดตื้นเขินมาก เรือผ่านไม่ได้"));
        Assert.False(await Revised("เปิดงานตรงเวลา\nคลองข้างโรงเรียนใสดีมาก"));
        Assert.True(await Revised("คลองหน้าวัดตื้นเขนมาก เรือผ่านไม่ได้"));
    }

    [Fact]
    public async Task The_poster_and_the_sheet_show_where_to_go_and_what_is_asked()
    {
        var hall = await Hall.Open(village, $"เวทีพิมพ์ {Any()}");
        foreach (var paper in new[] { "/poster", "/sheet" })
        {
            var page = await hall.Keeper.Open(hall.Round + paper);
            Assert.Contains("/v/" + hall.Code, page.Text, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector("svg path"));
        }
        Assert.Equal(12, (await hall.Keeper.Open(hall.Round + "/sheet")).Document.QuerySelectorAll(".ruled i").Length);
    }
}
