using System.Net;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>Choosing, leaving, and the administrator's list of letters.</summary>
public sealed class Leaving(Village village) : IClassFixture<Village>
{
    async Task<(Visitor Visitor, string Token)> Subscriber(string address)
    {
        var visitor = await village.Member(address, "คุณลิขิต", (Role.NoteTaker, "800119"));
        await visitor.ChooseWeekly();
        return (visitor, await village.TokenOf(address));
    }

    Task<bool> Comes(string token) => village.Ask(db => db.Subscriptions.Where(s => s.Token == token).Select(s => s.Comes).SingleAsync());

    static FormUrlEncodedContent OneClick => new([new("List-Unsubscribe", "One-Click")]);

    [Fact]
    public async Task The_page_says_when_and_where_to_and_keeps_the_choice_until_it_is_taken_back()
    {
        var (visitor, token) = await Subscriber("chooser");
        var page = await visitor.Open("/me/digests");
        Assert.Contains("chooser@example.th", page.Text, StringComparison.Ordinal);
        Assert.Contains("07:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("จาก ต.บางจาก ที่ท่านเป็นคุณลิขิต", page.Text, StringComparison.Ordinal);
        Assert.Contains("จดหมายสรุปรายสัปดาห์ ฉบับต่อไป", page.Text, StringComparison.Ordinal);
        var after = await page.Press("ไม่รับเลย");
        Assert.Contains("เลิกรับแล้ว", after.Text, StringComparison.Ordinal);
        Assert.False(await Comes(token));
    }

    [Fact]
    public async Task Who_has_no_confirmed_address_is_told_so_and_gets_a_letter_to_confirm_one()
    {
        var visitor = await village.Member("unconfirmed", "คุณกิจ");
        await village.Do(db => db.Members.Where(m => m.Address == "unconfirmed").ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false)));
        var page = await visitor.Open("/me/digests");
        Assert.Contains("ยังไม่มีอีเมลที่ยืนยันแล้ว", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("[name=All]"));

        var wrong = await page.Fill("อีเมลของท่าน", "ไม่ใช่อีเมล").Press("ส่งจดหมายยืนยัน");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("ไม่ถูกรูป", wrong.Text, StringComparison.Ordinal);
        await page.Fill("อีเมลของท่าน", "unconfirmed@example.th").Press("ส่งจดหมายยืนยัน");
        await village.Deliver();
        var file = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == "confirm" && l.Recipient == "unconfirmed@example.th").Select(l => l.FileName).SingleAsync());
        var letter = Mail.PythonJudge.Read(await File.ReadAllBytesAsync(Path.Combine(village.Data, "spool", "new", file)));
        var link = letter.Text.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal));
        await (await visitor.Open(new Uri(link).PathAndQuery)).Press("ยืนยัน");
        await visitor.ChooseWeekly();

        using var forced = new FormUrlEncodedContent([new("All", "weekly"), new("once", "1")]);
        await village.Do(db => db.Members.Where(m => m.Address == "unconfirmed").ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Send(HttpMethod.Post, "/me/digests", forced)).Status);
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_its_button_ends_it_and_can_be_undone()
    {
        var (_, token) = await Subscriber("leaver");
        var page = await village.Guest().Open($"/unsubscribe?token={token}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Single(page.Document.QuerySelectorAll("main button"));
        Assert.True(await Comes(token));

        var after = await page.Press("เลิกรับ");
        Assert.Contains("เลิกรับแล้ว", after.Text, StringComparison.Ordinal);
        Assert.False(await Comes(token));
        Assert.NotNull(await village.Ask(db => db.Subscriptions.Where(s => s.Token == token).Select(s => s.EndedAt).SingleAsync()));

        Assert.Contains("รับต่อแล้ว", (await after.Press("รับต่อเหมือนเดิม")).Text, StringComparison.Ordinal);
        Assert.True(await Comes(token));
    }

    [Fact]
    public async Task A_mail_program_ends_it_with_one_post_from_anywhere_as_often_as_it_likes()
    {
        var (_, token) = await Subscriber("one-click");
        for (var times = 0; times < 2; times++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/unsubscribe?token={token}") { Content = OneClick };
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Headers.Add("Origin", "https://mail.example");
            var answer = await village.Guest().Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(await Comes(token));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("'; drop table digests.subscription; --")]
    public async Task A_forged_link_is_refused_in_Thai_and_changes_nothing(string forged)
    {
        var before = await village.Ask(db => db.Subscriptions.CountAsync(s => s.Comes));
        var (guest, address) = (village.Guest(), "/unsubscribe?token=" + Uri.EscapeDataString(forged));
        var seen = await guest.Open(address);
        Assert.Equal(HttpStatusCode.Forbidden, seen.Status);
        Assert.Contains("ลิงก์นี้ไม่ใช่ของจดหมายฉบับใด", seen.Text, StringComparison.Ordinal);
        using var content = OneClick;
        seen = await guest.Send(HttpMethod.Post, address, content);
        Assert.Equal(HttpStatusCode.Forbidden, seen.Status);
        Assert.Contains("ลิงก์นี้ไม่ใช่ของจดหมายฉบับใด", seen.Text, StringComparison.Ordinal);
        Assert.Equal(before, await village.Ask(db => db.Subscriptions.CountAsync(s => s.Comes)));
    }

    [Fact]
    public async Task Administrators_see_how_letters_fare_and_what_was_said_but_no_body()
    {
        var keeper = await village.Member("keeper", "ผู้ดูแล", (Role.Administrator, null));
        await village.Do(async db =>
        {
            // In one transaction, so that the site's timetable does not hand them on in between
            await using var transaction = await db.Database.BeginTransactionAsync();
            var outbox = new Outbox(db, village.Services.GetRequiredService<MailOptions>(), TimeProvider.System);
            foreach (var (run, subject) in new[] { ("waits", "จดหมายที่รอ"), ("fails", "จดหมายที่ไปไม่ได้") })
                await outbox.Put("password", run, "somebody@example.th", "ใครคนหนึ่ง", subject, "ความลับในจดหมาย https://example.th/reset?token=abc");
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("update foundation.letter set failed_at = now(), tries = 1, outcome = 'Refused 550 no such mailbox' where run = 'fails'");
            await db.Database.ExecuteSqlRawAsync("update foundation.letter set next_try_at = now() + interval '1 hour', tries = 2, outcome = 'TryLater 451 busy' where run = 'waits'");
            await transaction.CommitAsync();
        });
        var page = await keeper.Open("/letters");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var present in new[] { "จดหมายที่รอ", "จดหมายที่ไปไม่ได้", "550 no such mailbox", "somebody@example.th" })
            Assert.Contains(present, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ความลับในจดหมาย", await page.Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        foreach (var role in new[] { ("plain-member", null, Role.Facilitator), ("tambon-keeper", "800119", Role.Administrator) })
        {
            var other = await village.Member(role.Item1, "คนอื่น", (role.Item3, role.Item2));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Open("/letters")).Status);
        }
    }
}
