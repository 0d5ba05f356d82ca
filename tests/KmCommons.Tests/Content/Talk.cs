using System.Net;
using KmCommons.Content;
using KmCommons.Tests.Writing;

namespace KmCommons.Tests.Content;

public sealed class Talk(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task A_guests_first_comment_waits_for_the_owner_and_the_next_does_not()
    {
        var writer = await village.Member("talker", "คนชวนคุย");
        var note = (await Notes.Write(writer, "มาคุยกัน", "ว่ามา", "เผยแพร่")).Address;
        var guest = village.Guest();
        await Say(guest, note, "น้ำใสไหม", "คนท่าซัก");
        Assert.DoesNotContain("น้ำใสไหม", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);

        var waiting = await writer.Open("/me/held");
        Assert.Contains("น้ำใสไหม", waiting.Text, StringComparison.Ordinal);
        await waiting.Press("ให้ขึ้นได้");
        Assert.Contains("น้ำใสไหม", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);

        await Say(guest, note, "แล้วปลาล่ะ", "คนท่าซัก");
        Assert.Contains("แล้วปลาล่ะ", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_was_taken_away_is_not_brought_back()
    {
        var writer = await village.Member("minder", "คนดูแลสมุด");
        var note = (await Notes.Write(writer, "คุยกันอีก", "ว่ามา", "เผยแพร่")).Address;
        await Say(village.Guest(), note, "คำที่ไม่ควรอยู่", "คนผ่านทาง");
        var comment = await village.Ask(db => Task.FromResult(db.Comments.Single(c => c.Text == "คำที่ไม่ควรอยู่").Id));
        var page = await (await writer.Open(note)).Follow("เอาออก");
        await page.Fill("เหตุที่พบบ่อย", "ใช้คำหยาบหรือว่าร้ายกัน").Press("ซ่อนจากผู้อ่าน");
        using var again = new FormUrlEncodedContent([new("Number", $"{Notes.Number(note)}"), new("Comment", $"{comment}")]);
        Assert.Equal(HttpStatusCode.Conflict, (await writer.Send(HttpMethod.Post, "/me/held?handler=Pass", again)).Status);
        Assert.DoesNotContain("คำที่ไม่ควรอยู่", (await writer.Open(note)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guests_email_is_shown_nowhere()
    {
        var writer = await village.Member("quiet", "คนเงียบ");
        var note = (await Notes.Write(writer, "ความลับ", "x", "เผยแพร่")).Address;
        var page = (await village.Guest().Open(note)).Fill("ความเห็นหรือคำถามของท่าน", "สวัสดี").Fill("ชื่อของท่าน", "แขก").Fill("อีเมล", "canary-guest@example.org");
        await page.Press("ส่งความเห็น");
        await (await writer.Open("/me/held")).Press("ให้ขึ้นได้");
        foreach (var address in new[] { note, "/me/held", "/notes/feed", "/find?q=canary-guest" })
            Assert.DoesNotContain("canary-guest@", (await (await writer.Open(address)).Answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "แขก", "ยังไม่มีข้อความ")]
    [InlineData("มีข้อความ", "", "โปรดใส่ชื่อ")]
    public async Task A_comment_that_lacks_something_is_refused_and_keeps_the_rest(string text, string name, string sentence)
    {
        var writer = await village.Member("lack" + Fresh.Key(6), "คนขาด");
        var note = (await Notes.Write(writer, "ขาดอะไร", "x", "เผยแพร่")).Address;
        var seen = await Say(village.Guest(), note, text, name);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains(sentence, seen.Text, StringComparison.Ordinal);
        Assert.Equal(text, seen.Field("ความเห็นหรือคำถามของท่าน").TextContent.Trim());
    }

    [Fact]
    public async Task A_line_break_in_a_guests_name_becomes_a_space()
    {
        var writer = await village.Member("crlf", "คนขึ้นบรรทัด");
        var note = (await Notes.Write(writer, "ชื่อหลายบรรทัด", "x", "เผยแพร่")).Address;
        await village.Guest().Send(HttpMethod.Post, note, new FormUrlEncodedContent(new Dictionary<string, string> { ["Say.Text"] = "สวัสดี", ["Say.Name"] = "แขก\r\nBcc: x@example.org" }));
        var name = await village.Ask(db => Task.FromResult(db.Comments.Where(c => c.Text == "สวัสดี" && c.GuestName.StartsWith("แขก ")).Select(c => c.GuestName).FirstOrDefault()));
        Assert.Equal("แขก Bcc: x@example.org", name);
    }

    [Theory]
    [InlineData("203.47.87.166", "xxx.47.87.166")]
    [InlineData("::ffff:203.47.87.166", "xxx.47.87.166")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    public void An_address_is_masked(string address, string masked) => Assert.Equal(masked, MaskedAddress.Of(IPAddress.Parse(address)));

    static async Task<Seen> Say(Visitor visitor, string note, string text, string name) =>
        await (await visitor.Open(note)).Fill("ความเห็นหรือคำถามของท่าน", text).Fill("ชื่อของท่าน", name).Press("ส่งความเห็น");
}
