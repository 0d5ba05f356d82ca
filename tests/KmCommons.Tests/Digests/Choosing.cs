using System.Net;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>Each source with the letter that its reader chose, at the hour that they chose.</summary>
public sealed class Choosing(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    static readonly DateOnly Today = ThaiDate.Day(Now);

    static string Any() => Fresh.Key();

    async Task<(Visitor Reader, string Email, long Id, long Writer)> People(string? tambon = null)
    {
        var key = Any();
        var (reader, writer) = (await village.Member(key, $"คุณกิจ {key}"), await village.Joins($"w-{key}", "คุณลิขิต"));
        if (tambon is not null)
            await (await reader.Open("/me")).Fill("ตำบลของท่าน", tambon).Press("บันทึกข้อมูล");
        return (reader, $"{key}@example.th", await village.NumberOf(key), writer);
    }

    Task<long> Circle(long reader, DateOnly? meets = null) => village.Ask(async db =>
    {
        var key = Any();
        var circle = KmCommons.Learning.Circle.Begin(db, key, $"วง {key}", CircleKind.Other, "80", "");
        await db.SaveChangesAsync();
        await circle.Join(db, reader, Role.Facilitator, new(2006, 1, 1));
        await db.SaveChangesAsync();
        if (meets is not { } day)
            return circle.Id;
        var meeting = await Meeting.Call(db, new(reader, "", []), new() { Circle = circle, Title = $"ประชุม {key}", Day = day }, Now.AddDays(-90));
        meeting.Publish(Now.AddDays(-90));
        await db.SaveChangesAsync();
        return circle.Id;
    });

    static async Task<Seen> Choose(Visitor who, string address, params (string Source, string Rhythm)[] said)
    {
        var page = await who.Open(address);
        foreach (var (source, rhythm) in said)
            page.Document.QuerySelectorAll($"select[name='Of[{source}]'] option").Cast<AngleSharp.Html.Dom.IHtmlOptionElement>().ToList().ForEach(o => o.IsSelected = o.Value == rhythm);
        return await page.Press("บันทึกการเลือก");
    }

    // A turn of the timetable at a time; who else is about chose nothing there
    Task Turn(DateTimeOffset at) => village.Do(async db =>
    {
        await using var scope = village.Services.CreateAsyncScope();
        await DigestRun.Turn(scope.ServiceProvider, at, default);
    });

    async Task<List<string>> Runs(string email) => await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Recipient == email && l.Kind == DigestRun.Kind).OrderBy(l => l.Id).Select(l => l.Run).ToListAsync());

    async Task<string> TextOf(string email, string runs)
    {
        await village.Deliver();
        return Mail.PythonJudge.Read(await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Recipient == email && l.Kind == DigestRun.Kind && l.Run.StartsWith(runs)).OrderByDescending(l => l.Id).Select(l => l.Bytes).FirstAsync())).Text;
    }

    [Fact]
    public async Task Each_source_comes_with_its_own_letter_and_what_is_chosen_with_none_with_none()
    {
        var (reader, email, id, writer) = await People("ต.ขอนหาด");
        var (near, far) = (await Circle(id), await Circle(id));
        var seen = await Choose(reader, "/me/digests", ("own", ""), ("p:800707", "Daily"), ($"c:{near}", "Monthly"), ($"c:{far}", ""));
        Assert.Contains("บันทึกการเลือกแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Equal(["จดหมายสรุปรายวัน", "จดหมายสรุปรายเดือน"], seen.Document.QuerySelectorAll("main .rows strong").Select(s => s.TextContent));
        var at = Hours.Usual(Rhythm.Monthly).Due(Now.AddDays(40)).Until.AddHours(-1);
        foreach (var (title, place, circle) in new[] { ("ของตำบล", "800707", (long?)null), ("ของวงใกล้", "800119", near), ("ของวงไกล", "800119", far) })
            await village.Publish(writer, title, place, at, i => i.CircleId = circle);
        await village.Comment(await village.Publish(id, "ของฉัน", null, at.AddDays(-9)), writer, "", "ตอบแล้ว", at);
        await Turn(at.AddHours(2));
        var (daily, monthly) = (await TextOf(email, "daily-"), await TextOf(email, "monthly-"));
        Assert.Contains("ของตำบล", daily, StringComparison.Ordinal);
        Assert.Contains("ของวงใกล้", monthly, StringComparison.Ordinal);
        foreach (var absent in new[] { "ของวงไกล", "ตอบแล้ว" })
            Assert.DoesNotContain(absent, daily + monthly, StringComparison.Ordinal);
        Assert.DoesNotContain("ของวงใกล้", daily, StringComparison.Ordinal);
        Assert.Equal(2, (await Runs(email)).Count);
    }

    [Fact]
    public async Task The_link_of_one_letter_ends_that_letter_only_and_its_undo_brings_all_of_it_back()
    {
        var (reader, _, id, _) = await People("ต.ขอนหาด");
        var circle = await Circle(id);
        await Choose(reader, "/me/digests", ("own", "Weekly"), ("p:800707", "Weekly"), ($"c:{circle}", "Monthly"));
        Task<List<Rhythm>> Come() => village.Ask(db => db.Subscriptions.Where(s => s.MemberId == id && s.Comes).Select(s => s.Rhythm).OrderBy(r => r).ToListAsync());
        var token = await village.Ask(db => db.Subscriptions.Where(s => s.MemberId == id && s.Rhythm == Rhythm.Weekly).Select(s => s.Token).SingleAsync());
        var page = await village.Guest().Open($"/unsubscribe?token={token}");
        Assert.Contains("เลิกรับจดหมายสรุปรายสัปดาห์ไหม", page.Text, StringComparison.Ordinal);
        page = await page.Press("เลิกรับ");
        Assert.Equal([Rhythm.Monthly], await Come());
        // Saved meanwhile as it is shown: what left with the letter can still come back
        await (await reader.Open("/me/digests")).Press("บันทึกการเลือก");
        await page.Press("รับต่อเหมือนเดิม");
        Assert.Equal([Rhythm.Monthly, Rhythm.Weekly], await Come());
        var back = await reader.Open("/me/digests");
        Assert.Equal("Weekly", ((AngleSharp.Html.Dom.IHtmlSelectElement)back.Document.QuerySelector("select[name='Of[p:800707]']")!).Value);
    }

    [Fact]
    public async Task A_letters_link_chooses_without_signing_in_and_opening_it_changes_nothing()
    {
        var (reader, _, id, _) = await People();
        var circle = await Circle(id);
        await reader.ChooseWeekly();
        var token = await village.Ask(db => db.Subscriptions.Where(s => s.MemberId == id).Select(s => s.Token).SingleAsync());
        var address = $"/letters/choose?token={token}";
        Task<string> Kept() => village.Ask(async db => string.Join(' ', await db.Choices.Where(c => c.MemberId == id).OrderBy(c => c.Source).Select(c => c.Source + "=" + c.Rhythm).ToListAsync()) + " " + await db.Subscriptions.CountAsync(s => s.MemberId == id));
        var before = await Kept();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open(address)).Status);
        Assert.Equal(before, await Kept());
        var after = await Choose(village.Guest(), address, ($"c:{circle}", "BeforeMeeting"));
        Assert.Contains("จดหมายก่อนประชุม", after.Text, StringComparison.Ordinal);
        Assert.Equal($"c:{circle}=BeforeMeeting own=Weekly 2", await Kept());
        foreach (var forged in new[] { "", "0000", new string('0', 32), token[..31] + "x", token + "0" })
            Assert.Equal(HttpStatusCode.Forbidden, (await village.Guest().Open("/letters/choose?token=" + forged)).Status);
        using var wrong = new FormUrlEncodedContent([new("Of[own]", "BeforeMeeting"), new("Hour", "7"), new("Weekday", "1"), new("Monthday", "1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.Guest().Send(HttpMethod.Post, address, wrong)).Status);
        using var neither = new FormUrlEncodedContent([new("All", "monthly")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.Guest().Send(HttpMethod.Post, address, neither)).Status);
        using var late = new FormUrlEncodedContent([new("Of[own]", "Weekly"), new("Hour", "24"), new("Weekday", "1"), new("Monthday", "1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await village.Guest().Send(HttpMethod.Post, address, late)).Status);
        Assert.Equal($"c:{circle}=BeforeMeeting own=Weekly 2", await Kept());
    }

    [Fact]
    public async Task Before_a_meeting_one_letter_comes_two_days_before_with_all_that_is_new_in_the_circle()
    {
        var (reader, email, id, writer) = await People();
        var due = Hours.Usual(Rhythm.BeforeMeeting).Due(Now);
        var (soon, later) = (await Circle(id, due.Day.AddDays(2)), await Circle(id, due.Day.AddDays(9)));
        await Choose(reader, "/me/digests", ("own", ""), ($"c:{soon}", "BeforeMeeting"), ($"c:{later}", "BeforeMeeting"));
        await village.Publish(writer, "ใหม่ในวงที่จะพบกัน", null, Now.AddDays(-20), i => i.CircleId = soon);
        await village.Publish(writer, "ใหม่ในวงที่ยังไม่พบ", null, Now.AddDays(-20), i => i.CircleId = later);
        // Last: the timetable may look at any moment, and looks once
        await village.Do(db => db.Subscriptions.Where(s => s.MemberId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Since, Now.AddDays(-40))));
        for (var times = 0; times < 2; times++)
            await Turn(due.Until.AddMinutes(5 * times));
        var text = await TextOf(email, "beforemeeting-");
        Assert.Contains("ใหม่ในวงที่จะพบกัน", text, StringComparison.Ordinal);
        Assert.Contains("การประชุมของวง", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ใหม่ในวงที่ยังไม่พบ", text, StringComparison.Ordinal);
        await Turn(due.Next.Until);
        Assert.Single(await Runs(email));
    }

    [Fact]
    public async Task It_comes_at_the_chosen_hour_once_also_after_a_night_asleep_and_a_clock_that_jumps_back()
    {
        var (reader, email, id, writer) = await People("ต.ขอนหาด");
        await Choose(reader, "/me/digests", ("own", "Daily"), ("p:800707", "Daily"));
        await (await reader.Open("/me/digests")).Fill("เวลา", "18").Press("บันทึกการเลือก");
        Assert.Equal("18", ((AngleSharp.Html.Dom.IHtmlSelectElement)(await reader.Open("/me/digests")).Field("เวลา")).Value);
        var hours = new Hours(Rhythm.Daily, 18, 1);
        var due = hours.Due(Now.AddDays(3)).Next;
        await village.Publish(writer, "วันแรก", "800707", due.From.AddHours(1));
        // Chosen only now: what was due before is not sent after
        await Turn(hours.Due(Now).Until.AddMinutes(1));
        await Turn(due.Until.AddMinutes(-1));
        Assert.DoesNotContain(await Runs(email), run => run == due.Run);
        await Turn(due.Until);
        foreach (var jump in new[] { 5, -60, 0, 60 })
            await Turn(due.Until.AddMinutes(jump));
        Assert.Single(await Runs(email), run => run == due.Run);
        // Asleep for two evenings: one letter with all of it
        await village.Publish(writer, "คืนที่หลับ", "800707", due.Until.AddHours(2));
        await village.Publish(writer, "คืนถัดมา", "800707", due.Next.Until.AddHours(2));
        var before = (await Runs(email)).Count;
        await Turn(due.Next.Next.Until.AddHours(3));
        Assert.Equal(before + 1, (await Runs(email)).Count);
        var text = await TextOf(email, "daily-");
        Assert.Contains("คืนที่หลับ", text, StringComparison.Ordinal);
        Assert.Contains("คืนถัดมา", text, StringComparison.Ordinal);
        Assert.DoesNotContain("วันแรก", text, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Subscriptions.CountAsync(s => s.MemberId == id && s.Comes && s.Hour != 18)));
    }

    [Fact]
    public async Task At_once_is_within_minutes_and_once_and_a_kept_search_says_which_it_is_from()
    {
        var (reader, email, id, writer) = await People("ต.ขอนหาด");
        await village.Do(async db => { await SavedSearch.Keep(db, id, new("ปลาตะเพียนทอง", [], false, 1), "ปลาของฉัน", Now); await db.SaveChangesAsync(); });
        var search = await village.Ask(db => db.SavedSearches.Where(s => s.MemberId == id).Select(s => s.Id).SingleAsync());
        await Choose(reader, "/me/digests", ("own", ""), ("p:800707", ""), ($"s:{search}", "AtOnce"));
        var number = await village.Publish(writer, "ปลาตะเพียนทองกลับมาแล้ว", null, DateTimeOffset.UtcNow);
        await village.Publish(writer, "เรื่องอื่น", null, DateTimeOffset.UtcNow);
        while (!(await village.Guest().Open("/find?q=ปลาตะเพียนทอง")).Text.Contains("กลับมาแล้ว", StringComparison.Ordinal))
            await Task.Yield();
        for (var times = 1; times <= 3; times++)
            await Turn(DateTimeOffset.UtcNow.AddMinutes(5 * times));
        var text = await TextOf(email, "atonce-");
        Assert.Single(await Runs(email));
        Assert.Contains($"/n/{number}", text, StringComparison.Ordinal);
        Assert.Contains("จากที่ค้นไว้: ปลาของฉัน", text, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องอื่น", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_took_on_stands_before_what_is_new_until_it_is_done_and_only_what_one_may_see()
    {
        var (reader, email, id, _) = await People();
        await reader.ChooseWeekly();
        var name = await village.Ask(db => db.Members.Where(m => m.Id == id).Select(m => m.DisplayName).SingleAsync());
        async Task<long> Agreed(string step, bool hidden) => await village.Ask(async db =>
        {
            var meeting = await Meeting.Call(db, new(await village.Joins($"h-{Any()}", "คุณอำนวย"), "", []), new() { Title = $"เวที {Any()}", Day = Today.AddDays(-3), Steps = $"{step} - {name}, {ThaiDate.Short(Today.AddDays(2))}", PlaceCode = "800119" }, Now);
            meeting.Publish(Now);
            if (hidden)
                meeting.Item.Hide(Now);
            await db.SaveChangesAsync();
            return meeting.Number;
        });
        var number = await Agreed("ส่งแผนที่น้ำ", false);
        await Agreed("เรื่องที่ไม่เห็นแล้ว", true);
        var issue = Hours.Usual(Rhythm.Weekly).Due(Now.AddDays(7));
        await Turn(issue.Until);
        var text = await TextOf(email, "weekly-");
        Assert.Contains("— เรื่องที่ท่านรับไว้ —\n\nส่งแผนที่น้ำ\n  ครบกำหนด", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("ท่านรับไว้ในที่ประชุม", text, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องที่ไม่เห็นแล้ว", text, StringComparison.Ordinal);
        await village.Do(async db => { (await db.NextSteps.SingleAsync(s => s.Number == number)).Close(StepState.Done, "", Today); await db.SaveChangesAsync(); });
        await Turn(issue.Next.Until);
        Assert.Single(await Runs(email));
    }
}
