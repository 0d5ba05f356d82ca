using System.Net;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

public sealed class CallingOff(Village village) : IClassFixture<Village>
{
    static async Task<Seen> Off(Ring ring, long number, string why) => await (await ring.Leads.Open($"/meet/{number}/tell")).Fill("งดเพราะอะไร", why).Press("งดประชุมนี้");

    [Fact]
    public async Task Without_a_reason_it_is_not_called_off_and_with_one_everybody_is_told()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        await ring.Delivers();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Off(ring, number, " ")).Status);
        Assert.Equal(0, await ring.News());
        Assert.Contains("งดประชุมครั้งนี้ น้ำป่ามา", (await Off(ring, number, "น้ำป่ามา")).Text, StringComparison.Ordinal);
        Assert.Equal(4, await ring.News());
        Assert.Equal(0, await ring.News());
        var (subject, text, ics) = (await ring.Letters($"kit-{ring.Key}"))[^1];
        Assert.Equal($"งดประชุม: วง {ring.Key} ครั้งที่ 1", subject);
        Assert.Contains("เพราะ: น้ำป่ามา", text, StringComparison.Ordinal);
        foreach (var line in new[] { "METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", $"UID:meeting-{number}@" })
            Assert.Contains(line, ics, StringComparison.Ordinal);
        Assert.Contains("งดประชุมครั้งนี้ น้ำป่ามา", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await ring.Leads.Send(HttpMethod.Post, $"/meet/{number}/tell", new FormUrlEncodedContent([new("once", Guid.NewGuid().ToString("N"))]))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ring.Leads.Send(HttpMethod.Post, $"/meet/{number}/tell?handler=Off", new FormUrlEncodedContent([new("once", Guid.NewGuid().ToString("N")), new("Why", "เหตุอื่น")]))).Status);
        Assert.Contains("งดประชุมครั้งนี้ น้ำป่ามา", (await village.Guest().Open($"/n/{number}?fresh=1")).Text, StringComparison.Ordinal);
        // The hour of what does not take place is nobody's news
        await (await ring.Leads.Open($"/meet/{number}")).Fill("เวลา", "13.00").Press("บันทึกที่แก้");
        Assert.Equal(0, await ring.News());
        // Another day, and it takes place
        await ring.Moves(number, Ring.Later, "น้ำลดแล้ว");
        Assert.Null(await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).Select(m => m.CalledOff).SingleAsync()));
        Assert.Equal(4, await ring.News());
        (subject, text, ics) = (await ring.Letters($"kit-{ring.Key}"))[^1];
        Assert.StartsWith("เลื่อน: ", subject, StringComparison.Ordinal);
        Assert.Contains($"ใหม่: วัน{ThaiDate.DayName(Ring.Later.DayOfWeek)}ที่ {ThaiDate.Long(Ring.Later)}", text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CONFIRMED", ics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_never_heard_of_it_is_not_told_that_it_is_off_and_is_invited_when_it_is_on_again()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await Off(ring, number, "ฝนหนัก");
        Assert.Equal(0, await ring.News());
        // The same where the invitation was written and had not gone
        var other = await ring.Invites(await ring.Calls(Ring.Soon.AddDays(60)));
        await ring.News();
        await Off(ring, other, "ฝนหนัก");
        Assert.Equal(0, await ring.News());
        Assert.Empty(await ring.Letters($"kit-{ring.Key}"));
        await ring.Moves(number, Ring.Later);
        Assert.Equal(4, await ring.News());
        Assert.StartsWith("เชิญประชุม: ", Assert.Single(await ring.Letters($"kit-{ring.Key}")).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_told_that_it_is_off_hears_that_it_takes_place_on_its_old_day_after_all()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        await ring.Delivers();
        await Off(ring, number, "น้ำป่ามา");
        await ring.News();
        await ring.Delivers();
        // On again on another day, and back, before a letter went
        await ring.Moves(number, Ring.Later);
        await ring.Moves(number, Ring.Soon);
        Assert.Equal(4, await ring.News());
        var (subject, text, ics) = (await ring.Letters($"kit-{ring.Key}"))[^1];
        Assert.StartsWith("ไม่งดแล้ว: ", subject, StringComparison.Ordinal);
        Assert.Contains(ThaiDate.Long(Ring.Soon), text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CONFIRMED", ics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_moved_then_called_off_takes_place_on_the_day_that_it_is_given_after_its_own_is_over()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        await ring.Moves(number, Ring.Soon.AddDays(3), "ชนงานบวช");
        await Off(ring, number, "น้ำป่ามา");
        // Its days are over
        await village.Do(async db =>
        {
            await db.Database.ExecuteSqlAsync($"update learning.meeting set day = day - 60 where number = {number}");
            await db.Database.ExecuteSqlAsync($"update learning.meeting_move set day = day - 60, to_day = to_day - 60 where number = {number}");
        });
        var seen = await (await ring.Leads.Open($"/meet/{number}")).Fill("วันที่", ThaiDate.Short(Ring.Soon.AddDays(9))).Press("บันทึกที่แก้");
        Assert.DoesNotContain("งดประชุมครั้งนี้", seen.Text, StringComparison.Ordinal);
        var moves = await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).SelectMany(m => m.Moves).OrderBy(m => m.Id).Select(m => new { m.ToDay, m.Why }).ToListAsync());
        Assert.Equal([(Ring.Soon.AddDays(-57), "ชนงานบวช"), (Ring.Soon.AddDays(9), "")], moves.Select(m => (m.ToDay, m.Why)));
    }

    [Fact]
    public async Task A_day_to_come_is_a_move_also_where_the_writer_says_from_which_day()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        await Off(ring, number, "น้ำป่ามา");
        await village.Do(db => db.Database.ExecuteSqlAsync($"update learning.meeting set day = day - 60 where number = {number}"));
        var form = await ring.Leads.Open($"/meet/{number}");
        var seen = await form.Fill("วันที่", ThaiDate.Short(Ring.Soon)).Fill("เดิมนัดไว้วันไหน", ThaiDate.Short(Ring.Soon.AddDays(-60))).Fill("เลื่อนเพราะอะไร", "ถนนขาด").Press("บันทึกที่แก้");
        Assert.DoesNotContain("งดประชุมครั้งนี้", seen.Text, StringComparison.Ordinal);
        var move = await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).SelectMany(m => m.Moves).Select(m => new { m.Day, m.ToDay, m.Why }).SingleAsync());
        Assert.Equal((Ring.Soon.AddDays(-60), Ring.Soon, "ถนนขาด"), (move.Day, move.ToDay, move.Why));
    }

    [Theory]
    [InlineData("16 มี.ค. 2552", "", null)]
    [InlineData("11 มี.ค. 2552", "11 มี.ค. 2552", null)]
    [InlineData("16 มี.ค. 2552", "12 มี.ค. 2552", 12)]
    public async Task What_paper_said_of_a_move_can_be_taken_back_and_put_right(string day, string from, int? was)
    {
        var ring = await Ring.Make(village);
        var seen = await (await ring.Leads.Open($"/meet?circle={ring.Key}&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("เดิมนัดไว้วันไหน", "11 มี.ค. 2552").Press("เผยแพร่");
        var number = long.Parse(seen.Address.Split('/')[2].Split('?')[0], System.Globalization.CultureInfo.InvariantCulture);
        await (await ring.Leads.Open($"/meet/{number}")).Fill("วันที่", day).Fill("เดิมนัดไว้วันไหน", from).Press("บันทึกที่แก้");
        Assert.Equal(was is { } then ? [new(2009, 3, then)] : Array.Empty<DateOnly>(), await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).SelectMany(m => m.Moves).Select(m => m.Day).ToListAsync()));
    }

    [Fact]
    public async Task A_day_that_paper_says_otherwise_puts_its_move_right_and_makes_no_second_one()
    {
        var ring = await Ring.Make(village);
        var form = await ring.Leads.Open($"/meet?circle={ring.Key}&after=true");
        var seen = await form.Fill("วันที่", "16 มี.ค. 2552").Fill("เดิมนัดไว้วันไหน", "11 มี.ค. 2552").Fill("เลื่อนเพราะอะไร", "ชนงาน").Press("เผยแพร่");
        var number = long.Parse(seen.Address.Split('/')[2].Split('?')[0], System.Globalization.CultureInfo.InvariantCulture);
        await (await ring.Leads.Open($"/meet/{number}")).Fill("วันที่", "17 มี.ค. 2552").Press("บันทึกที่แก้");
        var move = await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).SelectMany(m => m.Moves).Select(m => new { m.Day, m.ToDay, m.Why }).SingleAsync());
        Assert.Equal((new(2009, 3, 11), new(2009, 3, 17), "ชนงาน"), (move.Day, move.ToDay, move.Why));
    }

    [Fact]
    public async Task A_form_that_was_opened_before_does_not_write_over_that_it_is_off()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        var older = await ring.Leads.Open($"/meet/{number}");
        await Off(ring, number, "น้ำป่ามา");
        var refused = await older.Fill("ชื่อเรื่อง", "เวทีที่แก้จากหน้าเก่า").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("งดประชุมครั้งนี้ น้ำป่ามา", refused.Text, StringComparison.Ordinal);
        Assert.Contains(ThaiDate.Short(Ring.Soon), refused.Document.QuerySelector("section[aria-labelledby=now]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("เวทีที่แก้จากหน้าเก่า", refused.Field("ชื่อเรื่อง").GetAttribute("value"));
        Assert.Equal("น้ำป่ามา", await village.Ask(db => db.Set<KmCommons.Learning.Meeting>().Where(m => m.Number == number).Select(m => m.CalledOff).SingleAsync()));
    }
}
