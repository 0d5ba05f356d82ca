using System.Net;

namespace KmCommons.Tests.Writing;

/// <summary>Told by one, written by another.</summary>
public sealed class CreditsOfNotes(Village village) : IClassFixture<Village>
{
    async Task<Seen> Form() => (await (await village.Member($"c-{Guid.NewGuid():N}", "คุณลิขิตคลอง")).Open("/write")).Fill("ชื่อเรื่อง", "เตาเผาถ่าน").Fill("เนื้อเรื่อง", "เล่าให้ฟังที่ลานบ้าน");

    [Fact]
    public async Task A_note_names_who_told_it_who_wrote_it_and_who_took_the_photos()
    {
        var told = await (await Form()).Fill("ผู้เล่า", "ยายช่อ, ตาขาว").Tick("ผู้เล่ายอมให้บอกชื่อ").Fill("ผู้ถ่ายภาพ", "หลานเมฆ").Press("เผยแพร่");
        var seen = (await village.Guest().Open(told.Address)).Document.QuerySelectorAll(".credits div").Select(d => $"{d.QuerySelector("dt")!.TextContent} {d.QuerySelector("dd")!.TextContent}");
        Assert.Equal(["เล่าโดย ยายช่อ, ตาขาว · ยอมให้เผยแพร่แล้ว", "เขียนโดย คุณลิขิตคลอง", "ภาพโดย หลานเมฆ"], seen);
        Assert.Contains("เตาเผาถ่าน", (await village.Guest().Open("/find?q=ยายช่อ")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrator_who_has_not_agreed_is_not_named_to_readers_but_the_draft_is_kept()
    {
        var refused = await (await Form()).Fill("ผู้เล่า", "ยายช่อ").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ถามผู้เล่าก่อน", refused.Text, StringComparison.Ordinal);
        Assert.Equal("ยายช่อ", refused.Field("ผู้เล่า").GetAttribute("value"));
        var draft = await refused.Press("เก็บร่างและดูก่อน");
        Assert.Equal(HttpStatusCode.OK, draft.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(draft.Address)).Status);
    }

    [Fact]
    public async Task Another_narrator_must_agree_anew_and_so_must_one_who_comes_back_with_an_old_revision()
    {
        var writer = await village.Member($"c-{Guid.NewGuid():N}", "คุณลิขิต");
        const string agrees = "ผู้เล่ายอมให้บอกชื่อ";
        var told = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "กรงนก").Fill("เนื้อเรื่อง", "ไม้ไผ่").Fill("ผู้เล่า", "ลุงหนึ่ง").Tick(agrees).Press("เผยแพร่");
        var number = told.Address.Split('/')[2];
        var asked = await (await writer.Open($"/write/{number}")).Fill("ผู้เล่า", "ลุงสอง").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal(HttpStatusCode.OK, (await asked.Tick(agrees).Press("บันทึกการแก้")).Status);
        var refused = await (await writer.Open($"/history/{number}/1")).Press("ใช้ฉบับนี้อีกครั้ง");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ถามผู้เล่าก่อน", refused.Text, StringComparison.Ordinal);
        Assert.Contains("ลุงสอง", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_will_be_published_by_itself_needs_the_agreement_too()
    {
        var refused = await (await Form()).Fill("ผู้เล่า", "ยายช่อ").Fill("วันและเวลา", "2099-01-01T08:00").Press("ตั้งเวลาไว้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }
}
