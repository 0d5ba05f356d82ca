using System.Net;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

public sealed class MakingCards(Village village) : IClassFixture<Village>
{
    const string Works = "จดเงินออมต่อหน้าเจ้าของทุกครั้ง แล้วไม่มีใครเถียงกันอีก", Other = "อ่านยอดรวมออกเสียงให้ทั้งศาลาฟัง";

    static string Value(Seen page, string label) => page.Field(label) switch { IHtmlTextAreaElement area => area.Value, IHtmlInputElement input => input.Value, _ => "" };

    [Fact]
    public async Task Any_paragraph_of_a_note_becomes_a_card_that_says_where_it_comes_from()
    {
        var (writer, _) = await village.Writer("ra-khian");
        var source = await village.Note(writer, $"## วันออม\n\n{Works}\n\n{Other}", tags: ["สัจจะออมทรัพย์"]);
        var member = await village.Member("khon-an", "คนอ่าน");
        var choose = await (await member.Open($"/n/{source}")).Follow("ทำบัตรบทเรียน");
        var form = await choose.Tick(Works).Press("ใช้ย่อหน้านี้");
        Assert.Equal(Works, Value(form, "อะไรใช้ได้ผล"));
        Assert.Equal("สัจจะออมทรัพย์", Value(form, "เรื่องอะไร"));
        var card = await form.Fill("อะไรใช้ได้ผล", "จดต่อหน้าเจ้าของ").Fill("หลักฐานเพิ่ม", "24 จาก 37 ครัวเรือน").Press("ทำบัตร");
        Assert.Matches("^/lesson/[0-9]+$", card.Address);
        var seen = await village.Guest().Open(card.Address);
        Assert.Equal("จดต่อหน้าเจ้าของ", seen.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(Works, seen.Document.QuerySelector("blockquote")!.TextContent);
        Assert.Contains("เล่าไว้ครั้งเดียว", seen.Text, StringComparison.Ordinal);
        Assert.Contains("24 จาก 37 ครัวเรือน", seen.Text, StringComparison.Ordinal);
        Assert.NotNull(seen.Document.QuerySelector($"a[href^='/n/{source}/']"));
        Assert.DoesNotContain("ไม่อยู่ในเรื่องต้นทาง", seen.Text, StringComparison.Ordinal);
        // It is found where one looks for it
        Assert.NotNull((await village.Guest().Open($"/n/{source}")).Document.QuerySelector($".aside a[href='{card.Address}']"));
        foreach (var list in new[] { "/lessons", "/lessons?place=800119", "/lessons?place=8001", "/lessons?tag=" + Uri.EscapeDataString("สัจจะออมทรัพย์") })
            Assert.NotNull((await village.Guest().Open(list)).Document.QuerySelector($"a[href='{card.Address}']"));
        foreach (var list in new[] { "/lessons?place=8007", "/lessons?tag=" + Uri.EscapeDataString("ขยะ") })
            Assert.Null((await village.Guest().Open(list)).Document.QuerySelector($"a[href='{card.Address}']"));
        Assert.NotNull((await village.Guest().Open("/circles")).Document.QuerySelector("main a[href='/lessons']"));
    }

    [Fact]
    public async Task A_line_of_a_review_becomes_one_too_and_who_is_not_signed_in_is_asked_to()
    {
        var writer = await village.Someone("khon-thod");
        var number = await village.Ask(async db =>
        {
            var aar = await Aar.Write(db, new(writer, "", []), new() { EventName = "ลงแขกซ่อมคันนา", Answers = ["", "ฝนลงวันที่สอง น้ำชี้ให้เห็นรูปู", "", ""] }, DateTimeOffset.UtcNow);
            aar.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return aar.Number;
        });
        var guest = await village.Guest().Open($"/n/{number}");
        Assert.DoesNotContain("ทำบัตรบทเรียน", guest.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await village.Guest().Open($"/lessons/from/{number}")).Address, StringComparison.Ordinal);
        var card = await (await (await (await village.Member("khon-an-thod", "คนอ่าน")).Open($"/lessons/from/{number}")).Tick("ฝนลงวันที่สอง").Press("ใช้ย่อหน้านี้")).Press("ทำบัตร");
        Assert.Equal("ฝนลงวันที่สอง น้ำชี้ให้เห็นรูปู", card.Document.QuerySelector("blockquote")!.TextContent);
    }

    [Fact]
    public async Task Of_two_tabs_with_the_same_paragraph_one_makes_the_card_and_the_other_keeps_its_words()
    {
        var (writer, own) = await village.Writer("song-tab");
        var source = await village.Note(writer, Works);
        async Task<Seen> Form(Visitor who) => (await (await who.Open($"/lessons/from/{source}")).Tick(Works).Press("ใช้ย่อหน้านี้")).Fill("อะไรใช้ได้ผล", "คำของฉัน");
        var (first, second) = (await Form(own), await Form(own));
        var both = await Task.WhenAll(first.Press("ทำบัตร"), second.Press("ทำบัตร"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(b => b.Status).Order());
        Assert.Equal("คำของฉัน", Value(both.Single(b => b.Status == HttpStatusCode.Conflict), "อะไรใช้ได้ผล"));
        Assert.Equal(HttpStatusCode.OK, (await (await Form(await village.Member("ik-khon", "อีกคน"))).Press("ทำบัตร")).Status);
        Assert.Equal(2, await village.Ask(db => db.Lessons.CountAsync(l => l.SourceNumber == source)));
    }

    [Fact]
    public async Task A_paragraph_that_is_changed_meanwhile_is_not_quoted_and_nothing_typed_is_lost()
    {
        var (writer, own) = await village.Writer("kae-kon");
        var source = await village.Note(writer, $"{Works}\n\n{Other}");
        var form = (await (await own.Open($"/lessons/from/{source}")).Tick(Works).Press("ใช้ย่อหน้านี้")).Fill("อะไรใช้ได้ผล", "คำของฉัน");
        await village.Rewrite(source, $"จดแบบใหม่ไม่เหมือนเดิมแล้ว\n\n{Other}");
        var refused = await form.Press("ทำบัตร");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("คำของฉัน", Value(refused, "อะไรใช้ได้ผล"));
        var made = await refused.Tick(Other).Press("ทำบัตร");
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Equal(Other, made.Document.QuerySelector("blockquote")!.TextContent);
        Assert.Equal(2, await village.Ask(db => db.Lessons.Where(l => l.SourceNumber == source).Select(l => l.Nth).SingleAsync()));
    }

    [Fact]
    public async Task A_claim_is_short_and_a_newcomer_advertises_nothing_on_it()
    {
        var (writer, own) = await village.Writer("yao-pai");
        var source = await village.Note(writer, Works);
        var form = await (await own.Open($"/lessons/from/{source}")).Tick(Works).Press("ใช้ย่อหน้านี้");
        var (three, more) = (new string('ก', 300), new string('ก', 301));
        foreach (var bad in new[] { more, " ", "เล่นบาคาร่าที่นี่" })
        {
            var refused = await form.Fill("อะไรใช้ได้ผล", bad).Press("ทำบัตร");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(bad, Value(refused, "อะไรใช้ได้ผล"));
        }
        Assert.Equal(three, (await form.Fill("อะไรใช้ได้ผล", three).Press("ทำบัตร")).Document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Its_maker_and_who_facilitates_there_say_it_in_other_words_and_nobody_over_another()
    {
        var (writer, _) = await village.Writer("nai-kae");
        var maker = await village.Someone("khon-tham");
        var card = await village.Card(maker, await village.Note(writer, Works), "คำแรก");
        foreach (var (who, roles) in new[] { ("tam-mada", Array.Empty<(Role, string?)>()), ("thi-uen", [(Role.Facilitator, "800707")]), ("khon-chot", [(Role.NoteTaker, "800119")]) })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Member(who, who, roles)).Open($"/lesson/{card}/revise")).Status);
        var (own, leads) = (await village.Signed("khon-tham"), await village.Member("thi-ni", "คุณอำนวย", (Role.Facilitator, "800119")));
        var (mine, theirs) = (await own.Open($"/lesson/{card}/revise"), await leads.Open($"/lesson/{card}/revise"));
        Assert.Equal("คำของคุณอำนวย", (await theirs.Fill("อะไรใช้ได้ผล", "คำของคุณอำนวย").Press("บันทึกที่แก้")).Document.QuerySelector("h1")!.TextContent);
        var late = await mine.Fill("อะไรใช้ได้ผล", "คำของฉัน").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("คำของคุณอำนวย", late.Text, StringComparison.Ordinal);
        Assert.Equal("คำของฉัน", Value(late, "อะไรใช้ได้ผล"));
        Assert.Equal("คำของฉัน", (await late.Press("บันทึกที่แก้")).Document.QuerySelector("h1")!.TextContent);
        Assert.Equal(1, await village.Ask(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from foundation.audit where deed = 'lesson.revise' and thing = {$"lesson {card}"}").SingleAsync()));
    }

    [Fact]
    public async Task Another_story_that_saw_the_same_counts_for_who_may_read_it_and_for_nobody_else()
    {
        var (writer, own) = await village.Writer("lak-than");
        var (source, members, secret) = (await village.Note(writer, Works), await village.Note(writer, Other, audience: Audience.Members), await village.Note(await OfAnother(), "ความลับของวงอื่น", audience: Audience.Circle, circle: await village.Circle("lap-lak-than", null)));
        var form = await (await own.Open($"/lessons/from/{source}")).Tick(Works).Press("ใช้ย่อหน้านี้");
        foreach (var bad in new[] { $"{secret}", "987654321", "https://elsewhere.example/n/1001", "ยาย" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Fill("เรื่องอื่นที่เห็นเหมือนกัน", bad).Press("ทำบัตร")).Status);
        var card = await form.Fill("เรื่องอื่นที่เห็นเหมือนกัน", KmCommons.Thai.ThaiDigits.ToThai($"{members}")).Press("ทำบัตร");
        Assert.Contains("มีอีกเรื่องหนึ่งที่เห็นเหมือนกัน", card.Text, StringComparison.Ordinal);
        Assert.NotNull(card.Document.QuerySelector($"a[href^='/n/{members}/']"));
        var seen = await village.Guest().Open(card.Address);
        Assert.Contains("เล่าไว้ครั้งเดียว", seen.Text, StringComparison.Ordinal);
        Assert.Null(seen.Document.QuerySelector($"a[href^='/n/{members}']"));
    }

    async Task<long> OfAnother() => (await village.Writer("ik-wong")).Id;
}
