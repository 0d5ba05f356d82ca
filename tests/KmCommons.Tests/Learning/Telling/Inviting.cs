using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

public sealed class Inviting(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task The_circle_and_the_host_are_invited_once_each_with_all_that_they_need_to_know()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls(null, ("เป้าหมาย 1", "ตกลงวันปลูกป่า")));
        Assert.Equal(4, await ring.News());
        Assert.Equal(0, await ring.News());
        foreach (var address in ring.Everybody)
        {
            var (subject, text, ics) = Assert.Single(await ring.Letters(address));
            Assert.Equal($"เชิญประชุม: วง {ring.Key} ครั้งที่ 1 {ThaiDate.Short(Ring.Soon)}", subject);
            Assert.Contains($"วัน{ThaiDate.DayName(Ring.Soon.DayOfWeek)}ที่ {Ring.Soon.Day} {ThaiDate.MonthName(Ring.Soon.Month)} {Ring.Soon.Year + 543} เวลา 09:00-12:00 น. ศาลากลางบ้าน", text, StringComparison.Ordinal);
            Assert.Contains("- ตกลงวันปลูกป่า", text, StringComparison.Ordinal);
            Assert.Contains($"เจ้าภาพ: อบต. {ring.Key}", text, StringComparison.Ordinal);
            Assert.Contains($"/meet/{number}/join", text, StringComparison.Ordinal);
            Assert.Contains("METHOD:PUBLISH", ics, StringComparison.Ordinal);
            Assert.Contains($"UID:meeting-{number}@", ics, StringComparison.Ordinal);
            Assert.Contains("SEQUENCE:0", ics, StringComparison.Ordinal);
            Assert.Contains($"DTSTART;TZID=Asia/Bangkok:{Ring.Soon:yyyyMMdd}T090000", ics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pressed_again_it_goes_only_to_who_is_new()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        var again = await ring.Leads.Send(HttpMethod.Post, $"/meet/{number}/tell", new FormUrlEncodedContent([new("once", Guid.NewGuid().ToString("N"))]));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(0, await ring.News());
        var fresh = await village.Joins($"fresh-{ring.Key}", "คนใหม่");
        await village.Do(async db =>
        {
            await (await Circle.Find(db, KmCommons.People.Viewer.Anonymous, ring.Key)).Join(db, fresh, Role.Practitioner, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        await ring.Invites(number);
        Assert.Equal(1, await ring.News());
        Assert.Single(await ring.Letters($"fresh-{ring.Key}"));
        Assert.Single(await ring.Letters($"kit-{ring.Key}"));
    }

    [Fact]
    public async Task Nobody_gets_a_letter_who_left_is_shut_out_has_no_address_or_wants_none()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        var page = await (await ring.Comes($"kit-{ring.Key}")).Open("/me/to-me");
        await page.Fill("ส่งจดหมายเรื่องการประชุม", "").Press("เก็บที่เลือก");
        await village.Do(db => db.Members.Where(m => m.Address == $"likhit-{ring.Key}").ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false)));
        await village.Do(db => db.Members.Where(m => m.Address == $"host-{ring.Key}").ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, DateTimeOffset.UtcNow.AddYears(9))));
        await ring.Invites(number);
        Assert.Equal(1, await ring.News());
        Assert.Single(await ring.Letters($"amnuai-{ring.Key}"));
        Assert.Contains($"จดหมายไปไม่ถึง บอกด้วยปากหรือโทรศัพท์ คุณ kit-{ring.Key}, คุณ likhit-{ring.Key}", (await ring.Leads.Open($"/meet/{number}/tell")).Text, StringComparison.Ordinal);

        // Invited, and gone from the circle before the letter was written; or gone altogether
        await village.Do(db => db.Members.Where(m => m.Address.EndsWith(ring.Key)).ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, true).SetProperty(m => m.LetterOfMeetings, true).SetProperty(m => m.LockoutEnd, (DateTimeOffset?)null)));
        await ring.Invites(number);
        var kit = await ring.Id($"kit-{ring.Key}");
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == kit).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, Ring.Today.AddDays(-1))));
        await village.Do(async db => { (await db.Members.SingleAsync(m => m.Address == $"likhit-{ring.Key}")).Withdraw(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.Equal(1, await ring.News());
        Assert.Single(await ring.Letters($"host-{ring.Key}"));
        Assert.Empty(await ring.Letters($"kit-{ring.Key}"));
    }

    [Fact]
    public async Task Who_does_not_hold_the_meeting_neither_invites_nor_reminds_nor_calls_it_off()
    {
        var (ring, other) = (await Ring.Make(village), await Ring.Make(village));
        var number = await ring.Calls();
        foreach (var who in new[] { other.Leads, await ring.Comes($"kit-{ring.Key}") })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Open($"/meet/{number}/tell")).Status);
            foreach (var deed in new[] { "", "?handler=Remind", "?handler=Off" })
                Assert.Equal(HttpStatusCode.Forbidden, (await who.Send(HttpMethod.Post, $"/meet/{number}/tell{deed}", new FormUrlEncodedContent([new("Why", "ฝนตก")]))).Status);
        }
        Assert.Equal((0, null), await village.Ask(async db => (await db.MeetingGuests.CountAsync(g => g.Number == number), await db.Meetings.Where(m => m.Number == number).Select(m => m.CalledOff).SingleAsync())));
    }

    [Fact]
    public async Task Of_two_timetables_at_the_same_moment_one_writes_and_the_other_goes_by()
    {
        var ring = await Ring.Make(village);
        await ring.Invites(await ring.Calls());
        Task<int> one, two;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("lock table foundation.letter in exclusive mode", line, transaction);
            await hold.ExecuteNonQueryAsync();
            one = ring.News();
            while (await village.AtLocks() == 0 && !one.IsCompleted)
                await Task.Yield();
            two = ring.News();
            Assert.Equal(0, await two.WaitAsync(TimeSpan.FromMinutes(2)));
        }
        Assert.Equal(4, await one);
        foreach (var address in ring.Everybody)
            Assert.Single(await ring.Letters(address));
    }
}
