using System.Net;
using AngleSharp.Html.Dom;
using KmCommons.Media;
using KmCommons.Tests.Media;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Writing;

/// <summary>Several photos in a note, without JavaScript: captions are asked for, a refusal keeps the photos, numbers put them in order, and readers walk through them.</summary>
public sealed class Albums(Village village) : IClassFixture<Village>
{
    static byte[] Shade(int nth) => Pictures.Png(40, 30, (_, _) => ((byte)(nth * 10), 0, 0));

    static string[] Captions(Seen page) => [.. page.Document.QuerySelectorAll(".album li p").Select(p => p.TextContent)];

    static void Says(Seen page, string field, int nth, string value) => ((IHtmlInputElement)page.Document.QuerySelectorAll($"input[name$='.{field}']:not([type=hidden])").Where(f => f.Closest("template") is null).ElementAt(nth)).Value = value;

    [Fact]
    public async Task Photos_without_a_word_wait_with_the_form_and_the_numbers_are_the_order_that_readers_see()
    {
        var writer = await village.Member("album", "คนถ่ายภาพ");
        var number = "";
        var refused = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "สี่ภาพริมคลอง").Attach("เพิ่มภาพ", "a.png", Shade(1)).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ยังมีภาพที่ไม่มีคำบรรยาย", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector(".refused a")!.GetAttribute("href")!.Substring(1) is var id ? refused.Document.GetElementById(id) : null);
        // The photo is in the form still: nothing is chosen again
        var note = await refused.Tick("ไม่ระบุ").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, note.Status);
        number = Notes.Number(note.Address).ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (var nth = 2; nth <= 4; nth++)
            await (await writer.Open("/write/" + number)).Attach("เพิ่มภาพ", $"{nth}.png", Shade(nth)).Fill("คำบรรยายภาพแรกที่เพิ่ม", $"ภาพ{nth}").Press("บันทึกการแก้");
        var read = await village.Guest().Open("/n/" + number);
        Assert.Equal(["ภาพ2", "ภาพ3", "ภาพ4"], Captions(read));

        var form = await writer.Open("/write/" + number);
        Says(form, "Order", 3, "๑");
        Says(form, "Caption", 0, "ภาพแรก");
        await form.Press("บันทึกการแก้");
        Assert.Equal(["ภาพ4", "ภาพแรก", "ภาพ2", "ภาพ3"], Captions(await village.Guest().Open("/n/" + number)));
        form = await writer.Open("/write/" + number);
        Says(form, "Order", 0, "3");
        await form.Press("บันทึกการแก้");
        Assert.Equal(["ภาพแรก", "ภาพ2", "ภาพ4", "ภาพ3"], Captions(await village.Guest().Open("/n/" + number)));

        var large = await village.Guest().Open($"/album/{number}/3");
        Assert.Contains("ภาพ4", large.Document.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ภาพ3", (await large.Follow("ภาพถัดไป")).Document.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/album/{number}/5")).Status);
        await (await writer.Open("/write/" + number)).Press("เก็บกลับเป็นร่าง");
        await village.Settles();
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/album/{number}/3")).Status);
    }

    [Fact]
    public async Task A_refusal_for_anything_keeps_the_photos_and_what_is_said_of_them()
    {
        var writer = await village.Member("keeper-of-photos", "คนเก็บภาพ");
        var page = await (await writer.Open("/write")).Fill("เนื้อเรื่อง", "ลืมชื่อเรื่อง").Attach("เพิ่มภาพ", "a.png", Shade(9)).Fill("คำบรรยายภาพแรกที่เพิ่ม", "เรือสองลำ").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("เรือสองลำ", ((IHtmlInputElement)page.Field("คำบรรยายภาพที่ 1")).Value);
        Says(page, "Alt", 0, "เรือไม้สองลำจอดคู่กัน");
        var note = await page.Fill("ชื่อเรื่อง", "นึกออกแล้ว").Press("เผยแพร่");
        Assert.Equal("เรือไม้สองลำจอดคู่กัน", note.Document.QuerySelector("article figure img")!.GetAttribute("alt"));
    }

    [Fact]
    public async Task Twenty_photos_are_enough_and_one_that_was_never_sent_is_not_lost_in_silence()
    {
        var writer = await village.Member("many-photos", "คนถ่ายเยอะ");
        await village.Do(db => db.Database.ExecuteSqlRawAsync("""
            with p as (insert into media.photo (hash, width, height, alt, caption, owner_id, uploaded_at, bytes)
                select lpad(n::text, 32, '0'), 40, 30, '', '', (select id from people.member where address = 'many-photos'), now(), 1 from generate_series(1, 21) n returning id, hash, owner_id)
            insert into media.upload (owner_id, id, is_file, name, size, begun_at, at, photo_id) select owner_id, hash, false, hash, 1, now(), now(), id from p
            """));
        async Task<string> Sends(IEnumerable<string> keys)
        {
            var page = await writer.Open("/write");
            var blog = ((IHtmlSelectElement)page.Field("สมุด")).Value!;
            return (await writer.Send(HttpMethod.Post, "/write", new FormUrlEncodedContent(keys.Select(k => new KeyValuePair<string, string>($"Sent[{k}].Caption", "ภาพ")).Append(new("Title", "ภาพมาก")).Append(new("Blog", blog))))).Text;
        }
        var all = Enumerable.Range(1, 21).Select(n => n.ToString("D32", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Contains("ไม่เกิน 20 ภาพ", await Sends(all), StringComparison.Ordinal);
        Assert.DoesNotContain("ไม่เกิน 20 ภาพ", await Sends(all.Skip(1)), StringComparison.Ordinal);
        Assert.Contains("ยังมีภาพที่ส่งไม่ครบ", await Sends([Upload.NewId()]), StringComparison.Ordinal);
    }
}
