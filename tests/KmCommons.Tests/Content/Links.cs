using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Tests.Writing;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Numbers that become titles, what leads here, and the weekly look.</summary>
public sealed class Links(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Monday = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    async Task<(Visitor Writer, long Id)> Writer() { var name = $"w-{Guid.NewGuid():N}"; return (await village.Member(name, "คุณลิขิต"), await village.Ask(db => db.Members.Where(m => m.Address == name).Select(m => m.Id).SingleAsync())); }

    Task<long> Writes(long writer, string title, string body, Action<Entry>? more = null) => village.Note(writer, title, body, more);

    Task Change(long number, Action<Entry> deed) => village.Do(async db =>
    {
        deed(await db.Entries.Include(e => e.Item.Tags).Include(e => e.Item.Photos).AsSplitQuery().SingleAsync(e => e.Number == number));
        await db.SaveChangesAsync();
    });

    string Own => village.Services.GetRequiredService<Site>().Address;

    [Fact]
    public async Task A_number_in_brackets_and_a_pasted_address_show_the_title_as_it_is_today()
    {
        var (writer, id) = await Writer();
        var target = await Writes(id, "ทุ่งนา & <เหมือง>", "ฝาย");
        var number = await Writes(id, "เล่าต่อ", $"อ่าน[[{target}]]ก่อน\n\nหรือ {Own}/n/{target}/ชื่อเก่า#c5 ก็ได้\n\n[เรียกเอง](/n/{target}) [[{KmCommons.Thai.ThaiDigits.ToThai(target.ToString(System.Globalization.CultureInfo.InvariantCulture))}]]");
        async Task<string[]> Said(Visitor who) => [.. (await who.Open($"/n/{number}")).Document.QuerySelectorAll(".prose a").Select(a => a.TextContent)];
        Assert.Equal(["ทุ่งนา & <เหมือง>", "ทุ่งนา & <เหมือง>", "เรียกเอง", "ทุ่งนา & <เหมือง>"], await Said(village.Guest()));
        await Change(target, e => e.Write("ชื่อใหม่", "ฝาย", id, DateTimeOffset.UtcNow));
        await village.Settles();
        Assert.Equal(["ชื่อใหม่", "ชื่อใหม่", "เรียกเอง", "ชื่อใหม่"], await Said(village.Guest()));
        Assert.Contains("ชื่อใหม่", (await (await writer.Open($"/n/{target}")).Fill("ความเห็นหรือคำถามของท่าน", $"ดู [[{target}]]").Press("ส่งความเห็น")).Document.QuerySelector(".talk p a[href='/n/" + target + "']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_one_may_not_read_is_told_to_nobody_by_a_link()
    {
        var (writer, id) = await Writer();
        var target = await Writes(id, "ความลับของวง", "ฝาย", e => e.Item.Audience = Audience.Members);
        var number = await Writes(id, "เล่าให้ฟัง", $"อ่าน [[{target}]] ก่อน");
        var seen = await village.Guest().Open($"/n/{number}");
        Assert.DoesNotContain("ความลับของวง", seen.Text, StringComparison.Ordinal);
        Assert.Contains($"เลขที่ {target} (ยังไม่เปิดให้อ่าน)", seen.Text, StringComparison.Ordinal);
        Assert.Empty(seen.Document.QuerySelectorAll($".prose a[href='/n/{target}']"));
        Assert.Contains("ความลับของวง", (await writer.Open($"/n/{number}")).Text, StringComparison.Ordinal);
        await Change(target, e => e.Item.Audience = Audience.Everyone);
        await village.Settles();
        Assert.Contains("ความลับของวง", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
        await Change(target, e => e.Item.Hide(DateTimeOffset.UtcNow));
        await village.Settles();
        Assert.DoesNotContain("ความลับของวง", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_an_item_stands_what_leads_to_it_and_nothing_that_the_reader_may_not_see()
    {
        var (_, id) = await Writer();
        var target = await Writes(id, "ต้นน้ำ", "ฝาย");
        Assert.DoesNotContain("เรื่องที่อ้างถึงเรื่องนี้", (await village.Guest().Open($"/n/{target}")).Text, StringComparison.Ordinal);
        var open = await Writes(id, "ปลายน้ำ", $"ต่อจาก [ต้นน้ำ](/n/{target}/อะไรก็ได้)");
        await Writes(id, "ปลายน้ำในวง", $"ต่อจาก [[{target}]]", e => e.Item.Audience = Audience.Members);
        await Writes(id, "เว็บอื่น", $"ไม่ใช่ที่นี่ https://example.th/n/{target}");
        await village.Settles();
        var seen = (await village.Guest().Open($"/n/{target}")).Text;
        Assert.Contains("เรื่องที่อ้างถึงเรื่องนี้ บันทึก ปลายน้ำ คุณลิขิต", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ปลายน้ำในวง", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("เว็บอื่น", seen, StringComparison.Ordinal);
        await Change(open, e => e.Write("ปลายน้ำ", "ไม่ต่อแล้ว", id, DateTimeOffset.UtcNow));
        await village.Settles();
        Assert.DoesNotContain("เรื่องที่อ้างถึงเรื่องนี้", (await village.Guest().Open($"/n/{target}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weekly_look_finds_what_leads_nowhere_writes_once_and_forgets_what_was_mended()
    {
        var (_, first) = await Writer();
        await village.Do(db => db.Members.Where(m => m.Id == first).ExecuteUpdateAsync(m => m.SetProperty(p => p.Email, "no address").SetProperty(p => p.EmailConfirmed, true)));
        await Writes(first, "คนแรกไม่มีที่ส่ง", "[[999999998]]");
        var (writer, id) = await Writer();
        var email = $"{Guid.NewGuid():N}@example.th";
        await village.Do(db => db.Members.Where(m => m.Id == id).ExecuteUpdateAsync(m => m.SetProperty(p => p.Email, email).SetProperty(p => p.EmailConfirmed, true)));
        var (good, shut) = (await Writes(id, "ยังอยู่", "ก"), await Writes(id, "เก็บกลับ", "ก"));
        var number = await Writes(id, "มีลิงก์เสีย", $"[[{good}]] [[{shut}]] [ก](/n/999999999) [ข](/b/mai-mi) [ค](/t/800119) [ง](/find?q=ก) [จ](https://example.th/n/5) [ฉ](/tag/ไม่มีใครใช้)");
        await Change(shut, e => e.Item.Withdraw());
        Task Look(DateTimeOffset turn) => village.Do(_ => LinkCheck.Run(village.Services.CreateScope().ServiceProvider, turn, default));
        Task<int> Letters() => village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "links" && l.Recipient == email));
        async Task<string[]> Lost() => [.. (await writer.Open("/me/links")).Document.QuerySelectorAll(".address").Select(a => a.TextContent).Order(StringComparer.Ordinal)];

        Assert.Empty(await Lost());
        await Look(Monday);
        await Look(Monday);
        Assert.Equal(["/b/mai-mi", $"/n/{shut}", "/n/999999999", "/tag/ไม่มีใครใช้"], await Lost());
        Assert.Equal(1, await Letters());
        await Look(Monday.AddDays(7));
        Assert.Equal(1, await Letters());
        await Change(shut, e => e.Item.Publish(DateTimeOffset.UtcNow));
        await Change(number, e => e.Write("มีลิงก์เสีย", $"[[{good}]] [[{shut}]]", id, DateTimeOffset.UtcNow));
        await Look(Monday.AddDays(14));
        Assert.Empty(await Lost());
        Assert.Empty((await (await Writer()).Writer.Open("/me/links")).Document.QuerySelectorAll(".address"));
    }

    [Fact]
    public async Task What_only_members_read_is_a_lost_link_in_a_text_for_everyone_and_none_in_a_text_for_members()
    {
        var (writer, id) = await Writer();
        var target = await Writes(id, "ในวง", "ก", e => e.Item.Audience = Audience.Members);
        await Writes(id, "ทุกคนอ่าน", $"[[{target}]] ทุกคน");
        await Writes(id, "สมาชิกอ่าน", $"[[{target}]] สมาชิก", e => e.Item.Audience = Audience.Members);
        await village.Do(_ => LinkCheck.Run(village.Services.CreateScope().ServiceProvider, Monday, default));
        var seen = await writer.Open("/me/links");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Contains("ทุกคนอ่าน", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("สมาชิกอ่าน", seen.Text, StringComparison.Ordinal);
    }
}
