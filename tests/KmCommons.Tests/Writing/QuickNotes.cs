using System.Net;
using KmCommons.Tests.Media;

namespace KmCommons.Tests.Writing;

/// <summary>A few words, published with one press.</summary>
public sealed class QuickNotes(Village village) : IClassFixture<Village>
{
    Task<Visitor> Writer() => village.Member($"q-{Guid.NewGuid():N}", "คุณกิจ");

    [Fact]
    public async Task A_quick_note_is_read_at_once_under_its_first_words_with_its_photo()
    {
        var writer = await Writer();
        var seen = await (await writer.Open("/quick")).Fill("สั้น ๆ วันนี้", "**เห็ด**ขึ้นหลังบ้านหลังฝนแรก [[1005]]\nเก็บได้สองกำ").Attach("ถ่ายหรือเลือกภาพ", "hed.png", Pictures.Quarters()).Press("แปะให้ทุกคนอ่าน");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var read = await village.Guest().Open(seen.Address);
        Assert.Equal("เห็ดขึ้นหลังบ้านหลังฝนแรก", read.Document.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains("อนุทิน", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ขยายเป็นบันทึก", read.Text, StringComparison.Ordinal);
        Assert.Single(read.Document.QuerySelectorAll(".figures img"));
        Assert.Contains("เห็ดขึ้นหลังบ้านหลังฝนแรก", (await writer.Open("/quick")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_grows_into_a_note_and_keeps_its_number_and_its_comments()
    {
        var writer = await Writer();
        var quick = await (await writer.Open("/quick")).Fill("สั้น ๆ วันนี้", "ปลาเข้าไซ").Press("แปะให้ทุกคนอ่าน");
        await quick.Fill("ความเห็นหรือคำถามของท่าน", "ตัวเท่าไร").Press("ส่งความเห็น");
        var form = await (await writer.Open(quick.Address)).Follow("ขยายเป็นบันทึก");
        Assert.Contains("กำลังโตเป็นบันทึก", form.Text, StringComparison.Ordinal);
        var grown = await form.Fill("ชื่อเรื่อง", "ไซดักปลากับน้ำขึ้น").Fill("เนื้อเรื่อง", "เล่ายาวขึ้น").Press("บันทึกการแก้");
        Assert.Equal(quick.Address.Split('/')[2], grown.Address.Split('/')[2]);
        Assert.Contains("ตัวเท่าไร", grown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("อนุทิน", grown.Document.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ไซดักปลา", (await writer.Open("/quick")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_says_enough_without_a_word()
    {
        var writer = await Writer();
        var seen = await (await writer.Open("/quick")).Attach("ถ่ายหรือเลือกภาพ", "khlong.png", Pictures.Quarters()).Press("แปะให้ทุกคนอ่าน");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var read = await village.Guest().Open(seen.Address);
        Assert.Contains("ภาพเมื่อ", read.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Single(read.Document.QuerySelectorAll(".figures img"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\u200B ")]
    public async Task Without_a_word_it_is_refused(string nothing)
    {
        var seen = await (await (await Writer()).Open("/quick")).Fill("สั้น ๆ วันนี้", nothing).Press("แปะให้ทุกคนอ่าน");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("เขียนสักประโยคเดียวก็พอ", seen.Text, StringComparison.Ordinal);
    }
}
