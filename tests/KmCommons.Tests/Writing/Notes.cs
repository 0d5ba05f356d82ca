using System.Net;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Tests.Media;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Writing;

public sealed class Notes(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task A_note_keeps_its_number_through_draft_publishing_revising_and_taking_back()
    {
        var writer = await village.Member("nok", "คุณนก", (Role.NoteTaker, "800119"));
        var draft = await Write(writer, "น้ำขึ้นตอนเช้า", "เห็นปลากลับมา", "เก็บร่างและดูก่อน");
        var number = Number(draft.Address);
        Assert.Contains("คนอื่นยังไม่เห็นเรื่องนี้", draft.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);

        var published = await (await writer.Open($"/write/{number}")).Press("เผยแพร่");
        Assert.Equal(number, Number(published.Address));
        Assert.Contains("เห็นปลากลับมา", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);

        var revised = await (await writer.Open($"/write/{number}")).Fill("ชื่อเรื่อง", "น้ำขึ้นตอนสาย").Press("บันทึกการแก้");
        var read = await village.Guest().Open($"/n/{number}/ชื่อเก่า");
        Assert.Equal(revised.Address, read.Address);
        Assert.Contains("น้ำขึ้นตอนสาย", read.Text, StringComparison.Ordinal);
        Assert.Contains("แก้ล่าสุด", read.Text, StringComparison.Ordinal);

        await (await writer.Open($"/write/{number}")).Press("เก็บกลับเป็นร่าง");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
    }

    [Fact]
    public async Task Thai_glued_to_signs_of_Markdown_comes_out_right()
    {
        var writer = await village.Member("lek", "คุณเล็ก");
        var seen = await Write(writer, "เครื่องหมายติดกัน", "แบบจำลอง**\"หยดน้ำเพชร\"**และ\n\nปี**(พ.ศ. 2550)**นี้\n\nดูhttps://example.th/a?b=1ครับ\n\n## หัวข้อไทย", "เผยแพร่");
        Assert.Equal(["\"หยดน้ำเพชร\"", "(พ.ศ. 2550)"], seen.Document.QuerySelectorAll(".prose strong").Select(s => s.TextContent.Replace('“', '"').Replace('”', '"')));
        Assert.Equal("https://example.th/a?b=1", seen.Document.QuerySelector(".prose p a")!.GetAttribute("href"));
        Assert.Contains("หัวข้อไทย", seen.Document.QuerySelector(".prose h2")!.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_note_is_published_when_its_time_has_come_and_not_before()
    {
        var writer = await village.Member("dao", "คุณดาว");
        var page = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "เปิดพรุ่งนี้").Fill("เนื้อเรื่อง", "รอก่อน").Fill("วันและเวลา", DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        var number = Number((await page.Press("ตั้งเวลาไว้")).Address);
        await village.Do(db => ContentItem.PublishDue(db, DateTimeOffset.UtcNow, default));
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
        await village.Do(db => ContentItem.PublishDue(db, DateTimeOffset.UtcNow.AddDays(2), default));
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{number}")).Status);
    }

    [Fact]
    public async Task A_time_that_is_past_is_refused_and_the_text_is_kept()
    {
        var writer = await village.Member("fon", "คุณฝน");
        var seen = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ย้อนเวลา").Fill("เนื้อเรื่อง", "ข้อความสำคัญ").Fill("วันและเวลา", "2020-01-01T08:00").Press("ตั้งเวลาไว้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("เวลาที่ตั้งไว้ผ่านไปแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ข้อความสำคัญ", seen.Field("เนื้อเรื่อง").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_revising_the_same_version_both_keep_their_text()
    {
        var writer = await village.Member("one", "คนหนึ่ง");
        var number = Number((await Write(writer, "สองคนแก้", "ต้นฉบับ", "เผยแพร่")).Address);
        var first = await writer.Open($"/write/{number}");
        var second = await writer.Open($"/write/{number}");
        await first.Fill("เนื้อเรื่อง", "ของคนแรก").Press("บันทึกการแก้");
        var refused = await second.Fill("เนื้อเรื่อง", "ของคนที่สอง").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ของคนที่สอง", refused.Field("เนื้อเรื่อง").TextContent, StringComparison.Ordinal);
        Assert.Contains("ของคนแรก", refused.Field("ข้อความที่เพิ่งบันทึกโดยอีกคนหนึ่ง").TextContent, StringComparison.Ordinal);
        var saved = await refused.Press("บันทึกการแก้");
        Assert.Contains("ของคนที่สอง", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_without_a_title_is_refused_in_Thai_and_nothing_typed_is_lost()
    {
        var writer = await village.Member("mai", "คุณใหม่");
        var seen = await Write(writer, "", "เขียนมายาวแล้ว", "เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("ยังไม่มีชื่อเรื่อง", seen.Text, StringComparison.Ordinal);
        Assert.Contains("เขียนมายาวแล้ว", seen.Field("เนื้อเรื่อง").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_alone_is_kept_as_a_draft_and_opens_to_readers_with_a_text_a_photo_or_a_document()
    {
        var writer = await village.Member("title-only", "คนตั้งชื่อ");
        foreach (var nothing in new[] { "", " \n\u200B", "---" })
        {
            var refused = await Write(writer, "มีแต่ชื่อ", nothing, "เผยแพร่");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("มีแต่ชื่อเรื่อง", refused.Text, StringComparison.Ordinal);
            Assert.Equal("มีแต่ชื่อ", refused.Field("ชื่อเรื่อง").TextContent);
        }
        var draft = await Write(writer, "มีแต่ชื่อ", "", "เก็บร่างและดูก่อน");
        Assert.Equal(HttpStatusCode.OK, draft.Status);
        var write = $"/write/{Number(draft.Address)}";
        Assert.Equal(HttpStatusCode.OK, (await (await writer.Open(write)).Attach("แนบไฟล์", "ทะเบียน.pdf", Documents.Pdf("ทะเบียน")).Press("เผยแพร่")).Status);
        // It is enough at the next save too
        Assert.Equal(HttpStatusCode.OK, (await (await writer.Open(write)).Fill("ชื่อเรื่อง", "ทะเบียนของกลุ่ม").Press("บันทึกการแก้")).Status);
        var photo = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "มีแต่ภาพ").Attach("เพิ่มภาพ", "a.png", Pictures.Quarters()).Fill("คำบรรยายภาพแรกที่เพิ่ม", "คลอง").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, photo.Status);
        var taken = await (await writer.Open("/write/" + Number((await Write(writer, "มีคำ", "คำเดียว", "เผยแพร่")).Address))).Fill("เนื้อเรื่อง", "").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
    }

    [Fact]
    public async Task Thirty_six_kilobytes_of_brackets_are_refused_or_shown_but_never_hang()
    {
        var writer = await village.Member("wong", "คุณวงเล็บ");
        var seen = await Write(writer, "วงเล็บ", new string('[', 36 * 1024), "เผยแพร่");
        Assert.True(seen.Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge, seen.Status.ToString());
        Assert.Contains("[[[[", seen.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_javascript_link_keeps_its_words_and_loses_its_sting()
    {
        var writer = await village.Member("link", "คุณลิงก์");
        var seen = await Write(writer, "ลิงก์ร้าย", "[กดที่นี่](javascript:alert(1)) <script>alert(2)</script>", "เผยแพร่");
        Assert.Contains("กดที่นี่", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Document.QuerySelectorAll(".prose a"), a => a.GetAttribute("href")!.Contains("script", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(seen.Document.QuerySelectorAll(".prose script"));
    }

    [Theory]
    [InlineData("not a photo at all", "photo.jpg")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.png")]
    public async Task What_is_no_photo_is_refused_in_Thai_and_the_text_is_kept(string bytes, string name)
    {
        var writer = await village.Member("rup" + Fresh.Key(6), "คุณรูป");
        var page = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "มีรูป").Fill("เนื้อเรื่อง", "ข้อความที่พิมพ์ไว้").Attach("เพิ่มภาพ", name, System.Text.Encoding.UTF8.GetBytes(bytes));
        var seen = await page.Press("เผยแพร่");
        Assert.True((int)seen.Status is 415 or 422, seen.Status.ToString());
        Assert.Contains("ข้อความที่พิมพ์ไว้", seen.Field("เนื้อเรื่อง").TextContent, StringComparison.Ordinal);
        Assert.Contains("ยังไม่ได้บันทึก", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_photo_is_refused_and_a_whole_one_is_shown_without_its_place()
    {
        var writer = await village.Member("kham", "คุณขาม");
        var half = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ครึ่งรูป").Fill("เนื้อเรื่อง", "x").Attach("เพิ่มภาพ", "half.jpg", Media.Pictures.Sample("half.jpg")).Press("เผยแพร่");
        Assert.True((int)half.Status is 415 or 422, half.Status.ToString());
        var whole = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "เต็มรูป").Fill("เนื้อเรื่อง", "x").Attach("เพิ่มภาพ", "turned.jpg", Media.Pictures.Sample("orientation6-gps.jpg")).Fill("คำบรรยายภาพแรกที่เพิ่ม", "ริมคลอง").Press("เผยแพร่");
        var image = whole.Document.QuerySelector("article figure img")!;
        Assert.True(int.Parse(image.GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture) > int.Parse(image.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture));
        var bytes = await village.Guest().Http.GetByteArrayAsync(image.GetAttribute("src")!);
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_sign_in_loses_nothing_that_was_typed()
    {
        var seen = await village.Guest().Send(HttpMethod.Post, "/write?handler=Publish", new FormUrlEncodedContent(new Dictionary<string, string> { ["Title"] = "เขียนค้าง", ["Body"] = "พิมพ์มาทั้งเช้า\nสองบรรทัด" }));
        Assert.Equal(HttpStatusCode.Unauthorized, seen.Status);
        Assert.Contains("การเข้าสู่ระบบหมดเวลาแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Contains("พิมพ์มาทั้งเช้า", seen.Document.QuerySelector("textarea[name=Body]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/write?handler=Publish", seen.Document.QuerySelector("form[method=post]")!.GetAttribute("action"));
    }

    [Fact]
    public async Task The_preview_shows_what_the_reader_will_get_and_saves_nothing()
    {
        var writer = await village.Member("look", "คุณดู");
        var before = await village.Ask(db => db.Items.CountAsync());
        var seen = await writer.Send(HttpMethod.Post, "/write/preview", new MultipartFormDataContent { { new StringContent("**หนา** <b>x</b>"), "Body" } });
        Assert.Contains("<strong>หนา</strong>", await seen.Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await village.Ask(db => db.Items.CountAsync()));
    }

    internal static async Task<Seen> Write(Visitor writer, string title, string body, string button, string? tags = null)
    {
        var page = (await writer.Open("/write")).Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", body);
        return await (tags is null ? page : page.Fill("คำสำคัญ", tags)).Press(button);
    }

    internal static long Number(string address) => long.Parse(address.Split('/', '#')[2], System.Globalization.CultureInfo.InvariantCulture);
}
