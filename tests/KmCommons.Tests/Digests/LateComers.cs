using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Digests;

/// <summary>What counts is when readers began to see it: nothing is missed, nothing is told twice, whatever the order. What is done now became visible in the week that now runs.</summary>
public sealed partial class LateComers(Village village) : IClassFixture<Village>
{
    // The week that closed last when the test began, and the one in which something became visible after that
    readonly Issue closed = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow);

    async Task<Issue> WeekOf(long number) => Hours.Usual(Rhythm.Weekly).Due((await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.ShownAt).SingleAsync()))!.Value).Next;

    async Task<(long Reader, long Writer)> People(string name)
    {
        var visitor = await village.Member($"reader-{name}", "คุณลิขิต ต.บางจาก", (Role.NoteTaker, "800119"));
        await visitor.ChooseWeekly();
        return (await village.NumberOf($"reader-{name}"), await village.Joins($"writer-{name}", "คุณกิจ"));
    }

    async Task<string> Told(Issue week, string name)
    {
        await village.Send(week);
        return (await village.Letter(week, $"reader-{name}@example.th"))?.Text ?? "";
    }

    Task Change(long number, Action<ContentItem> deed) => village.Do(async db => { deed(await db.Items.SingleAsync(i => i.Number == number)); await db.SaveChangesAsync(); });

    [Fact]
    public async Task A_comment_that_is_let_stand_after_its_week_closed_is_in_the_digest_of_the_week_in_which_it_was()
    {
        var (reader, _) = await People("approved");
        var note = await village.Publish(reader, "บันทึกที่มีคนตอบ", "800119", closed.From.AddDays(-30));
        await village.Comment(note, null, "ป้าปลายน้ำ", "ตอบตั้งแต่สัปดาห์ก่อน", closed.From.AddDays(3), CommentState.Held);
        Assert.DoesNotContain("ตอบตั้งแต่สัปดาห์ก่อน", await Told(closed, "approved"), StringComparison.Ordinal);

        var owner = village.Guest();
        await owner.SignIn("reader-approved");
        var comment = await village.Ask(db => db.Comments.Where(c => c.Number == note).Select(c => c.Id).SingleAsync());
        using var form = new FormUrlEncodedContent([new("Number", $"{note}"), new("Comment", $"{comment}")]);
        await owner.Send(HttpMethod.Post, "/me/held?handler=Pass", form);
        var week = Hours.Usual(Rhythm.Weekly).Due((await village.Ask(db => db.Comments.Where(c => c.Number == note).Select(c => c.ShownAt).SingleAsync()))!.Value).Next;
        Assert.Contains("ตอบตั้งแต่สัปดาห์ก่อน", await Told(week, "approved"), StringComparison.Ordinal);
        Assert.DoesNotContain("ตอบตั้งแต่สัปดาห์ก่อน", await Told(week.Next, "approved"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thing_that_the_timetable_publishes_after_its_week_closed_is_in_the_next()
    {
        var (_, writer) = await People("late");
        var number = await village.Ask(async db =>
        {
            var item = new ContentItem { Kind = "note", AuthorId = writer, PlaceCode = "800119", CreatedAt = closed.From };
            item.Describe("ตั้งเวลาไว้ก่อนปิดสัปดาห์", new("คำ", "คำ", []), new(writer, []), closed.From);
            item.Schedule(closed.Until.AddMinutes(-5), closed.Until.AddHours(-1));
            db.Items.Add(item);
            await db.SaveChangesAsync();
            return item.Number;
        });
        await village.Do(async db => await ContentItem.PublishDue(db, DateTimeOffset.UtcNow, default));
        Assert.Equal(closed.Until.AddMinutes(-5), await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.PublishedAt).SingleAsync()));
        Assert.DoesNotContain("ตั้งเวลาไว้ก่อนปิดสัปดาห์", await Told(closed, "late"), StringComparison.Ordinal);
        Assert.Contains("ตั้งเวลาไว้ก่อนปิดสัปดาห์", await Told(await WeekOf(number), "late"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_hidden_over_a_Monday_comes_when_it_is_shown_again_and_what_was_told_before_does_not()
    {
        var (_, writer) = await People("hidden");
        var (told, missed) = (await village.Publish(writer, "บอกไปแล้ว", "800119", closed.From.AddDays(1)), await village.Publish(writer, "ยังไม่เคยบอก", "800119", closed.From.AddDays(1)));
        await Change(missed, i => i.Hide(closed.From.AddDays(2)));
        var first = await Told(closed, "hidden");
        Assert.Contains("บอกไปแล้ว", first, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังไม่เคยบอก", first, StringComparison.Ordinal);

        await Change(told, i => i.Hide(closed.Until));
        await Change(told, i => i.Restore());
        await Change(missed, i => i.Restore());
        Assert.True(await WeekOf(told) != closed);
        var second = await Told(await WeekOf(missed), "hidden");
        Assert.Contains("ยังไม่เคยบอก", second, StringComparison.Ordinal);
        Assert.DoesNotContain("บอกไปแล้ว", second, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังไม่เคยบอก", await Told((await WeekOf(missed)).Next, "hidden"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_for_a_circle_only_comes_to_the_others_when_it_is_opened()
    {
        var (_, writer) = await People("opened");
        var number = await village.Publish(writer, "เปิดจากวง", "800119", closed.From.AddDays(1), i => (i.CircleId, i.Audience) = (91, Audience.Circle));
        Assert.DoesNotContain("เปิดจากวง", await Told(closed, "opened"), StringComparison.Ordinal);
        await Change(number, i => i.Audience = Audience.Members);
        Assert.Contains("เปิดจากวง", await Told(await WeekOf(number), "opened"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_on_ones_own_thing_is_told_though_one_has_taken_the_thing_back_over_the_Monday()
    {
        var (reader, writer) = await People("back");
        var note = await village.Publish(reader, "เก็บกลับไปแก้", "800119", closed.From.AddDays(-30));
        await village.Comment(note, writer, "", "ตอบก่อนเก็บกลับ", closed.From.AddDays(5));
        await Change(note, i => i.Withdraw());
        Assert.Contains("ตอบก่อนเก็บกลับ", await Told(closed, "back"), StringComparison.Ordinal);
        await Change(note, i => i.Publish(DateTimeOffset.UtcNow));
        Assert.DoesNotContain("ตอบก่อนเก็บกลับ", await Told(await WeekOf(note), "back"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_saved_at_the_closing_and_seen_by_nobody_until_after_it_is_in_the_next()
    {
        var (_, writer) = await People("closing");
        await village.Publish(writer, "เรื่องแรก", "800119", closed.From.AddDays(1));
        Assert.Contains("เรื่องแรก", await Told(closed, "closing"), StringComparison.Ordinal);
        await village.Publish(writer, "บันทึกตอนเจ็ดโมงพอดี", "800119", closed.Until.AddSeconds(-2));
        var next = await Told(closed.Next, "closing");
        Assert.Contains("บันทึกตอนเจ็ดโมงพอดี", next, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องแรก", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weeks_whose_Monday_the_site_slept_through_are_made_up_for_but_not_to_who_was_away()
    {
        var (_, writer) = await People("slept");
        var weeks = new[] { Issue.Weekly(new(2010, 3, 1)), Issue.Weekly(new(2010, 3, 8)), Issue.Weekly(new(2010, 3, 15)), Issue.Weekly(new(2010, 3, 22)) };
        Assert.DoesNotContain("ระหว่างที่เลิกรับ", await Told(weeks[0], "slept"), StringComparison.Ordinal);
        await village.Publish(writer, "สัปดาห์ที่ไม่มีใครส่ง", "800119", weeks[1].From.AddDays(1));
        await village.Publish(writer, "สัปดาห์นี้", "800119", weeks[2].From.AddDays(1));
        var made = await Told(weeks[2], "slept");
        Assert.Contains("สัปดาห์ที่ไม่มีใครส่ง", made, StringComparison.Ordinal);
        Assert.Contains("สัปดาห์นี้", made, StringComparison.Ordinal);

        var token = await village.TokenOf("reader-slept");
        await village.Publish(writer, "ระหว่างที่เลิกรับ", "800119", weeks[2].Until.AddHours(-2));
        await village.Do(async db =>
        {
            var subscription = await db.Subscriptions.SingleAsync(s => s.Token == token);
            subscription.End(weeks[2].Until);
            subscription.Begin(weeks[3].From.AddDays(1));
            await db.SaveChangesAsync();
        });
        Assert.DoesNotContain("ระหว่างที่เลิกรับ", await Told(weeks[3], "slept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_weeks_written_at_the_same_time_tell_a_thing_once()
    {
        var (reader, writer) = await People("both");
        var week = Issue.Weekly(new(2011, 3, 7));
        await village.Send(Issue.Weekly(week.Day.AddDays(-7)));
        var number = await village.Publish(writer, "ในสองสัปดาห์", "800119", week.Until.AddHours(-1));
        await village.Do(db => db.Subscriptions.Where(s => s.MemberId != reader).ExecuteUpdateAsync(set => set.SetProperty(s => s.Comes, false)));
        Task both = Task.CompletedTask;
        await village.Do(async db =>
        {
            await using var door = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select from digests.subscription where member_id = {reader} for update");
            both = Task.WhenAll(Task.Run(() => village.Send(week)), Task.Run(() => village.Send(week.Next)));
            // Both stand at the member's door
            while (await village.AtLocks() < 2 && !both.IsCompleted)
                await Task.Yield();
        });
        await both;
        Assert.Equal(1, await village.Ask(db => db.DigestsSent.CountAsync(d => d.MemberId == reader && d.Told.Contains(number))));
    }

    /// <summary>Things that come and go at random over ten weeks, at times of the test's making: whatever the order, what readers see in the end was told once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_the_order_each_thing_is_told_once(int seed)
    {
        var random = new Random(seed);
        var (reader, writer) = await People($"any{seed}");
        var (at, last) = (Issue.Weekly(new(2012, 1, 2)).From.AddYears(seed), Issue.Weekly(new(2012, 1, 2)).Until.AddYears(seed).AddDays(70));
        var (items, notes) = (new List<long>(), new List<long>());
        var due = Hours.Usual(Rhythm.Weekly).Due(at).Next;
        while (at < last)
        {
            at += TimeSpan.FromHours(random.Next(1, 30));
            for (; due.Until <= at; due = due.Next)
                if (random.Next(4) > 0) await village.Send(due);
            // Letters leave at any time, and those that show what is hidden then are taken back
            if (random.Next(4) == 0) await village.Deliver();
            switch (random.Next(6))
            {
                case 0 when items.Count < 5: items.Add(await village.Publish(writer, $"เรื่อง {items.Count}", "800119", at)); break;
                case 1 when notes.Count < 5:
                    notes.Add(await village.Publish(reader, $"ของท่าน {notes.Count}", "800119", at.AddDays(-60)));
                    await village.Comment(notes[^1], writer, "", $"ตอบ {notes.Count}", at, random.Next(2) == 0 ? CommentState.Held : CommentState.Shown);
                    break;
                case 2 when items.Count > 0: await At(at, items[random.Next(items.Count)], i => { if (i.HiddenAt is null) i.Hide(at); else i.Restore(); }); break;
                case 3 when items.Count > 0: await At(at, items[random.Next(items.Count)], i => { if (i.State == ItemState.Published) i.Withdraw(); else i.Publish(at); }); break;
                case 4 when notes.Count > 0: await Mind(at, notes[random.Next(notes.Count)], c => c.State == CommentState.Shown ? CommentState.Removed : CommentState.Shown); break;
                case 5 when notes.Count > 0: await At(at, notes[random.Next(notes.Count)], i => { if (i.State == ItemState.Published) i.Withdraw(); else i.Publish(at); }); break;
            }
        }
        foreach (var item in items) await At(at, item, i => { i.Restore(); i.Publish(at); });
        foreach (var note in notes) await Mind(at, note, _ => CommentState.Shown);
        for (var more = 0; more < 2; more++, due = due.Next) await village.Send(due);

        await village.Deliver();
        var letters = await village.Ask(db => db.Set<KmCommons.Foundation.OutboxLetter>().Where(l => l.Recipient == $"reader-any{seed}@example.th").Select(l => l.Bytes).ToListAsync());
        var told = Mail.PythonJudge.Read(letters).SelectMany(l => Number().Matches(l.Text).Select(m => long.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(items.Concat(notes).Order(), told.Order());
    }

    // The database says that it became visible; the test says when
    async Task At(DateTimeOffset at, long number, Action<ContentItem> deed)
    {
        await Change(number, deed);
        await village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set shown_at = {at} where number = {number} and shown_at > '2025-01-01'"));
    }

    Task Mind(DateTimeOffset at, long number, Func<Comment, CommentState> state) => village.Do(async db =>
    {
        var comment = await db.Comments.SingleAsync(c => c.Number == number);
        comment.State = state(comment);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"update content.comment set shown_at = {at} where number = {number} and shown_at > '2025-01-01'");
    });

    [GeneratedRegex(@"(?<=/n/)\d+")]
    private static partial Regex Number();
}
