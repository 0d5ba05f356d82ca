using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

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
        await Hall.Pick(page, "ทุกคนได้พูด", "ข้าวอร่อย").Press("ใส่ลงใบถอดบทเรียน");
        var published = await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, published.Status);

        var read = await village.Guest().Open($"/n/{hall.Number}");
        Assert.Contains("ทุกคนได้พูดจากเสียงของ 3 คน", read.Text, StringComparison.Ordinal);
        var sources = await read.Follow("จากเสียงของ 3 คน");
        foreach (var words in new[] { "ได้คุยกันทุกคน 0", "ได้คุยกันทุกคน 1", "ป้าว่าได้คุยกันทั่ว", "ป้าแจ่ม", "ไม่ลงชื่อ" })
            Assert.Contains(words, sources.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ได้คุยกันทุกคน 2", sources.Text, StringComparison.Ordinal);
    }
}
