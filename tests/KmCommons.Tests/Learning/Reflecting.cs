using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class Reflecting(Village village) : IClassFixture<Village>
{
    static string Any() => Fresh.Key();

    Task<Visitor> NoteTaker() => village.Member($"likhit-{Any()}", $"คุณลิขิต {Any()}", (Role.NoteTaker, "800119"));

    static async Task<Seen> Reflects(Visitor writer, string eventName, params (string Label, string Text)[] said)
    {
        var page = await writer.Open("/reflect");
        page.Fill("ชื่องาน", eventName);
        foreach (var (label, text) in said)
            page.Fill(label, text);
        return await page.Press("เผยแพร่");
    }

    [Fact]
    public async Task A_note_taker_reflects_on_a_phone_and_a_guest_reads_all_of_it()
    {
        var seen = await Reflects(await NoteTaker(), "ประชุมตำบลนำร่อง วัดสระเรียง", ("วันที่ของงาน", "25 ธ.ค.2549"), ("คนร่วมกี่คน", "๕๐"), ("1. คาดหวัง", "ได้คุยครบสามเป้า\n- คนชวนคุยรับส่งกันได้"),
            ("2. ได้เกินคาด", "คนที่ไม่เคยพูดได้พูด"), ("3. ได้น้อยกว่าคาด", "คนจดมีคนเดียว"), ("4. จะกลับไปทำ", "ให้แต่ละวงมีคนจด - คุณลิขิต วงจังหวัด, นัดหน้า"),
            ("ถ้าอ่านได้บรรทัดเดียว", "จัดที่นั่งใหม่แล้วคนคุยกันจริง"), ("ใครพูดบ้าง", "ตัวแทนโซน\nครูประถม"));
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var read = await village.Guest().Open(seen.Address);
        foreach (var words in new[] { "ประชุมตำบลนำร่อง วัดสระเรียง", "25 ธันวาคม 2549", "50 คน", "ได้คุยครบสามเป้า", "คนชวนคุยรับส่งกันได้", "คนที่ไม่เคยพูดได้พูด", "คนจดมีคนเดียว", "ให้แต่ละวงมีคนจด", "คุณลิขิต วงจังหวัด", "นัดหน้า", "จัดที่นั่งใหม่แล้วคนคุยกันจริง", "ครูประถม" })
            Assert.Contains(words, read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("- คนชวนคุย", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_answered_question_is_enough_and_the_others_say_that_they_wait()
    {
        var seen = await Reflects(await NoteTaker(), "ออกดับไฟพรุ", ("3. ได้น้อยกว่าคาด", "สายสูบสั้นไป"));
        var read = await village.Guest().Open(seen.Address);
        Assert.Contains("สายสูบสั้นไป", read.Text, StringComparison.Ordinal);
        Assert.Equal(3, read.Text.Split("ยังไม่มีคำตอบข้อนี้").Length - 1);
        Assert.Contains("ไม่ได้จดวันไว้", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_answered_is_refused_and_everything_typed_stays()
    {
        var seen = await Reflects(await NoteTaker(), "เวทีที่ยังไม่ตอบ", ("ถ้าอ่านได้บรรทัดเดียว", "ใจความที่พิมพ์ไว้"), ("วันที่ของงาน", "26 ก.พ. 2550"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains("ยังไม่ได้ตอบสักข้อ", seen.Text, StringComparison.Ordinal);
        Assert.Equal("เวทีที่ยังไม่ตอบ", seen.Field("ชื่องาน").GetAttribute("value"));
        Assert.Equal("26 ก.พ. 2550", seen.Field("วันที่ของงาน").GetAttribute("value"));
        Assert.Equal("ใจความที่พิมพ์ไว้", seen.Field("ถ้าอ่านได้บรรทัดเดียว").TextContent.Trim());
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync(i => i.Title == "เวทีที่ยังไม่ตอบ")));
    }

    [Fact]
    public async Task A_draft_needs_no_answer_and_nobody_else_finds_it()
    {
        var page = await (await NoteTaker()).Open("/reflect");
        var kept = await page.Fill("ชื่องาน", "ร่างที่ยังว่าง").Press("เก็บเป็นร่าง");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        var number = await village.Ask(db => db.Items.Where(i => i.Title == "ร่างที่ยังว่าง").Select(i => i.Number).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await NoteTaker()).Open($"/reflect/{number}")).Status);
    }

    [Fact]
    public async Task Anothers_published_review_can_be_read_but_not_revised()
    {
        var seen = await Reflects(await NoteTaker(), "ของคนอื่น", ("1. คาดหวัง", "คำเดิม"));
        var number = seen.Address.Split('/')[2];
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Member($"kit-{Any()}", "คุณกิจ", (Role.Practitioner, "800707"))).Open($"/reflect/{number}")).Status);
    }

    [Fact]
    public async Task A_year_that_is_not_clear_is_asked_back_and_never_guessed()
    {
        var asked = await Reflects(await NoteTaker(), "เวทีปีกำกวม", ("วันที่ของงาน", "26ก.พ.50"), ("1. คาดหวัง", "ได้ฟังกัน"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains("ยังไม่ชัดว่าปีไหน", asked.Text, StringComparison.Ordinal);
        Assert.Equal("ได้ฟังกัน", asked.Field("1. คาดหวัง").TextContent.Trim());
        var seen = await asked.Tick("จันทร์ 26 กุมภาพันธ์ 2550").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(new DateOnly(2007, 2, 26), await village.Ask(db => db.Aars.Where(a => a.EventName == "เวทีปีกำกวม").Select(a => a.EventDate).SingleAsync()));
    }

    [Theory]
    [InlineData("วันที่ของงาน", "30 ก.พ. 2550", "ไม่มีวันนี้ในปฏิทิน")]
    [InlineData("วันที่ของงาน", "1 ม.ค. 2600", "ยังมาไม่ถึง")]
    [InlineData("คนร่วมกี่คน", "มากมาย", "จำนวนคนต้องเป็นตัวเลข")]
    [InlineData("คนร่วมกี่คน", "-3", "จำนวนคนต้องเป็นตัวเลข")]
    [InlineData("ชื่องาน", "", "งานนี้ชื่ออะไร")]
    public async Task What_cannot_be_is_refused_in_Thai_and_stays_typed(string label, string typed, string sentence)
    {
        var seen = await Reflects(await NoteTaker(), "งานที่มีช่องผิด", ("1. คาดหวัง", "คำที่ต้องอยู่"), (label, typed));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Contains(sentence, seen.Text, StringComparison.Ordinal);
        Assert.Equal(typed, seen.Field(label).GetAttribute("value") ?? "");
        Assert.Equal("คำที่ต้องอยู่", seen.Field("1. คาดหวัง").TextContent.Trim());
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_stays_typed()
    {
        var line = new string('ก', AarLine.Longest + 1);
        var seen = await Reflects(await NoteTaker(), "บรรทัดยาว", ("2. ได้เกินคาด", line));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        Assert.Equal(line, seen.Field("2. ได้เกินคาด").TextContent.Trim());
    }

    [Fact]
    public async Task Two_people_revising_the_same_version_lose_nothing()
    {
        var writer = await NoteTaker();
        var number = (await Reflects(writer, "แก้พร้อมกัน", ("1. คาดหวัง", "คำแรกสุด"))).Address.Split('/')[2];
        var (one, two) = (await writer.Open($"/reflect/{number}"), await writer.Open($"/reflect/{number}"));
        Assert.Equal(HttpStatusCode.OK, (await one.Fill("1. คาดหวัง", "คำของคนแรก").Press("บันทึกที่แก้")).Status);
        var conflict = await two.Fill("1. คาดหวัง", "คำของคนที่สอง").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("คำของคนแรก", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("คำของคนที่สอง", conflict.Field("1. คาดหวัง").TextContent.Trim());
        var merged = await conflict.Fill("1. คาดหวัง", "คำของคนแรก\nคำของคนที่สอง").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.OK, merged.Status);
        Assert.Contains("คำของคนที่สอง", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_savings_at_the_same_moment_are_one_saving_and_one_conflict()
    {
        var writer = await NoteTaker();
        var number = (await Reflects(writer, "กดพร้อมกัน", ("1. คาดหวัง", "คำแรกสุด"))).Address.Split('/')[2];
        var (one, two) = (await writer.Open($"/reflect/{number}"), await writer.Open($"/reflect/{number}"));
        var both = await village.Ask(async db =>
        {
            // Both come while the row is held, so that neither sees the other's saving before its own
            await using var held = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {long.Parse(number, System.Globalization.CultureInfo.InvariantCulture)} for update");
            var saving = Task.WhenAll(one.Fill("1. คาดหวัง", "ซ้าย").Press("บันทึกที่แก้"), two.Fill("1. คาดหวัง", "ขวา").Press("บันทึกที่แก้"));
            while (!saving.IsCompleted && await village.AtLocks() < 2)
                await Task.Yield();
            await held.RollbackAsync();
            return await saving;
        });
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(s => s.Status).Order());
    }

    [Fact]
    public async Task The_Army_words_keep_what_was_typed_and_ask_the_same_questions()
    {
        var writer = await NoteTaker();
        var page = (await writer.Open("/reflect")).Fill("ชื่องาน", "คำถามสองแบบ").Fill("4. จะกลับไปทำ", "ซ้อมก่อนวันจริง");
        var army = await page.Press("เปลี่ยนเป็นคำถามแบบกองทัพ");
        Assert.Equal("ซ้อมก่อนวันจริง", army.Field("4. ครั้งหน้าจะทำอย่างไร").TextContent.Trim());
        var seen = await army.Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var thai = await village.Guest().Open(seen.Address);
        Assert.Contains("จะกลับไปทำ", thai.Text, StringComparison.Ordinal);
        Assert.Contains("ครั้งหน้าจะทำอย่างไร", (await thai.Follow("อ่านด้วยคำถามแบบกองทัพ")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_circle_reads_what_is_for_the_circle()
    {
        var circle = await village.Ask(async db =>
        {
            var begun = Circle.Begin(db, $"wong-{Any()}", "วงทดลอง", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            return begun;
        });
        var address = $"amnuai-{Any()}";
        var id = await village.Joins(address, "คุณอำนวย");
        await village.Do(async db => { await circle.Join(db, id, Role.Facilitator, new(2006, 1, 1)); await db.SaveChangesAsync(); });
        var inside = village.Guest();
        await inside.SignIn(address);
        var seen = await Reflects(inside, "เรื่องในวง", ("1. คาดหวัง", "พูดกันได้เต็มที่"), ("เป็นงานของวง", "วงทดลอง"), ("เฉพาะวง", "on"));
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(seen.Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await NoteTaker()).Open(seen.Address)).Status);
    }

    [Fact]
    public async Task Nobody_writes_in_the_name_of_a_circle_or_in_a_blog_that_is_not_theirs()
    {
        var (circle, other) = (await village.Ask(async db =>
        {
            var begun = Circle.Begin(db, $"wong-{Any()}", "วงของคนอื่น", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            return begun.Id;
        }), await village.Joins($"kit-{Any()}", "คุณกิจ"));
        await village.Do(async db => { await Blog.WrittenBy(db, new(other, "คุณกิจ", [])); await db.SaveChangesAsync(); });
        var address = await village.Ask(db => db.Blogs.Where(b => b.PersonId == other).Select(b => b.Address).SingleAsync());
        var writer = await NoteTaker();
        var own = (await writer.Open("/reflect")).Field("เก็บไว้ในสมุด").QuerySelector("option")!.GetAttribute("value")!;
        foreach (var (blog, of) in new[] { (own, $"{circle}"), (address, "") })
        {
            using var forged = new FormUrlEncodedContent([new("EventName", "ปลอม"), new("Answers[0]", "คำ"), new("BlogAddress", blog), new("CircleId", of), new("Audience", "Everyone")]);
            Assert.Equal(HttpStatusCode.Forbidden, (await writer.Send(HttpMethod.Post, "/reflect", forged)).Status);
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_page() =>
        Assert.StartsWith("/sign-in", (await village.Guest().Open("/reflect")).Address, StringComparison.Ordinal);
}
