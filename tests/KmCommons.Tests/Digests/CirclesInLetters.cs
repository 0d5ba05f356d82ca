using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>What a circle's own part of the weekly letter has: its meetings to come, and what is new in it. Each test has a week of its own; meetings are to come from today.</summary>
public sealed class CirclesInLetters(Village village) : IClassFixture<Village>
{
    readonly DateOnly Today = ThaiDate.Day(DateTimeOffset.UtcNow);

    async Task<long> Circle(string key, string name, params long[] members)
    {
        return await village.Ask(async db =>
        {
            var circle = KmCommons.Learning.Circle.Begin(db, key, name, CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            foreach (var member in members)
                await circle.Join(db, member, Role.Practitioner, new(2006, 1, 1));
            await db.SaveChangesAsync();
            return circle.Id;
        });
    }

    Task<long> Calls(long by, long circle, string title, DateOnly day, DateTimeOffset at, Func<CommonsDb, Meeting, MeetingSaid, Task>? then = null) => village.Ask(async db =>
    {
        var said = new MeetingSaid { Circle = await db.Circles.SingleAsync(c => c.Id == circle), Title = title, Day = day, Time = new(new(9, 0), new(12, 0)), PlaceName = "ศาลากลางบ้าน", HostWords = "อบต.ริมคลอง" };
        var meeting = await Meeting.Call(db, new(by, "", []), said, at);
        meeting.Publish(at);
        await db.SaveChangesAsync();
        if (then is not null)
            await then(db, meeting, said);
        await db.SaveChangesAsync();
        return meeting.Number;
    });

    static string When(DateOnly day) => $"วัน{ThaiDate.DayName(day.DayOfWeek)}ที่ {ThaiDate.Long(day)}";

    [Fact]
    public async Task Meetings_come_first_what_was_moved_before_the_nearest_and_what_is_new_in_a_circle_stands_below_its_name()
    {
        var week = Issue.Weekly(new(2009, 3, 16));
        var reader = await village.Member("ring-reader", "คุณกิจ", (Role.Practitioner, "800119"));
        var (readerId, writer) = (await village.NumberOf("ring-reader"), await village.Joins("ring-writer", "คุณลิขิต"));
        await reader.ChooseWeekly();
        var (near, far) = (await Circle("klong", "วงริมคลอง <ก> & ข", readerId, writer), await Circle("phu", "วงภูเขา", readerId));
        await village.Publish(writer, "เรื่องของวงคลอง", "800119", week.From.AddDays(1), i => i.CircleId = near);
        await village.Publish(writer, "เรื่องของวงเขา", "800119", week.From.AddDays(1), i => i.CircleId = far);
        await village.Publish(writer, "เรื่องของตำบล", "800119", week.From.AddDays(1));
        var moved = await Calls(writer, near, "ประชุมริมคลอง", Today.AddDays(3), week.From.AddDays(2), (db, m, said) => m.Revise(db, new(writer, "", []), said with { Day = Today.AddDays(5) }, DateTimeOffset.UtcNow));
        var later = await Calls(writer, far, "ประชุมภูเขา", Today.AddDays(14), week.From.AddDays(-20));
        await Calls(writer, near, "ประชุมไกลออกไป", Today.AddDays(15), week.From.AddDays(-20));
        await Calls(writer, near, "ประชุมที่งด", Today.AddDays(2), week.From.AddDays(-20), (db, m, _) => m.CallOff(db, "น้ำท่วม", DateTimeOffset.UtcNow));
        await Calls(writer, near, "ประชุมเมื่อวาน", Today.AddDays(-1), week.From.AddDays(-20));

        await village.Send(week);
        var letter = (await village.Letter(week, "ring-reader@example.th"))!;

        var calendar = Assert.Single(letter.Parts, p => p.Type == "text/calendar");
        Assert.Equal($"meeting-{moved}.ics", calendar.FileName);
        Assert.Contains($"UID:meeting-{moved}@", calendar.Text, StringComparison.Ordinal);
        Assert.Contains($"DTSTART;TZID=Asia/Bangkok:{Today.AddDays(5):yyyyMMdd}T090000", calendar.Text, StringComparison.Ordinal);
        Assert.Equal("<weekly-digest@localhost>", letter.Values["References"]);
        var (text, site) = (letter.Text.ReplaceLineEndings("\n"), village.Services.GetRequiredService<Site>().Address);
        Assert.Contains($"\n— การประชุมของวง —\n\nประชุมริมคลอง\n  นัดประชุม · วงริมคลอง <ก> & ข\n  {When(Today.AddDays(5))} เวลา 09:00-12:00 น. ศาลากลางบ้าน\n  เจ้าภาพ: อบต.ริมคลอง\n  เลื่อนมาจาก{When(Today.AddDays(3))}\n  {site}/n/{moved}\n\nประชุมภูเขา\n  นัดประชุม · วงภูเขา\n  {When(Today.AddDays(14))} เวลา 09:00-12:00 น. ศาลากลางบ้าน\n  เจ้าภาพ: อบต.ริมคลอง\n  จากวงของท่าน\n  {site}/n/{later}\n\n— วงริมคลอง <ก> & ข —\n\nเรื่องของวงคลอง\n", text, StringComparison.Ordinal);
        Assert.Contains("\n— วงภูเขา —\n\nเรื่องของวงเขา\n", text, StringComparison.Ordinal);
        Assert.Contains("\n— เรื่องใหม่ —\n\nเรื่องของตำบล\n", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("วงริมคลอง", StringComparison.Ordinal) < text.IndexOf("วงภูเขา", StringComparison.Ordinal));
        // Four are new, and the meeting among them is told once, above
        Assert.Contains("4 เรื่องใหม่", letter.DecodedSubject, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังมีอีก", text, StringComparison.Ordinal);
        foreach (var absent in new[] { "ประชุมไกลออกไป", "ประชุมที่งด", "ประชุมเมื่อวาน" })
            Assert.DoesNotContain(absent, text, StringComparison.Ordinal);
        await Letters.SaysTheSame(letter);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task A_meeting_alone_is_reason_enough_in_the_week_before_it(int days, bool sends)
    {
        var (week, key) = (Issue.Weekly(new DateOnly(2010, 3, 15).AddDays(7 * days)), $"alone-{days}");
        var reader = await village.Member(key, "คุณกิจ");
        var (readerId, writer) = (await village.NumberOf(key), await village.Joins($"{key}-writer", "คุณลิขิต"));
        await reader.ChooseWeekly();
        await Calls(writer, await Circle(key, $"วง {key}", readerId), "ประชุมเดียว", Today.AddDays(days), week.From.AddDays(-50));

        await village.Send(week);
        var letter = await village.Letter(week, $"{key}@example.th");

        Assert.Equal(sends, letter is not null);
        if (letter is null)
            return;
        Assert.EndsWith(": วงของท่านนัดประชุม 1 ครั้ง", letter.DecodedSubject, StringComparison.Ordinal);
        Assert.Contains(When(Today.AddDays(days)), letter.Text, StringComparison.Ordinal);
        await Letters.SaysTheSame(letter);
    }

    [Fact]
    public async Task A_closed_circle_is_in_the_letters_of_those_who_are_in_it_only()
    {
        var week = Issue.Weekly(new(2011, 3, 14));
        var (isIn, outside) = (await village.Member("in-closed", "คนในวง", (Role.Practitioner, "800119")), await village.Member("out-closed", "คุณเอื้อ", (Role.Sponsor, null)));
        var writer = await village.Joins("writer-closed", "คุณลิขิต");
        await isIn.ChooseWeekly();
        await outside.ChooseWeekly();
        var circle = await Circle("pit", "วงปิดริมคลอง", await village.NumberOf("in-closed"));
        await Circle("uen", "วงอื่น", await village.NumberOf("out-closed"));
        await village.Do(async db => { await (await db.Circles.SingleAsync(c => c.Id == circle)).Close(db, true); await db.SaveChangesAsync(); });
        await Calls(writer, circle, "ประชุมลับ", Today.AddDays(4), week.From.AddDays(1));
        await village.Publish(writer, "เรื่องของทุกคน", "800119", week.From.AddDays(1));

        await village.Send(week);

        var (inside, other) = ((await village.Letter(week, "in-closed@example.th"))!.Text, (await village.Letter(week, "out-closed@example.th"))!.Text);
        Assert.Contains("นัดประชุม · วงปิดริมคลอง", inside, StringComparison.Ordinal);
        Assert.Contains("ประชุมลับ", inside, StringComparison.Ordinal);
        Assert.Contains("เรื่องของทุกคน", other, StringComparison.Ordinal);
        Assert.DoesNotContain("ประชุมลับ", other, StringComparison.Ordinal);
        Assert.DoesNotContain("วงปิดริมคลอง", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_meetings_and_many_things_what_is_not_shown_is_counted_and_the_letter_stays_light()
    {
        var week = Issue.Weekly(new(2012, 3, 12));
        var reader = await village.Member("many-reader", "คุณกิจ", (Role.Practitioner, "800119"));
        var writer = await village.Joins("many-writer", "คุณลิขิต");
        await reader.ChooseWeekly();
        var circle = await Circle("lai", "วงหลายนัด", await village.NumberOf("many-reader"));
        // Ten meetings of which three are new, and the last two are not shown: one of them new
        for (var i = 1; i <= 10; i++)
            await Calls(writer, circle, $"{i:00} " + string.Concat(Enumerable.Repeat("ที่ปู่", 22)), Today.AddDays(i), i is 1 or 2 or 10 ? week.From.AddDays(1) : week.From.AddDays(-50));
        for (var i = 0; i < 14; i++)
            await village.Publish(writer, $"{i:00}" + string.Concat(Enumerable.Repeat("ที่ปู่", 33)), "800119", week.From.AddDays(1));

        await village.Send(week);
        var bytes = Assert.Single(await village.Letters(week, "many-reader@example.th"));
        var letter = Mail.PythonJudge.Read(bytes);

        var shown = System.Text.RegularExpressions.Regex.Count(letter.Text, @"/n/\d+");
        Assert.InRange(bytes.Length, 20_000, DigestLetter.MostBytes);
        Assert.Equal(Digest.Most, shown);
        Assert.Contains("17 เรื่องใหม่", letter.DecodedSubject, StringComparison.Ordinal);
        // 14 texts and 10 meetings
        Assert.Contains($"ยังมีอีก {24 - shown} เรื่อง", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("05 ที่ปู่", letter.Text, StringComparison.Ordinal);
        await Letters.SaysTheSame(letter);
    }
}
