using System.Net;
using KmCommons.Content;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Writing;

/// <summary>Notes that are read one after the other.</summary>
public sealed class SeriesOfNotes(Village village) : IClassFixture<Village>
{
    static Task<Seen> Write(Seen form, string title, string series, string part = "") =>
        form.Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", "เล่า").Fill("ชื่อชุด", series).Fill("ตอนที่", part).Press("เผยแพร่");

    static string[] Nearby(Seen seen) => [.. seen.Document.QuerySelectorAll(".series b").Select(b => b.TextContent)];

    [Fact]
    public async Task Each_new_part_comes_behind_the_last_and_leads_back_and_on_over_a_part_that_was_taken_back()
    {
        var writer = await village.Member("ton", "คุณต้น");
        var one = await Write(await writer.Open("/write"), "ลงแขก", "นาปี");
        var two = await Write(await writer.Open("/write"), "ดำนา", "นาปี");
        var three = await Write(await writer.Open("/write"), "เกี่ยวข้าว", "นาปี");
        var seen = await village.Guest().Open(two.Address);
        Assert.Equal(["ลงแขก", "เกี่ยวข้าว"], Nearby(seen));
        Assert.Contains("ชุด นาปี ตอนที่ 2 จาก 3 ตอน", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ทุกตอนในชุดนี้ ตอนที่ 1 ลงแขก ตอนที่ 2 ดำนา ตอนที่ 3 เกี่ยวข้าว", seen.Text, StringComparison.Ordinal);
        await (await writer.Open("/write/" + two.Address.Split('/')[2])).Press("เก็บกลับเป็นร่าง");
        await village.Settles();
        Assert.Equal(["เกี่ยวข้าว"], Nearby(await village.Guest().Open(one.Address)));
        Assert.Equal(["ลงแขก"], Nearby(await village.Guest().Open(three.Address)));
    }

    [Fact]
    public async Task A_part_may_be_said_in_Thai_digits_and_a_series_of_another_blog_with_the_same_name_is_another()
    {
        var (writer, other) = (await village.Member("fai", "คุณฝ้าย"), await village.Member("mai", "คุณไหม"));
        await Write(await writer.Open("/write"), "ตอนท้าย", "ทอผ้า", "๒");
        var first = await Write(await writer.Open("/write"), "ตอนต้น", "ทอผ้า", "1");
        await Write(await other.Open("/write"), "ของคนอื่น", "ทอผ้า");
        Assert.Equal(["ตอนท้าย"], Nearby(await village.Guest().Open(first.Address)));
        Assert.Equal("1", (await writer.Open("/write/" + first.Address.Split('/')[2])).Field("ตอนที่").GetAttribute("value"));
    }

    [Theory]
    [InlineData("สิบ")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999")]
    public async Task A_part_that_is_no_number_is_refused_and_the_text_is_kept(string part)
    {
        var writer = await village.Member($"w{Guid.NewGuid():N}", "คุณฝน");
        var seen = await Write(await writer.Open("/write"), "คำสำคัญมาก", "นาปี", part);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("ใส่เป็นตัวเลข 1 ถึง 999", seen.Text, StringComparison.Ordinal);
        Assert.Equal("คำสำคัญมาก", seen.Field("ชื่อเรื่อง").TextContent);
    }
}
