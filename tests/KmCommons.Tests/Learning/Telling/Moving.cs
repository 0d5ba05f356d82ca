using System.Net;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

public sealed class Moving(Village village) : IClassFixture<Village>
{
    static string Line(DateOnly day) => $"วัน{ThaiDate.DayName(day.DayOfWeek)}ที่ {ThaiDate.Long(day)} เวลา 09:00-12:00 น. ศาลากลางบ้าน";

    static async Task<Seen> Comes(Visitor who, long number) => await (await who.Open($"/meet/{number}/join")).Press("ตอบรับว่าจะไป");

    [Fact]
    public async Task Who_was_invited_who_has_a_seat_and_the_host_read_the_old_day_and_the_new_one()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        // A seat of one outside the circle; nobody was invited yet
        var seated = await village.Member($"seat-{ring.Key}", "คนนอกวง");
        await Comes(seated, number);
        await ring.Invites(number);
        await ring.News();
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        Assert.Equal(5, await ring.News());
        Assert.Equal(0, await ring.News());
        foreach (var (address, letters) in ring.Everybody.Select(a => (a, 2)).Append(($"seat-{ring.Key}", 1)))
        {
            var all = await ring.Letters(address);
            Assert.Equal(letters, all.Count);
            var (subject, text, ics) = all[^1];
            Assert.Equal($"เลื่อน: วง {ring.Key} ครั้งที่ 1 เป็น {ThaiDate.Short(Ring.Later)}", subject);
            Assert.Contains($"เดิม: {Line(Ring.Soon)}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains($"ใหม่: {Line(Ring.Later)}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains("เพราะ: น้ำท่วมถนน", text, StringComparison.Ordinal);
            Assert.Contains($"UID:meeting-{number}@", ics, StringComparison.Ordinal);
            Assert.Contains("SEQUENCE:1", ics, StringComparison.Ordinal);
            Assert.Contains($"DTSTART;TZID=Asia/Bangkok:{Ring.Later:yyyyMMdd}T090000", ics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_reads_an_older_day_after_a_newer_one()
    {
        var ring = await Ring.Make(village);
        var (number, third, who) = (await ring.Invites(await ring.Calls()), Ring.Later.AddDays(3), $"kit-{ring.Key}");
        await ring.News();
        await ring.Delivers();
        // Two moves before a letter of the first was written: one letter
        await ring.Moves(number, Ring.Later);
        await ring.Moves(number, third);
        await ring.News();
        var (_, text, _) = (await ring.Letters(who))[^1];
        Assert.Contains("เดิม: " + Line(Ring.Soon), text, StringComparison.Ordinal);
        Assert.Contains("ใหม่: " + Line(third), text, StringComparison.Ordinal);
        Assert.Equal(2, (await ring.Letters(who)).Count);
        // Written and not gone yet: the next one takes its place, and starts from what they know
        await ring.Moves(number, Ring.Later);
        await ring.News();
        (_, text, _) = (await ring.Letters(who))[^1];
        Assert.Contains("เดิม: " + Line(Ring.Soon), text, StringComparison.Ordinal);
        Assert.Contains("ใหม่: " + Line(Ring.Later), text, StringComparison.Ordinal);
        Assert.Equal(2, (await ring.Letters(who)).Count);
        // Gone: the next one starts from there
        await ring.Delivers();
        await ring.Moves(number, third);
        await ring.News();
        (_, text, _) = (await ring.Letters(who))[^1];
        Assert.Contains("เดิม: " + Line(Ring.Later), text, StringComparison.Ordinal);
        Assert.Contains("ใหม่: " + Line(third), text, StringComparison.Ordinal);
        Assert.Equal(3, (await ring.Letters(who)).Count);
        // Back to where it was before anybody heard of it: there is nothing to say
        await ring.Moves(number, Ring.Later);
        Assert.Equal(0, await ring.News());
        Assert.Equal(2, (await ring.Letters(who)).Count);
        var member = await ring.Id(who);
        Assert.Equal(0, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Recipient == who + "@example.th" && l.SentAt == null)));
        Assert.Equal(0, await village.Ask(db => db.Set<KmCommons.Learning.MeetingGuest>().CountAsync(g => g.Number == number && g.MemberId == member && g.ToldBefore != null)));
    }

    [Fact]
    public async Task A_letter_that_goes_at_this_moment_is_waited_for_and_not_taken_back()
    {
        var ring = await Ring.Make(village);
        var (number, who) = (await ring.Invites(await ring.Calls()), $"kit-{ring.Key}");
        await ring.News();
        await ring.Moves(number, Ring.Later);
        Task<int> news;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            // As the outbox does while it hands a letter on
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("select 1 from foundation.letter where kind = 'meeting' and sent_at is null for update", line, transaction);
            await hold.ExecuteNonQueryAsync();
            news = ring.News();
            while (await village.AtLocks() == 0 && !news.IsCompleted)
                await Task.Yield();
            Assert.False(news.IsCompleted);
            await using var gone = new Npgsql.NpgsqlCommand("update foundation.letter set sent_at = now() where kind = 'meeting' and sent_at is null", line, transaction);
            await gone.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        await news;
        Assert.Equal(["เชิญประชุม", "เลื่อน"], (await ring.Letters(who)).Select(l => l.Subject.Split(':')[0]));
    }

    [Fact]
    public async Task A_meeting_that_is_over_tells_nobody_and_one_taken_back_to_a_draft_tells_when_it_is_out_again()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        await ring.Delivers();
        await (await ring.Leads.Open($"/meet/{number}")).Fill("วันที่", ThaiDate.Short(Ring.Later)).Press("เก็บกลับเป็นร่าง");
        Assert.Equal(0, await ring.News());
        await (await ring.Leads.Open($"/meet/{number}")).Press("นัดเลย");
        Assert.Equal(0, await ring.News(60));
        Assert.Equal(4, await ring.News());
        Assert.Contains("ใหม่: " + Line(Ring.Later), (await ring.Letters($"kit-{ring.Key}"))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_link_counts_nothing_its_button_does_and_the_keeper_sees_who_has_not()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls());
        await ring.News();
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        await ring.News();
        var link = Ring.Link((await ring.Letters($"kit-{ring.Key}"))[^1].Text, $"/meet/{number}/seen?token=");
        var guest = village.Guest();
        await guest.Open(link);
        var page = await guest.Open(link);
        Assert.Contains("รับทราบแล้ว 0 จาก 4 คน", (await ring.Leads.Open($"/meet/{number}/tell")).Text, StringComparison.Ordinal);
        var done = await page.Press("รับทราบ");
        Assert.Contains("รับทราบแล้ว ขอบคุณ", done.Text, StringComparison.Ordinal);
        var tell = await ring.Leads.Open($"/meet/{number}/tell");
        Assert.Contains("รับทราบแล้ว 1 จาก 4 คน", tell.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"คุณ kit-{ring.Key}", tell.Text, StringComparison.Ordinal);
        Assert.Contains($"คุณ likhit-{ring.Key}", tell.Text, StringComparison.Ordinal);
        // Who is signed in has the button on the meeting's page
        var likhit = await ring.Comes($"likhit-{ring.Key}");
        await (await likhit.Open($"/n/{number}")).Press("รับทราบ");
        Assert.DoesNotContain((await likhit.Open($"/n/{number}")).Document.QuerySelectorAll("button"), b => b.TextContent.Trim() == "รับทราบ");
        // The others are reminded, once
        await (await ring.Leads.Open($"/meet/{number}/tell")).Press("เตือนคนที่ยังไม่รับทราบ");
        await ring.Leads.Send(HttpMethod.Post, $"/meet/{number}/tell?handler=Remind", new FormUrlEncodedContent([new("once", Guid.NewGuid().ToString("N"))]));
        var counts = await Task.WhenAll(ring.Everybody.Select(async a => (await ring.Letters(a)).Count));
        Assert.Equal([3, 2, 2, 3], counts);
        Assert.StartsWith("ยังไม่ได้รับทราบ: เลื่อน", (await ring.Letters($"host-{ring.Key}"))[^1].Subject, StringComparison.Ordinal);
        Assert.Contains("เดิม: " + Line(Ring.Soon), (await ring.Letters($"host-{ring.Key}"))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_secret_and_one_of_another_meeting_count_nothing_nor_does_a_page_that_shows_an_older_day()
    {
        var ring = await Ring.Make(village);
        var (number, other) = (await ring.Invites(await ring.Calls()), await ring.Invites(await ring.Calls(Ring.Soon.AddDays(90))));
        await ring.News();
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        await ring.Moves(other, Ring.Soon.AddDays(95));
        await ring.News();
        var who = await ring.Id($"kit-{ring.Key}");
        var tokens = await village.Ask(db => db.Set<KmCommons.Learning.MeetingGuest>().Where(g => g.MemberId == who).ToDictionaryAsync(g => g.Number, g => g.Token));
        var guest = village.Guest();
        Task<Seen> Send(long at, string token, int sequence = 1) => guest.Send(HttpMethod.Post, $"/meet/{at}/seen", new FormUrlEncodedContent([new("Token", token), new("Sequence", $"{sequence}")]));
        foreach (var token in new[] { "", new string('0', 32), tokens[other], tokens[number][..31], tokens[number] + "0" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Send(number, token)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await guest.Open($"/meet/{number}/seen?token={token}")).Status);
        }
        var before = await guest.Open($"/meet/{number}/seen?token={tokens[number]}");
        await ring.Moves(number, Ring.Later.AddDays(2));
        var refused = await before.Press("รับทราบ");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(ThaiDate.LongWithDay(Ring.Later.AddDays(2)), refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Set<KmCommons.Learning.MeetingGuest>().CountAsync(g => g.MemberId == who && g.Seen != null)));
        await refused.Press("รับทราบ");
        Assert.Equal(1, await village.Ask(db => db.Set<KmCommons.Learning.MeetingGuest>().CountAsync(g => g.MemberId == who && g.Seen == 2)));
    }

    [Fact]
    public async Task The_letter_of_who_may_no_longer_see_the_meeting_shows_nothing()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Invites(await ring.Calls(null, ("เฉพาะวง", "on")));
        await ring.News();
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        await ring.News();
        var link = Ring.Link((await ring.Letters($"kit-{ring.Key}"))[^1].Text, $"/meet/{number}/seen?token=");
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open(link)).Status);
        // The host is of no circle: this meeting they may not see, and no letter told them of it
        Assert.Empty(await ring.Letters($"host-{ring.Key}"));
        var kit = await ring.Id($"kit-{ring.Key}");
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == kit).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, Ring.Today.AddDays(-1))));
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(link)).Status);
        await ring.Moves(number, Ring.Later.AddDays(1));
        Assert.Equal(2, await ring.News());
    }

    [Fact]
    public async Task From_who_left_the_circle_a_waiting_letter_with_an_older_day_is_taken_back()
    {
        var ring = await Ring.Make(village);
        var (number, who) = (await ring.Invites(await ring.Calls()), $"kit-{ring.Key}");
        await ring.News();
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        await ring.News();
        Assert.Equal(2, (await ring.Letters(who)).Count);
        var id = await ring.Id(who);
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, Ring.Today.AddDays(-1))));
        await ring.Moves(number, Ring.Later.AddDays(3));
        await ring.News();
        await ring.Delivers();
        Assert.StartsWith("เชิญประชุม: ", Assert.Single(await ring.Letters(who)).Subject, StringComparison.Ordinal);
    }
}
