using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Moderation;

/// <summary>Decisions, what the writer learns of them, and a second look.</summary>
public sealed class Appealing(Village village) : IClassFixture<Village>
{
    static string Any() => Fresh.Key(6);

    async Task<(Visitor Writer, string Name, long Number)> Written(string title = "เรื่องที่ถูกซ่อน", string body = "เนื้อหาลับนกฮูก")
    {
        var name = $"a-{Any()}";
        var writer = await village.Member(name, "คนเขียน");
        return (writer, name, Notes.Number((await Notes.Write(writer, title, body, "เผยแพร่")).Address));
    }

    Task<Visitor> Moderator() => village.Member($"mod-{Any()}", $"ผู้ดูแล {Any()}", (Role.Moderator, null));

    static async Task<Seen> Posts(Visitor who, string address, params (string, string)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await who.Send(HttpMethod.Post, address, form);
    }

    Task<long> RulingOf(long number) => village.Ask(db => db.Rulings.Where(r => r.Number == number && r.Deed == RulingDeed.Hide).OrderBy(r => r.Id).Select(r => r.Id).FirstAsync());

    [Fact]
    public async Task The_reason_reaches_the_writer_by_letter_and_on_their_own_page_and_nothing_of_the_content_is_public()
    {
        var (writer, name, number) = await Written("ชื่อเรื่องนกเค้าแมว");
        var moderator = await Moderator();
        await (await moderator.Open($"/moderate?number={number}")).Fill("เหตุที่พบบ่อย", "ใช้คำหยาบหรือว่าร้ายกัน").Fill("เหตุผล", "ดูบรรทัดแรก").Press("ซ่อนจากผู้อ่าน");
        var letter = await village.Ask(db => db.Set<OutboxLetter>().SingleAsync(l => l.Kind == "ruling" && l.Recipient == name + "@example.th"));
        Assert.Contains("ซ่อน", letter.Subject, StringComparison.Ordinal);
        var mine = await writer.Open("/me/rulings");
        Assert.Contains("ใช้คำหยาบหรือว่าร้ายกัน · ดูบรรทัดแรก", mine.Text, StringComparison.Ordinal);
        await village.Settles();
        foreach (var who in new[] { village.Guest(), writer, moderator })
        {
            var log = await (await who.Open("/decisions")).Answer.Content.ReadAsStringAsync();
            Assert.Contains($"เลขที่ {number}", log, StringComparison.Ordinal);
            Assert.Contains("ดูบรรทัดแรก", log, StringComparison.Ordinal);
            Assert.DoesNotContain("นกเค้าแมว", log, StringComparison.Ordinal);
            Assert.DoesNotContain("นกฮูก", log, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString("นกเค้าแมว"), log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_writer_appeals_once_and_another_moderator_than_the_first_undoes_it()
    {
        var (writer, _, number) = await Written();
        var (first, second) = (await Moderator(), await Moderator());
        await Posts(first, "/moderate?handler=Hide", ("Number", $"{number}"), ("Reason", "เหตุแรก"));
        var ruling = await RulingOf(number);
        await (await writer.Open("/me/rulings")).Fill("ทำไมควรดูอีกครั้ง", "คำขอของนกกระจาบ").Press("ส่งให้ผู้ดูแลอีกคน");
        Assert.Equal(HttpStatusCode.Conflict, (await Posts(writer, "/me/rulings", ("Against", $"{ruling}"), ("Text", "อีกครั้ง"))).Status);
        Assert.DoesNotContain("นกกระจาบ", (await first.Open("/moderate")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Posts(first, "/moderate?handler=Overturn", ("Appealed", $"{ruling}"), ("Reason", "เอง"))).Status);
        Assert.Contains("นกกระจาบ", (await second.Open("/moderate")).Text, StringComparison.Ordinal);
        await village.Settles();
        Assert.Contains("ผู้เขียนขอทบทวน รอผู้ดูแลอีกคนดู", (await village.Guest().Open("/decisions")).Text, StringComparison.Ordinal);
        await Posts(second, "/moderate?handler=Overturn", ("Appealed", $"{ruling}"), ("Reason", "อ่านแล้วไม่ผิด"));
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{number}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Posts(await Moderator(), "/moderate?handler=Uphold", ("Appealed", $"{ruling}"), ("Reason", "ช้าไป"))).Status);
        await village.Settles();
        var log = (await village.Guest().Open("/decisions")).Text;
        Assert.Contains("ตามที่ขอทบทวน", log, StringComparison.Ordinal);
        Assert.Contains("อ่านแล้วไม่ผิด", log, StringComparison.Ordinal);
        Assert.DoesNotContain("นกกระจาบ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_upheld_stays_hidden_and_cannot_be_appealed_again_and_nobody_appeals_for_another()
    {
        var (writer, name, number) = await Written();
        var (first, second) = (await Moderator(), await Moderator());
        await Posts(first, "/moderate?handler=Hide", ("Number", $"{number}"), ("Reason", "เหตุแรก"));
        var ruling = await RulingOf(number);
        Assert.Equal(HttpStatusCode.NotFound, (await Posts(await village.Member($"x-{Any()}", "คนอื่น"), "/me/rulings", ("Against", $"{ruling}"), ("Text", "แทนเขา"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Posts(writer, "/me/rulings", ("Against", $"{ruling}"), ("Text", " "))).Status);
        await Posts(writer, "/me/rulings", ("Against", $"{ruling}"), ("Text", "ขอดูอีกครั้ง"));
        await Posts(second, "/moderate?handler=Uphold", ("Appealed", $"{ruling}"), ("Reason", "ยังผิดอยู่"));
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
        Assert.DoesNotContain("ทำไมควรดูอีกครั้ง", (await writer.Open("/me/rulings")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "ruling" && l.Recipient == name + "@example.th")));
    }

    [Fact]
    public async Task A_moderator_decides_where_they_moderate_and_never_about_their_own_and_what_was_let_through_is_nobodys_business()
    {
        var (writer, _, number) = await Written("เรื่องที่มีคนแจ้ง");
        await village.Do(db => db.Items.Where(i => i.Number == number).ExecuteUpdateAsync(set => set.SetProperty(i => i.PlaceCode, "800119")));
        await (await village.Guest().Open($"/report/{number}")).Fill("มีอะไรไม่เหมาะ", "ลองแจ้ง").Press("แจ้งผู้ดูแล");
        var (here, elsewhere) = (await village.Member($"mod-{Any()}", "ผู้ดูแลที่นี่", (Role.Moderator, "800119")), await village.Member($"mod-{Any()}", "ผู้ดูแลที่อื่น", (Role.Moderator, "800707")));
        Assert.Contains("เรื่องที่มีคนแจ้ง", (await here.Open("/moderate")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องที่มีคนแจ้ง", (await elsewhere.Open("/moderate")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Posts(elsewhere, "/moderate?handler=Hide", ("Number", $"{number}"), ("Reason", "ที่อื่น"))).Status);
        // Nor answers an appeal there
        await Posts(here, "/moderate?handler=Hide", ("Number", $"{number}"), ("Reason", "เหตุแรก"));
        await Posts(writer, "/me/rulings", ("Against", $"{await RulingOf(number)}"), ("Text", "ขอดูอีกครั้ง"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Posts(elsewhere, "/moderate?handler=Overturn", ("Appealed", $"{await RulingOf(number)}"), ("Reason", "ที่อื่น"))).Status);
        // A moderator's own thing: hidden by another, appealed, and for a third to look at
        var name = $"mod-{Any()}";
        var own = await village.Member(name, "ผู้ดูแลที่เขียน", (Role.Moderator, null));
        var mine = Notes.Number((await Notes.Write(own, "เรื่องของผู้ดูแล", "เล่า", "เผยแพร่")).Address);
        await Posts(await Moderator(), "/moderate?handler=Hide", ("Number", $"{mine}"), ("Reason", "เหตุแรก"));
        var ruling = await RulingOf(mine);
        await Posts(own, "/me/rulings", ("Against", $"{ruling}"), ("Text", "ขอดูอีกครั้ง"));
        foreach (var deed in new[] { "Overturn", "Uphold" })
            Assert.Equal(HttpStatusCode.Forbidden, (await Posts(own, $"/moderate?handler={deed}", ("Appealed", $"{ruling}"), ("Reason", "ของฉันเอง"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{mine}")).Status);
        // What waited and was let through leaves nothing for the public
        var newcomer = await village.Member($"n-{Any()}", "คนเพิ่งมา");
        var held = Notes.Number((await Notes.Write(newcomer, "งานดีที่รอ", "https://a.com https://b.com https://c.com", "เผยแพร่")).Address);
        Assert.Equal(HttpStatusCode.OK, (await Posts(await Moderator(), "/moderate?handler=Pass", ("Number", $"{held}"))).Status);
        await village.Settles();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{held}")).Status);
        Assert.DoesNotContain($"เลขที่ {held}", (await village.Guest().Open("/decisions")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_of_a_blog_brings_back_what_they_hid_and_not_what_a_moderator_hid_and_nobody_lets_their_own_through()
    {
        var (owner, _, number) = await Written("ใต้เรื่องนี้");
        var talker = await village.Member($"t-{Any()}", "คนพูด");
        async Task<long> Says(Visitor who, string text)
        {
            await (await who.Open($"/n/{number}")).Fill("ความเห็นหรือคำถามของท่าน", text).Press("ส่งความเห็น");
            return await village.Ask(db => db.Comments.Where(c => c.Text == text).Select(c => c.Id).SingleAsync());
        }
        async Task<HttpStatusCode> Does(Visitor who, string deed, long comment) => (await Posts(who, $"/me/held?handler={deed}", ("Number", $"{number}"), ("Comment", $"{comment}"), ("Reason", "ลองดู"))).Status;
        var moderator = await Moderator();
        var (mild, bad) = (await Says(talker, $"คำที่หนึ่ง {Any()}"), await Says(talker, $"คำที่สอง {Any()}"));
        Assert.Equal(HttpStatusCode.OK, await Does(owner, "Hide", mild));
        Assert.Equal(HttpStatusCode.OK, await Does(owner, "Restore", mild));
        Assert.Equal(HttpStatusCode.OK, await Does(moderator, "Hide", bad));
        Assert.Equal(HttpStatusCode.Forbidden, await Does(owner, "Restore", bad));
        Assert.Equal(HttpStatusCode.OK, await Does(moderator, "Restore", bad));
        Assert.Equal(HttpStatusCode.Conflict, await Does(owner, "Pass", bad));
        Assert.Equal(HttpStatusCode.Forbidden, await Does(talker, "Hide", mild));
        var own = await Says(owner, $"เล่นบาคาร่า {Any()}");
        Assert.Equal(HttpStatusCode.Forbidden, await Does(owner, "Pass", own));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Posts(owner, "/me/held?handler=Hide", ("Number", $"{number}"), ("Comment", $"{mild}"))).Status);
    }
}
