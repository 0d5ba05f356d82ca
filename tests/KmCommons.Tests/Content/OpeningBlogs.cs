using System.Net;
using KmCommons.Content;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Content;

/// <summary>An administrator makes the blogs of the tambons on a site that has none.</summary>
public sealed class OpeningBlogs : IAsyncLifetime
{
    readonly Village village = new();
    Visitor administrator = null!;

    public async Task InitializeAsync()
    {
        await village.InitializeAsync();
        administrator = await village.Member("boss", "ผู้ดูแล", (Role.Administrator, null));
        await village.Joins("likhit", "คุณลิขิตบางจาก", (Role.NoteTaker, "800119"));
    }

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    [Fact]
    public async Task From_an_empty_site_to_the_first_note_in_the_blog_of_a_tambon()
    {
        var empty = await (await administrator.Open("/me")).Follow("สมุดของตำบล");
        Assert.Contains("ยังไม่มีสมุดของตำบลใด", empty.Text, StringComparison.Ordinal);

        var form = await empty.Fill("ตำบลที่ยังไม่มีสมุด", "800119").Press("ต่อไป");
        Assert.Contains("คุณลิขิตบางจาก (likhit)", form.Text, StringComparison.Ordinal);
        var kept = await form.Fill("สมุดนี้เกี่ยวกับอะไร", "คลองและต้นจาก").Fill("ชื่อผู้ใช้ของเจ้าของคนแรก", "Likhit").Press("เปิดสมุด");
        Assert.Equal("/b/bang-chak/keep", kept.Address);
        Assert.Contains("คุณลิขิตบางจาก เจ้าของ", kept.Text, StringComparison.Ordinal);

        var page = await village.Guest().Open("/t/800119");
        Assert.Contains("คลองและต้นจาก", page.Text, StringComparison.Ordinal);
        Assert.Equal("/b/bang-chak", (await page.Follow("สมุดตำบลบางจาก")).Address);
        var listed = await administrator.Open("/blogs");
        Assert.Contains("สมุดตำบลบางจาก ต.บางจาก อ.เมืองนครศรีธรรมราช 1 คนเขียน", listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("800119", listed.Field("ตำบลที่ยังไม่มีสมุด").InnerHtml, StringComparison.Ordinal);

        var owner = village.Guest();
        await owner.SignIn("likhit");
        var note = await (await owner.Open("/write?blog=bang-chak")).Fill("ชื่อเรื่อง", "วันแรก").Fill("เนื้อเรื่อง", "เขียนแล้ว").Press("เผยแพร่");
        Assert.Equal("bang-chak", await village.Ask(db => db.Items.Where(i => i.Title == "วันแรก").Select(i => i.Blog!.Address).SingleAsync()));
        Assert.Contains("เขียนแล้ว", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tambon_has_one_blog_and_another_is_refused_with_everything_typed()
    {
        var form = await administrator.Open("/blogs?place=800121");
        await (await administrator.Open("/blogs?place=800121")).Fill("ชื่อผู้ใช้ของเจ้าของคนแรก", "likhit").Press("เปิดสมุด");
        var refused = await form.Fill("ชื่อสมุด", "เล่มที่สอง").Fill("ที่อยู่สั้น ๆ ของสมุด", "song").Fill("สมุดนี้เกี่ยวกับอะไร", "อีกเสียงหนึ่ง").Fill("ชื่อผู้ใช้ของเจ้าของคนแรก", "boss").Press("เปิดสมุด");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ตำบลหนึ่งมีหนึ่งสมุด", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["เล่มที่สอง", "song", "boss"], new[] { "ชื่อสมุด", "ที่อยู่สั้น ๆ ของสมุด", "ชื่อผู้ใช้ของเจ้าของคนแรก" }.Select(f => refused.Field(f).GetAttribute("value")));
        Assert.Equal("อีกเสียงหนึ่ง", refused.Field("สมุดนี้เกี่ยวกับอะไร").TextContent.Trim());
        Assert.Equal("/b/tha-sak/keep", (await administrator.Open("/blogs?place=800121")).Address);
    }

    [Theory]
    [InlineData("ชื่อผู้ใช้ของเจ้าของคนแรก", "ไม่มีคนนี้", "ไม่พบสมาชิกชื่อผู้ใช้นี้")]
    [InlineData("ที่อยู่สั้น ๆ ของสมุด", "!", "2 ถึง 60 ตัว")]
    [InlineData("ชื่อสมุด", " ", "ชื่อสมุดต้องมี")]
    public async Task What_cannot_be_is_said_in_words(string field, string typed, string sentence)
    {
        var refused = await (await administrator.Open("/blogs?place=800707")).Fill("ชื่อผู้ใช้ของเจ้าของคนแรก", "likhit").Fill(field, typed).Press("เปิดสมุด");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(sentence, refused.Text, StringComparison.Ordinal);
        Assert.False(await village.Ask(db => db.Blogs.AnyAsync(b => b.PlaceCode == "800707")));
    }

    [Fact]
    public async Task Where_a_short_address_is_taken_the_district_is_added()
    {
        await village.Do(async db =>
        {
            await Blog.Open(db, "khon-hat", "ของฉันเอง", "", null, (await db.Members.SingleAsync(m => m.Address == "likhit")).Id);
            await db.SaveChangesAsync();
        });
        var form = await administrator.Open("/blogs?place=800707");
        Assert.Equal("khon-hat-cha-uat", form.Field("ที่อยู่สั้น ๆ ของสมุด").GetAttribute("value"));
        var refused = await form.Fill("ที่อยู่สั้น ๆ ของสมุด", "Khon Hat").Fill("ชื่อผู้ใช้ของเจ้าของคนแรก", "likhit").Press("เปิดสมุด");
        Assert.Contains("มีสมุดอื่นใช้ที่อยู่นี้แล้ว", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_tambon_without_a_blog_says_what_can_be_done_to_whom_it_may_concern()
    {
        var writer = village.Guest();
        await writer.SignIn("likhit");
        foreach (var reader in new[] { village.Guest(), writer })
        {
            var page = await reader.Open("/t/800707");
            Assert.Contains("ตำบลนี้ยังไม่มีสมุด เขียนในสมุดของท่านเองแล้วเลือกตำบลนี้เป็นสถานที่", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("/blogs", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
        }
        Assert.Contains("เปิดสมุดของ ต.ขอนหาด", (await (await administrator.Open("/t/800707")).Follow("เปิดสมุดของตำบลนี้")).Text, StringComparison.Ordinal);

        // And it is true: what a writer says of the place in a blog of their own is on its page
        var form = await (await writer.Open("/t/800707")).Follow("เขียนของขอนหาด");
        await form.Fill("ชื่อเรื่อง", "จากคนผ่านมา").Fill("เนื้อเรื่อง", "ปลาดุกร้า").Press("เผยแพร่");
        Assert.Contains("จากคนผ่านมา", (await writer.Open("/t/800707")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ตำบลนี้ยังไม่มีสมุด", (await writer.Open("/t/8007")).Text, StringComparison.Ordinal);
    }
}
