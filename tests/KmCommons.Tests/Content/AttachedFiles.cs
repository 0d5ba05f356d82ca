using System.Net;
using System.Security.Cryptography;
using KmCommons.Content;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Tests.Media;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Documents attached to what people write: kept as they came, given to whoever may read the item, and found by their words.</summary>
public sealed class AttachedFiles(Village village) : IClassFixture<Village>
{
    async Task Reads()
    {
        for (var left = true; left; left = await village.Ask(db => db.ItemFiles.AnyAsync(f => f.ReadAt == null)))
            await using (var scope = village.Services.CreateAsyncScope())
                await ReadFiles.Run(scope.ServiceProvider, default);
        await village.Settles();
    }

    static string Link(Seen page) => page.Document.QuerySelector("a.file")!.GetAttribute("href")!;

    async Task<string> Finds(string words)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); ;)
        {
            var seen = await village.Guest().Open("/find?q=" + Uri.EscapeDataString(words));
            if (seen.Document.QuerySelector("li.result") is not null || DateTime.UtcNow > until)
                return seen.Text;
        }
    }

    [Fact]
    public async Task A_note_gives_its_document_to_who_may_read_it_as_something_to_save_and_nothing_else()
    {
        var writer = await village.Member("clip", "คนแนบ");
        var pdf = Documents.Pdf("ทะเบียนกลุ่มออมทรัพย์");
        var draft = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "แนบทะเบียน").Fill("เนื้อเรื่อง", "ดูในไฟล์").Attach("แนบไฟล์", "ทะเบียน กลุ่ม.exe", pdf).Press("เก็บร่างและดูก่อน");
        var file = Link(draft);
        Assert.Contains("ทะเบียน กลุ่ม.pdf", draft.Text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(pdf)), draft.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Http.GetAsync(file)).StatusCode);
        var write = "/write/" + Notes.Number(draft.Address);
        await (await writer.Open(write)).Press("เผยแพร่");
        using var answer = await village.Guest().Http.GetAsync(file);
        Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(("attachment", "ทะเบียน กลุ่ม.pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox; frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(("same-origin", "noopen"), (Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")), Assert.Single(answer.Headers.GetValues("X-Download-Options"))));
        Assert.Equal((true, true, false), (answer.Headers.CacheControl!.Private, answer.Headers.CacheControl.NoCache, answer.Headers.CacheControl.Public));
        // Hidden with its item, and found no more
        await Reads();
        Assert.Contains("พบในไฟล์แนบ", await Finds("ทะเบียนกลุ่มออมทรัพย์"), StringComparison.Ordinal);
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == Notes.Number(draft.Address))).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Settles();
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Http.GetAsync(file)).StatusCode);
        // Taken out
        await (await writer.Open(write)).Tick("เอาไฟล์นี้ออก").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Http.GetAsync(file)).StatusCode);
    }

    [Fact]
    public async Task A_refused_form_keeps_the_document_and_one_that_is_none_is_said_so()
    {
        var writer = await village.Member("clip-again", "คนแนบใหม่");
        var page = await (await writer.Open("/write")).Fill("เนื้อเรื่อง", "ลืมชื่อ").Attach("แนบไฟล์", "แผน.odt", Documents.Odt("แผนสามปี")).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("แผน.odt", page.Text, StringComparison.Ordinal);
        Assert.Contains("แผน.odt", (await page.Fill("ชื่อเรื่อง", "นึกออก").Press("เผยแพร่")).Text, StringComparison.Ordinal);
        var none = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "โปรแกรม").Attach("แนบไฟล์", "แผน.pdf", Documents.Bytes("MZ\0\0")).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, none.Status);
        Assert.Contains("รับ PDF", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_documents_are_enough_for_one_note()
    {
        var writer = await village.Member("clip-many", "คนแนบเยอะ");
        await village.Do(db => db.Database.ExecuteSqlRawAsync("""
            with a as (insert into media.attachment (sha256, kind, bytes, owner_id, uploaded_at)
                select lpad(n::text, 64, '0'), 'txt', 1, (select id from people.member where address = 'clip-many'), now() from generate_series(1, 11) n returning id, sha256, owner_id)
            insert into media.upload (owner_id, id, is_file, name, size, begun_at, at, attachment_id) select owner_id, right(sha256, 32), true, right(sha256, 2) || '.txt', 1, now(), now(), id from a
            """));
        var blog = ((AngleSharp.Html.Dom.IHtmlSelectElement)(await writer.Open("/write")).Field("สมุด")).Value!;
        async Task<string> Sends(int files) => (await writer.Send(HttpMethod.Post, "/write", new FormUrlEncodedContent(Enumerable.Range(1, files).Select(n => new KeyValuePair<string, string>(ItemFile.Sent, n.ToString("D32", System.Globalization.CultureInfo.InvariantCulture)))
            .Concat([new("Title", "แนบมาก"), new("Body", "ดูในไฟล์"), new("Blog", blog)])))).Text;
        Assert.Contains("ไม่เกิน 10 ไฟล์", await Sends(11), StringComparison.Ordinal);
        Assert.DoesNotContain("ไม่เกิน 10 ไฟล์", await Sends(10), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reviews_and_case_stories_take_documents_too_and_are_found_by_their_words()
    {
        var writer = await village.Member("clip-all", "คนแนบทุกที่", (Role.Facilitator, "800119"));
        var aar = await (await writer.Open("/reflect")).Fill("ชื่องาน", "ซ้อมเวที").Fill("1.", "เริ่มตรงเวลา").Attach("แนบไฟล์", "ใบลงชื่อ.docx", Documents.Docx("ใบลงชื่อ", "คนเลี้ยงปูดำ")).Press("เผยแพร่");
        var tale = await (await writer.Open("/tell")).Fill("ชื่อเรื่อง", "กองทุนเรือ").Fill("สถานการณ์", "เริ่มจากเรือลำเดียว").Attach("แนบไฟล์", "เก่า.doc", Documents.Doc("ระเบียบกองทุนเรือพาย")).Press("เผยแพร่");
        await Reads();
        foreach (var (page, words) in new[] { (aar, "คนเลี้ยงปูดำ"), (tale, "ระเบียบกองทุนเรือพาย") })
        {
            Assert.Equal(HttpStatusCode.OK, (await village.Guest().Http.GetAsync(Link(page))).StatusCode);
            Assert.Contains("พบในไฟล์แนบ", await Finds(words), StringComparison.Ordinal);
        }
    }
}
