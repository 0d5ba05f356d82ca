using System.Net;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Content;

/// <summary>Answering several, asking, and what answers.</summary>
public sealed class Asking(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task One_comment_answers_several_and_both_sides_say_so()
    {
        var (writer, note) = await Note("host");
        var (one, two) = (await Said(note, "คนที่หนึ่ง", "หนึ่ง"), await Said(note, "คนที่สอง", "สอง"));
        var page = await writer.Open($"{note}?reply={one},{two}");
        Assert.Equal(2, page.Document.QuerySelectorAll("[name='Say.ReplyTo'][checked]").Length);
        var after = await page.Fill("ความเห็นหรือคำถามของท่าน", "ตอบทั้งสองท่าน").Press("ส่งความเห็น");
        var answer = after.Document.QuerySelectorAll(".talk > li").Single(li => li.TextContent.Contains("ตอบทั้งสองท่าน", StringComparison.Ordinal));
        Assert.Equal([$"#c{one}", $"#c{two}"], answer.QuerySelectorAll(".to a").Select(a => a.GetAttribute("href")!));
        Assert.Contains("มีคำตอบ 1", after.Document.GetElementById($"c{one}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_or_stands_below_another_item_is_not_answered()
    {
        var (writer, note) = await Note("strict");
        var (_, other) = await Note("elsewhere");
        var (held, far) = (await Said(note, "ยังรอ", "รอ", CommentState.Held), await Said(other, "ที่อื่น", "ไกล"));
        using var form = new FormUrlEncodedContent([new("Say.Text", "ตอบมั่ว"), new("Say.ReplyTo", $"{held}"), new("Say.ReplyTo", $"{far}")]);
        await writer.Send(HttpMethod.Post, note, form);
        Assert.Empty(await village.Ask(db => db.Comments.Where(c => c.Text == "ตอบมั่ว").Select(c => c.ReplyTo).SingleAsync()));
    }

    [Fact]
    public async Task A_question_is_open_until_an_item_that_its_readers_may_read_answers_it()
    {
        var (asker, note) = await Note("asks");
        var helper = await village.Member("helps", "คนช่วยตอบ");
        var page = (await asker.Open(note)).Fill("ความเห็นหรือคำถามของท่าน", "เลี้ยงปลาดุกในบ่อดินทำอย่างไร").Tick("นี่คือคำถาม");
        await page.Press("ส่งความเห็น");
        var question = await Id("เลี้ยงปลาดุกในบ่อดินทำอย่างไร");
        Assert.Contains("ปลาดุก", (await village.Guest().Open("/questions")).Text, StringComparison.Ordinal);

        var (draft, members) = (await village.Note(await Me("helps"), "ร่างของคนช่วย", "ก", e => e.Item.Withdraw()), await village.Note(await Me("helps"), "เฉพาะสมาชิก", "ข", e => e.Item.Audience = Audience.Members));
        foreach (var shut in new[] { draft, members, 999_999 })
        {
            var refused = await (await helper.Open($"/questions/{question}")).Fill("เลขที่หรือลิงก์ของเรื่องนั้น", $"{shut}").Press("โยงเป็นคำตอบ");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("ไม่พบเรื่องที่คนอ่านคำถามนี้อ่านได้", refused.Text, StringComparison.Ordinal);
        }
        var good = await village.Note(await Me("helps"), "บ่อดินของลุง", "ค");
        var after = await (await helper.Open($"/questions/{question}")).Fill("เลขที่หรือลิงก์ของเรื่องนั้น", $"/n/{good}/บ่อดิน").Press("โยงเป็นคำตอบ");
        Assert.Contains("บ่อดินของลุง", after.Document.GetElementById($"c{question}")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ปลาดุก", (await village.Guest().Open("/questions")).Text, StringComparison.Ordinal);

        // The answer is hidden: the question is open again, and its title is nowhere
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == good)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Settles();
        Assert.Contains("ปลาดุก", (await village.Guest().Open("/questions")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("บ่อดินของลุง", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_is_written_as_an_answer_answers_when_it_is_published()
    {
        var (asker, note) = await Note("asks2");
        var writer = await village.Member("answers2", "คนเขียนตอบ");
        var question = await Said(note, "ถามไว้", "ปลูกจากกี่ปีได้น้ำตาล", asks: true);
        var form = await writer.Open($"/write?answers={question}");
        Assert.Contains("ปลูกจากกี่ปีได้น้ำตาล", form.Text, StringComparison.Ordinal);
        var draft = await form.Fill("ชื่อเรื่อง", "จากห้าปี").Fill("เนื้อเรื่อง", "ห้าปีขึ้นไป").Press("เก็บร่างและดูก่อน");
        Assert.Contains("รอคำตอบ", (await asker.Open(note)).Text, StringComparison.Ordinal);
        var again = await writer.Open($"/write/{Notes.Number(draft.Address)}");
        Assert.Contains("ปลูกจากกี่ปีได้น้ำตาล", again.Text, StringComparison.Ordinal);
        await again.Press("เผยแพร่");
        Assert.Contains("จากห้าปี", (await asker.Open(note)).Document.GetElementById($"c{question}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_asked_and_who_wrote_the_item_say_which_comment_answers_and_a_moderator_may_undo()
    {
        var (author, note) = await Note("author3");
        var question = await Said(note, "ใครก็ได้", "น้ำขึ้นเมื่อไร", asks: true);
        var stranger = await village.Member("stranger3", "คนอื่น");
        using (var reply = new FormUrlEncodedContent([new("Say.Text", "หลังเดือนสิบสอง"), new("Say.ReplyTo", $"{question}")]))
            await stranger.Send(HttpMethod.Post, note, reply);
        var answer = await Id("หลังเดือนสิบสอง");
        using (var form = new FormUrlEncodedContent([new("Comment", $"{answer}")]))
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Send(HttpMethod.Post, $"/questions/{question}?handler=Accept", form)).Status);
        Assert.DoesNotContain("ใช้เป็นคำตอบ", (await stranger.Open($"/questions/{question}")).Text, StringComparison.Ordinal);
        var done = await (await author.Open($"/questions/{question}")).Press("ใช้เป็นคำตอบ");
        Assert.Contains("ตอบแล้วโดย", done.Document.GetElementById($"c{question}")!.TextContent, StringComparison.Ordinal);
        var said = await village.Ask(db => db.Answers.Where(a => a.QuestionId == question).Select(a => a.Id).SingleAsync());
        using (var takes = new FormUrlEncodedContent([new("Answer", $"{said}")]))
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Send(HttpMethod.Post, $"/questions/{question}?handler=Undo", takes)).Status);
        var moderator = await village.Member("moderator3", "ผู้ดูแล", (Role.Moderator, null));
        var undone = await (await moderator.Open($"/questions/{question}")).Press("ไม่ใช่คำตอบ เอาออก");
        Assert.DoesNotContain("ตอบแล้วโดย", undone.Document.GetElementById($"c{question}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_answers_that_stands_elsewhere_or_is_asked_about_and_a_question_that_one_may_not_read_is_answered_by_nobody()
    {
        var ((author, note), (_, elsewhere)) = (await Note("author4"), await Note("elsewhere4"));
        var (question, far, taken) = (await Said(note, "ใครก็ได้", "ถามใต้เรื่องนี้", asks: true), await Said(elsewhere, "ที่อื่น", "ตอบใต้เรื่องอื่น"), await Said(note, "ใครก็ได้", "ถูกเอาออกแล้ว", CommentState.Removed));
        var stood = await Said(note, "ใครก็ได้", "เคยตอบไว้");
        using (var accepts = new FormUrlEncodedContent([new("Comment", $"{stood}")]))
            await author.Send(HttpMethod.Post, $"/questions/{question}?handler=Accept", accepts);
        Assert.DoesNotContain("ถามใต้เรื่องนี้", (await village.Guest().Open("/questions")).Text, StringComparison.Ordinal);
        // The comment that answered is taken away: nothing answers any more
        await village.Do(async db => { (await db.Comments.SingleAsync(c => c.Id == stood)).Remove(await db.Members.Where(m => m.Address == "author4").Select(m => m.Id).SingleAsync(), DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Settles();
        Assert.Contains("ถามใต้เรื่องนี้", (await village.Guest().Open("/questions")).Text, StringComparison.Ordinal);
        foreach (var comment in new[] { question, far, taken })
        {
            using var form = new FormUrlEncodedContent([new("Comment", $"{comment}")]);
            Assert.Equal(HttpStatusCode.NotFound, (await author.Send(HttpMethod.Post, $"/questions/{question}?handler=Accept", form)).Status);
        }
        var itself = await (await author.Open($"/questions/{question}")).Fill("เลขที่หรือลิงก์ของเรื่องนั้น", $"{Notes.Number(note)}").Press("โยงเป็นคำตอบ");
        Assert.Contains("นี่คือเรื่องที่ถูกถามอยู่", itself.Text, StringComparison.Ordinal);
        await village.Do(async db => { var number = Notes.Number(note); (await db.Items.SingleAsync(i => i.Number == number)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        var writer = await village.Member("answers4", "คนเขียนตอบ");
        Assert.DoesNotContain("ถามใต้เรื่องนี้", (await writer.Open($"/write?answers={question}")).Text, StringComparison.Ordinal);
        await (await writer.Open($"/write?answers={question}")).Fill("ชื่อเรื่อง", "ตอบที่ไม่เห็น").Fill("เนื้อเรื่อง", "ลองตอบ").Press("เผยแพร่");
        using var typed = new FormUrlEncodedContent([new("Title", "ตอบที่ไม่เห็นอีก"), new("Body", "ลองตอบ"), new("Blog", "answers4"), new("Answers", $"{question}")]);
        await writer.Send(HttpMethod.Post, "/write?handler=Publish", typed);
        Assert.Equal(1, await village.Ask(db => db.Items.CountAsync(i => i.Title == "ตอบที่ไม่เห็นอีก")));
        Assert.Equal(0, await village.Ask(db => db.Answers.CountAsync(a => a.QuestionId == question && a.Number != null)));
    }

    [Fact]
    public async Task A_place_has_the_questions_of_its_parts_and_nobody_sees_one_below_a_hidden_item()
    {
        var (_, note) = await Note("placed", "800119");
        await Said(note, "คนบางจาก", "ถามจากบางจาก", asks: true);
        foreach (var here in new[] { "/t/800119/questions", "/t/8001/questions", "/t/800119" })
            Assert.Contains("ถามจากบางจาก", (await village.Guest().Open(here)).Text, StringComparison.Ordinal);
        Assert.Contains("ไม่มีคำถามที่รอคำตอบ", (await village.Guest().Open("/t/800707/questions")).Text, StringComparison.Ordinal);
        Assert.Contains(note.Split('/')[2], await (await village.Guest().Open("/questions/feed")).Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await village.Do(async db => { var number = Notes.Number(note); (await db.Items.SingleAsync(i => i.Number == number)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Settles();
        foreach (var here in new[] { "/t/800119/questions", "/questions", "/t/8001" })
            Assert.DoesNotContain("ถามจากบางจาก", (await village.Guest().Open(here)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_of_questions_has_each_item_once_in_the_order_of_its_newest_open_question()
    {
        var notes = new List<(string Address, long First)>();
        foreach (var who in (string[])["fed1", "fed2", "fed3"])
        {
            var (_, note) = await Note(who);
            notes.Add((note, await Said(note, "คนถาม", "ถามแรก " + who, asks: true)));
        }
        await Said(notes[0].Address, "คนถาม", "ถามอีกข้อ", asks: true);
        async Task<int[]> Places()
        {
            await village.Settles();
            var feed = await (await village.Guest().Open("/questions/feed")).Answer.Content.ReadAsStringAsync();
            Assert.All(notes, n => Assert.InRange(feed.Split($"/n/{Notes.Number(n.Address)}</id>").Length, 1, 2));
            return [.. notes.Select(n => feed.IndexOf($"/n/{Notes.Number(n.Address)}</id>", StringComparison.Ordinal))];
        }
        var seen = await Places();
        Assert.True(0 < seen[0] && seen[0] < seen[2] && seen[2] < seen[1], string.Join(' ', seen));
        // What is answered is gone from it
        await village.Do(async db => { db.Answers.Add(new() { QuestionId = notes[2].First, Number = Notes.Number(notes[1].Address), At = DateTimeOffset.UtcNow }); await db.SaveChangesAsync(); });
        seen = await Places();
        Assert.True(0 < seen[0] && seen[0] < seen[1] && seen[2] < 0, string.Join(' ', seen));
    }

    [Fact]
    public async Task Thanks_count_once_however_often_they_are_sent_and_can_be_taken_back()
    {
        var (author, note) = await Note("thanked");
        var reader = await village.Member("thanks", "คนขอบคุณ");
        var number = Notes.Number(note);
        // Two windows and a nervous finger: no key of a form in common
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var form = new FormUrlEncodedContent([new("Says", "true")]);
            await reader.Send(HttpMethod.Post, $"/thanks/{number}", form);
        }));
        Assert.Equal(1, await village.Ask(db => db.Thanks.CountAsync(t => t.Number == number)));
        Assert.Contains("1 คนขอบคุณ", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);
        Assert.Contains("คนขอบคุณ", (await village.Guest().Open($"/thanks/{number}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คนขอบคุณ", (await (await reader.Open(note)).Press("ขอบคุณแล้ว (เลิก)")).Text, StringComparison.Ordinal);
        await village.Settles();
        Assert.DoesNotContain("คนขอบคุณ", (await village.Guest().Open(note)).Text, StringComparison.Ordinal);
        using var own = new FormUrlEncodedContent([new("Says", "true")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await author.Send(HttpMethod.Post, $"/thanks/{number}", own)).Status);
        using var guest = new FormUrlEncodedContent([new("Says", "true")]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await village.Guest().Send(HttpMethod.Post, $"/thanks/{number}", guest)).Status);
    }

    async Task<(Visitor Writer, string Note)> Note(string name, string? place = null)
    {
        var writer = await village.Member(name, "คุณ" + name);
        var number = await village.Note(await Me(name), "เรื่องของ " + name, "ว่ามา", e => e.Item.PlaceCode = place);
        return (writer, $"/n/{number}/{Uri.EscapeDataString(KmCommons.Thai.ThaiSlug.Of("เรื่องของ " + name))}");
    }

    Task<long> Me(string name) => village.Ask(db => db.Members.Where(m => m.Address == name).Select(m => m.Id).SingleAsync());

    Task<long> Id(string text) => village.Ask(db => db.Comments.Where(c => c.Text == text).Select(c => c.Id).SingleAsync());

    Task<long> Said(string note, string who, string text, CommentState state = CommentState.Shown, bool asks = false) => village.Ask(async db =>
    {
        var comment = new Comment { Number = Notes.Number(note), GuestName = who, Text = text, Html = $"<p>{text}</p>", At = DateTimeOffset.UtcNow, State = state };
        comment.Ask(asks);
        db.Comments.Add(comment);
        await db.SaveChangesAsync();
        return comment.Id;
    });
}
