using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Learning.Telling;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Digests;

/// <summary>An answer by mail becomes a comment, once, of who it is from; what cannot be taken goes back with all that was written.</summary>
public sealed class AnsweringByMail(MailVillage mail) : IClassFixture<MailVillage>
{
    readonly Village village = mail.Village;

    static string Any() => Fresh.Key();

    async Task<(string Key, string Email, long Reader, long Note, string Address)> Note(Action<ContentItem>? before = null)
    {
        var key = Any();
        await village.Member(key, $"คุณกิจ {key}", (Role.Practitioner, "800119"));
        var (reader, writer) = (await village.NumberOf(key), await village.Joins($"w-{key}", "คุณลิขิต"));
        var note = await village.Publish(writer, $"บันทึก {key}", "800119", DateTimeOffset.UtcNow.AddDays(-1), before);
        return (key, $"{key}@example.th", reader, note, await mail.AddressFor("r", reader, note));
    }

    Task<List<string>> Said(long note) => village.Ask(db => db.Comments.Where(c => c.Number == note).OrderBy(c => c.Id).Select(c => c.Text).ToListAsync());

    Task<int> Back(string email) => village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "not-taken" && l.Recipient == email));

    const string Quoted = "\n\nเมื่อ จ. 23 พ.ย. 2026 เวลา 07:00 ลานความรู้เมืองนคร <kmcommons@km.example> เขียนว่า:\n\n> สรุปสัปดาห์\n> เรื่องใหม่\n";

    [Fact]
    public async Task An_answer_stands_below_what_it_answers_without_the_old_letter_and_once()
    {
        var (key, email, reader, note, address) = await Note();
        for (var times = 0; times < 2; times++)
            await mail.Comes(email, address, $"ที่บ้านผมทำแบบนี้เหมือนกันครับ {key}" + Quoted, $"{key}@phone.example");
        Assert.Equal([$"ที่บ้านผมทำแบบนี้เหมือนกันครับ {key}"], await Said(note));
        Assert.Equal(reader, await village.Ask(db => db.Comments.Where(c => c.Number == note).Select(c => c.MemberId).SingleAsync()));
        Assert.Equal(0, await Back(email));
        // A phone that sends it again with another id says nothing new
        await mail.Comes(email, address, $"ที่บ้านผมทำแบบนี้เหมือนกันครับ {key}" + Quoted, $"{key}.2@phone.example");
        Assert.Single(await Said(note));
    }

    [Fact]
    public async Task An_answer_from_another_address_is_nobodys_comment_and_goes_back_to_whose_letter_it_was()
    {
        var (key, email, _, note, address) = await Note();
        await mail.Comes("thief@example.com", address, $"ผมคือเขา {key}", $"{key}@x.example");
        Assert.Empty(await Said(note));
        var back = await mail.Newest("not-taken", email);
        Assert.Contains($"ผมคือเขา {key}", back.Parts[0].Text, StringComparison.Ordinal);
        Assert.Contains("มาจากที่อยู่อื่น", back.Parts[0].Text, StringComparison.Ordinal);
        Assert.Empty(back.ReplyTo);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\n")]
    [InlineData("Precedence: bulk\n")]
    [InlineData("X-Autoreply: yes\n")]
    public async Task A_machine_is_not_answered_and_says_nothing(string head)
    {
        var (key, email, _, note, address) = await Note();
        await mail.Comes(email, address, "ไม่อยู่ จะกลับวันจันทร์", $"{key}@x.example", head);
        Assert.Empty(await Said(note));
        Assert.Equal(0, await Back(email));
    }

    [Fact]
    public async Task What_cannot_be_taken_goes_back_with_all_that_was_written_and_why()
    {
        var (key, email, _, note, address) = await Note();
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == note)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await mail.Comes(email, address, $"ตอบช้าไป {key}", $"{key}@x.example");
        var back = await mail.Newest("not-taken", email);
        Assert.Contains("เรื่องที่ท่านตอบไม่อยู่ให้อ่านแล้ว", back.Parts[0].Text, StringComparison.Ordinal);
        Assert.Contains($"ตอบช้าไป {key}", back.Parts[0].Text, StringComparison.Ordinal);

        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == note)).Restore(); await db.SaveChangesAsync(); });
        await mail.Comes(email, address, new string('ก', 8001), $"{key}.long@x.example");
        Assert.Contains("8,000", (await mail.Newest("not-taken", email)).Parts[0].Text, StringComparison.Ordinal);
        await mail.Comes(email, address, Quoted, $"{key}.empty@x.example");
        Assert.Contains("ไม่พบข้อความที่ท่านพิมพ์", (await mail.Newest("not-taken", email)).Parts[0].Text, StringComparison.Ordinal);
        Assert.Empty(await Said(note));
        for (var more = 0; more < MailedComment.MostBack + 3; more++)
            await mail.Comes(email, address, Quoted, $"{key}.{more}@x.example");
        Assert.True(await Back(email) <= MailedComment.MostBack);
    }

    [Fact]
    public async Task Who_may_not_read_it_any_more_or_left_answers_nothing()
    {
        var (key, email, reader, note, address) = await Note(i => (i.CircleId, i.Audience) = (7001, Audience.Circle));
        await mail.Comes(email, address, "ในวง", $"{key}@x.example");
        await village.Circle(reader, 7001);
        await mail.Comes(email, address, "ในวงอีกครั้ง", $"{key}.2@x.example");
        Assert.Equal(["ในวงอีกครั้ง"], await Said(note));
        await village.Do(db => db.Members.Where(m => m.Id == reader).ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, DateTimeOffset.UtcNow.AddYears(1))));
        await mail.Comes(email, address, "ถูกปิดบัญชี", $"{key}.3@x.example");
        Assert.Single(await Said(note));
    }

    [Fact]
    public async Task A_letter_of_one_thing_is_answered_there_and_one_of_several_says_how()
    {
        var (key, email, reader, note, address) = await Note();
        await (await village.Guest().SignedIn(key)).ChooseWeekly();
        var week = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next;
        await village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set shown_at = {week.Until.AddHours(-3)} where number = {note}"));
        await village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set shown_at = null where number <> {note}"));
        await village.Send(week);
        var one = await mail.Newest(DigestRun.Kind, email);
        Assert.Equal(address, Assert.Single(one.ReplyTo)[1]);
        Assert.Contains(one.Links(), link => link == "mailto:" + address);
        Assert.Contains("mailto:" + address, one.Text, StringComparison.Ordinal);

        var writer = await village.NumberOf($"w-{key}");
        await village.Publish(writer, "หนึ่ง", "800119", week.Next.Until.AddHours(-3));
        await village.Publish(writer, "สอง", "800119", week.Next.Until.AddHours(-3));
        await village.Send(week.Next);
        var many = Assert.Single((await mail.Newest(DigestRun.Kind, email)).ReplyTo)[1];
        Assert.Equal(await mail.AddressFor("m", reader), many);
        await mail.Comes(email, many, $"ตอบเรื่องไหนไม่รู้ {key}", $"{key}@x.example");
        Assert.Contains($"ตอบเรื่องไหนไม่รู้ {key}", (await mail.Newest("not-taken", email)).Parts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_of_a_circles_meeting_is_of_its_list_and_thread_and_an_answer_is_talk_below_the_meeting()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        var (member, circle) = (await ring.Id($"kit-{ring.Key}"), await village.Ask(db => db.Circles.Where(c => c.Address == ring.Key).Select(c => c.Id).SingleAsync()));
        var letter = await mail.Newest(MeetingNews.Kind, $"kit-{ring.Key}@example.th");
        Assert.Empty(letter.Faults);
        Assert.Equal([$"วง {ring.Key}", await mail.AddressFor("r", member, number)], Assert.Single(letter.ReplyTo));
        Assert.Equal($"วง {ring.Key}", letter.ListName);
        Assert.EndsWith($"<circle-{circle}.km.example>", letter.Values["List-Id"], StringComparison.Ordinal);
        Assert.Equal($"<circle-{circle}@km.example>", letter.Values["References"]);
        await mail.Comes($"kit-{ring.Key}@example.th", letter.ReplyTo[0][1], "ไปครับ เอาทุเรียนไปด้วย", $"{ring.Key}@phone.example");
        Assert.Equal(["ไปครับ เอาทุเรียนไปด้วย"], await Said(number));
    }

    [Fact]
    public async Task A_letter_to_the_way_out_ends_that_rhythm_and_no_other()
    {
        var (key, _, reader, _, _) = await Note();
        var visitor = await village.Guest().SignedIn(key);
        await visitor.ChooseWeekly();
        await village.Do(async db => { var monthly = new Subscription { MemberId = reader, Rhythm = Rhythm.Monthly }; monthly.Begin(DateTimeOffset.UtcNow); db.Add(monthly); await db.SaveChangesAsync(); });
        await mail.Comes("anything@example.com", await mail.AddressFor("u", reader, (long)Rhythm.Weekly), "unsubscribe", $"{key}@x.example", "Auto-Submitted: auto-generated\n");
        Assert.Equal([Rhythm.Monthly], await village.Ask(db => db.Subscriptions.Where(s => s.MemberId == reader && s.Comes).Select(s => s.Rhythm).ToListAsync()));
    }
}
