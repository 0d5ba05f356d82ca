using System.Net;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Content;

/// <summary>Who reads which revision: the history of a public text is public, what was closed stays closed.</summary>
public sealed class RevisionSight(Village village) : IClassFixture<Village>
{
    const string Secret = "1809900123456", Clean = "ข้อความที่เอาเลขออกแล้ว";

    static string Any() => Fresh.Key();

    async Task<(Visitor Writer, long Number)> Written(string body, string button)
    {
        var writer = await village.Member($"w-{Any()}", "คุณลิขิต");
        return (writer, Notes.Number((await Notes.Write(writer, "น้ำในคลอง", body, button)).Address));
    }

    static async Task Revise(Visitor writer, long number, string body, string button) => await (await writer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", body).Press(button);

    Task<Visitor> Moderator() => village.Member($"mod-{Any()}", "ผู้ดูแล", (Role.Administrator, null));

    async Task Rules(Visitor moderator, long number, string button) => await (await moderator.Open($"/moderate?number={number}")).Fill("เหตุผล", "มีเรื่องส่วนตัว").Press(button);

    async Task<HttpStatusCode[]> Gets(Visitor who, long number, int upTo) => [.. await Task.WhenAll(Enumerable.Range(1, upTo).Select(async nth => (await who.Open($"/history/{number}/{nth}")).Status))];

    async Task NobodyOutsideReads(long number, string words, params Visitor[] others)
    {
        foreach (var who in others.Append(village.Guest()))
            foreach (var address in new[] { $"/history/{number}" }.Concat(Enumerable.Range(1, 6).SelectMany(n => Enumerable.Range(0, 7).Select(w => w == 0 ? $"/history/{number}/{n}" : $"/history/{number}/{n}?with={w}"))))
                Assert.DoesNotContain(words, (await who.Open(address)).Document.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_read_what_was_changed_since_it_was_published_and_no_draft_before()
    {
        var (writer, number) = await Written(Secret, "เก็บร่างและดูก่อน");
        await Revise(writer, number, Clean, "เผยแพร่");
        await Revise(writer, number, Clean + " แก้อีกครั้ง", "บันทึกการแก้");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], await Gets(writer, number, 3));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK], await Gets(village.Guest(), number, 3));
        await NobodyOutsideReads(number, Secret, await village.Member($"m-{Any()}", "สมาชิก"));
        Assert.Contains("ฉบับเก่ากว่าเห็นได้เฉพาะคนเขียนและผู้ดูแล", (await village.Guest().Open($"/history/{number}")).Text, StringComparison.Ordinal);
        Assert.Contains("ประวัติการแก้ไข", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_is_published_unchanged_opens_only_itself()
    {
        var (writer, number) = await Written(Secret, "เก็บร่างและดูก่อน");
        await Revise(writer, number, Clean, "เก็บร่างและดูก่อน");
        await Revise(writer, number, Clean, "เผยแพร่");
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], await Gets(village.Guest(), number, 2));
    }

    [Fact]
    public async Task A_note_that_the_timetable_publishes_opens_only_what_stood_there_then()
    {
        var (writer, number) = await Written(Secret, "เก็บร่างและดูก่อน");
        await (await writer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", Clean).Fill("วันและเวลา", DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)).Press("ตั้งเวลาไว้");
        await village.Do(db => ContentItem.PublishDue(db, DateTimeOffset.UtcNow.AddDays(2), default));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], await Gets(village.Guest(), number, 2));
    }

    [Fact]
    public async Task What_was_taken_back_and_changed_stays_closed_when_it_is_published_again()
    {
        var (writer, number) = await Written(Secret, "เผยแพร่");
        await (await writer.Open($"/write/{number}")).Press("เก็บกลับเป็นร่าง");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/history/{number}")).Status);
        await Revise(writer, number, Clean, "เผยแพร่");
        await NobodyOutsideReads(number, Secret);
    }

    [Fact]
    public async Task A_hidden_note_hides_its_history_and_what_was_hidden_stays_closed_when_it_is_restored()
    {
        var (writer, number) = await Written(Secret, "เผยแพร่");
        var moderator = await Moderator();
        await Rules(moderator, number, "ซ่อนจากผู้อ่าน");
        await village.Settles();
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/history/{number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/history/{number}/1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await writer.Open($"/history/{number}/1")).Status);
        await Revise(writer, number, Clean, "บันทึกการแก้");
        await Rules(moderator, number, "เปิดให้อ่านอีก");
        await village.Settles();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/history/{number}/2")).Status);
        await NobodyOutsideReads(number, Secret);
    }

    [Fact]
    public async Task What_only_members_read_stays_theirs_when_the_note_is_opened_to_everyone()
    {
        var writer = await village.Member($"w-{Any()}", "คุณลิขิต");
        var number = Notes.Number((await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ในหมู่เรา").Fill("เนื้อเรื่อง", Secret).Tick("เฉพาะสมาชิก").Press("เผยแพร่")).Address);
        var member = await village.Member($"m-{Any()}", "สมาชิก");
        Assert.Equal(HttpStatusCode.OK, (await member.Open($"/history/{number}/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/history/{number}/1")).Status);
        await (await writer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", Clean).Tick("ทุกคน").Press("บันทึกการแก้");
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], await Gets(village.Guest(), number, 2));
    }

    [Fact]
    public async Task A_struck_revision_is_read_by_moderators_only_and_the_reason_by_everybody()
    {
        var (writer, number) = await Written("ฉบับแรก", "เผยแพร่");
        await Revise(writer, number, Secret, "บันทึกการแก้");
        await Revise(writer, number, Clean, "บันทึกการแก้");
        var moderator = await Moderator();
        Assert.Contains(Secret, (await village.Guest().Open($"/history/{number}/3")).Text, StringComparison.Ordinal);
        var reason = $"มีเลขประจำตัว {Any()}";
        await (await (await moderator.Open($"/history/{number}/2")).Follow("ตัดฉบับนี้ออก")).Fill("เหตุผล", reason).Press("ตัดฉบับนี้ออก");
        await village.Settles();

        await NobodyOutsideReads(number, Secret, writer, await village.Member($"m-{Any()}", "สมาชิก"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK], await Gets(village.Guest(), number, 3));
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Open($"/history/{number}/2")).Status);
        Assert.Contains("ผู้ดูแลตัดฉบับนี้ออก", (await village.Guest().Open($"/history/{number}")).Text, StringComparison.Ordinal);
        Assert.Contains(reason, (await village.Guest().Open("/decisions")).Text, StringComparison.Ordinal);
        Assert.Contains(Secret, (await moderator.Open($"/history/{number}/2")).Text, StringComparison.Ordinal);

        var version = await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Version).SingleAsync());
        using var form = new FormUrlEncodedContent([new("Version", $"{version}")]);
        Assert.Equal(HttpStatusCode.Conflict, (await moderator.Send(HttpMethod.Post, $"/history/{number}/2", form)).Status);

        await (await (await moderator.Open($"/history/{number}/2")).Follow("ให้อ่านฉบับนี้ได้อีก")).Fill("เหตุผล", "ดูใหม่แล้วไม่เป็นไร").Press("ให้อ่านฉบับนี้ได้อีก");
        await village.Settles();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/history/{number}/2")).Status);
    }

    [Fact]
    public async Task The_text_in_use_cannot_be_struck_and_striking_needs_a_reason()
    {
        var (writer, number) = await Written("ฉบับแรก", "เผยแพร่");
        await Revise(writer, number, "ฉบับสอง", "บันทึกการแก้");
        var moderator = await Moderator();
        Assert.Equal(HttpStatusCode.Conflict, (await (await moderator.Open($"/moderate/strike/{number}/2")).Fill("เหตุผล", "ลอง").Press("ตัดฉบับนี้ออก")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await moderator.Open($"/moderate/strike/{number}/1")).Press("ตัดฉบับนี้ออก")).Status);
        Assert.All(await village.Ask(db => db.Revisions.Where(r => r.Number == number).ToListAsync()), r => Assert.Null(r.StruckAt));
    }

    [Fact]
    public async Task A_moderator_of_another_place_reads_and_strikes_nothing_that_readers_cannot()
    {
        var (writer, number) = await Written(Secret, "เก็บร่างและดูก่อน");
        await (await writer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", Clean).Fill("สถานที่", "800119").Press("เผยแพร่");
        var far = await village.Member($"far-{Any()}", "ผู้ดูแลไกล", (Role.Moderator, "800707"));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], await Gets(far, number, 2));
        Assert.Equal(HttpStatusCode.Forbidden, (await far.Open($"/moderate/strike/{number}/1")).Status);
    }

    [Fact]
    public async Task Somebody_elses_draft_has_no_history_at_all()
    {
        var (_, number) = await Written(Secret, "เก็บร่างและดูก่อน");
        foreach (var who in new[] { village.Guest(), await village.Member($"n-{Any()}", "คุณลิขิตตำบลอื่น", (Role.NoteTaker, "800707")), await Moderator() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await who.Open($"/history/{number}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await who.Open($"/history/{number}/1")).Status);
            using var form = new FormUrlEncodedContent([new("Version", "2")]);
            Assert.Equal(HttpStatusCode.NotFound, (await who.Send(HttpMethod.Post, $"/history/{number}/1", form)).Status);
        }
    }

    [Fact]
    public async Task A_reader_cannot_put_an_old_revision_back()
    {
        var (writer, number) = await Written("ฉบับแรก", "เผยแพร่");
        await Revise(writer, number, "ฉบับสอง", "บันทึกการแก้");
        var member = await village.Member($"m-{Any()}", "สมาชิก");
        var page = await member.Open($"/history/{number}/1");
        Assert.Null(page.Document.QuerySelector("form[method=post].sheet"));
        using var form = new FormUrlEncodedContent([new("Version", $"{await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Version).SingleAsync())}")]);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Send(HttpMethod.Post, $"/history/{number}/1", form)).Status);
        Assert.Equal(2, await village.Ask(db => db.Revisions.CountAsync(r => r.Number == number)));
    }
}
