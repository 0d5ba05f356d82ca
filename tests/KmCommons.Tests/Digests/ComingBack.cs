using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>Letters that come back: who gets no more, why, how they are told, and how it heals.</summary>
public sealed class ComingBack(MailVillage mail) : IClassFixture<MailVillage>
{
    readonly Village village = mail.Village;

    static string Any() => Fresh.Key();

    async Task<(string Email, string Key)> Reader()
    {
        var key = Any();
        var reader = await village.Member(key, $"คุณกิจ {key}", (Role.Practitioner, "800119"));
        await reader.ChooseWeekly();
        return ($"{key}@example.th", key);
    }

    // A letter to this address that went, by its number
    async Task<string> Went(string email) => await mail.AddressFor("b", await village.Ask(async db =>
    {
        var outbox = new Outbox(db, new(new("kmcommons@km.example"), Path.Combine(village.Data, "spool")), TimeProvider.System);
        var run = Any();
        await outbox.Put("password", run, email, "ใคร", "จดหมาย", "ข้อความ");
        await db.SaveChangesAsync();
        return await db.Set<OutboxLetter>().Where(l => l.Run == run).Select(l => l.Id).SingleAsync();
    }));

    Task<Reach?> Fares(string email) => village.Ask(db => db.Set<Reach>().AsNoTracking().SingleOrDefaultAsync(r => r.Address == email));

    // As if that many days had gone by
    Task Later(string email, int days) => village.Do(db => db.Database.ExecuteSqlAsync($"update foundation.reach set last_at = last_at - make_interval(days => {days}), muted_at = muted_at - make_interval(days => {days}) where address = {email}"));

    [Fact]
    public async Task Two_letters_that_came_back_on_two_days_end_the_digests_and_the_owner_is_told_why_and_lets_them_go_on()
    {
        var (email, key) = await Reader();
        await mail.Bounces(await Went(email), "5.1.1");
        Assert.Equal((2, false), await Fares(email) is { } first ? (first.Score, first.MutedAt is not null) : default);
        await Later(email, 2);
        await mail.Bounces(await Went(email), "5.1.1");
        Assert.NotNull((await Fares(email))!.MutedAt);

        var writer = await village.Joins($"w-{key}", "คุณลิขิต");
        var week = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next;
        // In the last hours of a week what is published below is older than this test: they chose their letters long ago
        await village.Do(db => db.Database.ExecuteSqlAsync($"update digests.subscription set since = since - interval '40 days' where member_id = (select id from people.member where address = {key})"));
        await village.Publish(writer, $"ระหว่างที่ส่งไม่ได้ {key}", "800119", week.Until.AddHours(-5));
        await village.Send(week);
        Assert.Null(await village.Letter(week, email));

        var again = village.Guest();
        var page = await again.Open("/sign-in");
        var seen = await page.Fill("ชื่อผู้ใช้หรืออีเมล", key).Fill("รหัสผ่าน", Village.Password).Press("เข้าสู่ระบบ");
        Assert.Contains("จดหมายไปไม่ถึงท่าน", seen.Document.Body!.TextContent, StringComparison.Ordinal);
        var own = await again.Open("/me/digests");
        Assert.Contains("ปลายทางบอกว่าไม่มีที่อยู่นี้", own.Text, StringComparison.Ordinal);
        Assert.Contains("the host says no", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ที่อยู่นี้ใช้ได้แล้ว", (await own.Press("ที่อยู่นี้ใช้ได้แล้ว ส่งต่อ")).Text, StringComparison.Ordinal);

        await village.Send(week.Next);
        Assert.Contains($"ระหว่างที่ส่งไม่ได้ {key}", (await village.Letter(week.Next, email))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_letter_counts_once_whatever_reports_of_it_come_and_one_day_counts_once_however_many_letters_come_back()
    {
        var email = $"{Any()}@example.th";
        var letter = await Went(email);
        await mail.Bounces(letter, "4.2.2", id: "one@mx.example");
        await mail.Bounces(letter, "4.2.2", id: "one@mx.example");
        await mail.Bounces(letter, "5.1.1");
        await mail.Bounces(await Went(email), "5.2.2");
        Assert.Equal(1, (await Fares(email))!.Score);
        await mail.Bounces(await Went(email), "5.1.1");
        Assert.Equal(2, (await Fares(email))!.Score);
    }

    [Theory]
    [InlineData("5.7.1", "failed")]
    [InlineData("5.6.0", "failed")]
    [InlineData("4.4.1", "delayed")]
    public async Task What_says_nothing_of_the_address_is_not_held_against_it(string status, string action)
    {
        var email = $"{Any()}@example.th";
        await mail.Bounces(await Went(email), status, action);
        Assert.Null(await Fares(email));
    }

    [Fact]
    public async Task A_report_that_did_not_come_to_the_letters_own_address_counts_for_nothing()
    {
        var email = $"{Any()}@example.th";
        var letter = await Went(email);
        await mail.Bounces("km@km.example", "5.1.1");
        await mail.Bounces(letter.Replace("+b+", "+r+", StringComparison.Ordinal), "5.1.1");
        await mail.Bounces(string.Concat(letter[..10], letter[10] == 'a' ? "b" : "a", letter[11..]), "5.1.1");
        await mail.Comes("somebody@example.th", letter, "สวัสดี", $"{Any()}@example.th");
        Assert.Null(await Fares(email));
    }

    [Fact]
    public async Task A_full_mailbox_ends_the_digests_on_the_fourth_day_and_after_a_month_one_is_tried_again()
    {
        var email = $"{Any()}@example.th";
        for (var day = 0; day < 4; day++)
        {
            Assert.False(await village.Ask(db => Reach.Muted(db, DateTimeOffset.UtcNow).AnyAsync(r => r.Address == email)));
            await mail.Bounces(await Went(email), "5.2.2");
            await Later(email, 1);
        }
        Assert.True(await village.Ask(db => Reach.Muted(db, DateTimeOffset.UtcNow).AnyAsync(r => r.Address == email)));
        await Later(email, 30);
        Assert.False(await village.Ask(db => Reach.Muted(db, DateTimeOffset.UtcNow).AnyAsync(r => r.Address == email)));
        await mail.Bounces(await Went(email), "5.2.2");
        Assert.True(await village.Ask(db => Reach.Muted(db, DateTimeOffset.UtcNow).AnyAsync(r => r.Address == email)));
        await Later(email, 70);
        await mail.Bounces(await Went(email), "5.2.2");
        Assert.Equal((1, false), ((await Fares(email))!.Score, await village.Ask(db => Reach.Muted(db, DateTimeOffset.UtcNow).AnyAsync(r => r.Address == email))));
    }

    [Fact]
    public async Task The_administrator_sees_who_gets_no_letters_and_why_and_what_came_in_and_lets_them_go_on()
    {
        var (keeper, email) = (await village.Member(Any(), "ผู้ดูแล", (Role.Administrator, null)), $"{Any()}@example.th");
        for (var day = 0; day < 2; day++)
        {
            await mail.Bounces(await Went(email), "5.1.1");
            await Later(email, 1);
        }
        await mail.Comes("stranger@example.th", "km@km.example", "ขอถามหน่อย", $"{Any()}@example.th");
        var page = await keeper.Open("/letters");
        Assert.Contains($"{email} ปลายทางบอกว่าไม่มีที่อยู่นี้ 5.1.1 หยุดส่งจดหมายสรุปตั้งแต่", page.Text, StringComparison.Ordinal);
        Assert.Contains($"จดหมายของเรากลับมา 5.1.1 {email}", page.Text, StringComparison.Ordinal);
        Assert.Contains("stranger@example.th", page.Text, StringComparison.Ordinal);
        await page.Press($"ให้ส่งต่อ {email}");
        Assert.Null(await Fares(email));
    }

    [Fact]
    public async Task A_letter_that_breaks_whoever_takes_it_is_set_aside_and_those_behind_it_are_read()
    {
        var email = $"{Any()}@example.th";
        foreach (var broken in new[] { new Receiver("q", (_, _, _, _) => throw new InvalidOperationException("broken receiver")), new Receiver("\n", (_, _, _, _) => Task.FromResult(Dealt.Nothing)) })
        {
            await using var scope = village.Services.CreateAsyncScope();
            var things = scope.ServiceProvider;
            var inbox = Directory.CreateDirectory(Path.Combine(village.Data, Any(), "new")).Parent!.FullName;
            var postbox = new Postbox(things.GetRequiredService<KmCommons.Mail.MailOptions>() with { Incoming = new("km@km.example", inbox) }, things.GetRequiredService<Npgsql.NpgsqlDataSource>());
            await File.WriteAllTextAsync(Path.Combine(inbox, "new", "1"), $"From: <{email}>\nTo: <{await mail.AddressFor("q", 1)}>\nMessage-ID: <{Any()}@x>\n\nหนึ่ง");
            await File.WriteAllTextAsync(Path.Combine(inbox, "new", "2"), $"From: <{email}>\nTo: <km@km.example>\nMessage-ID: <{Any()}@x>\n\nสอง");
            var reads = new Inbox(things, things.GetRequiredService<CommonsDb>(), postbox, [broken], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Inbox>.Instance);
            Assert.Equal(2, await reads.Read());
            Assert.Equal(0, await reads.Read());
            Assert.Empty(Directory.GetFiles(Path.Combine(inbox, "new")));
        }
        Assert.Equal(1, await village.Ask(db => db.Set<CameIn>().CountAsync(c => c.Sender == email && !c.Handled && c.Detail.Contains("broken receiver"))));
    }

    [Fact]
    public async Task An_mbox_is_read_once_also_when_it_is_read_again_from_its_start()
    {
        var email = $"{Any()}@example.th";
        await using var scope = village.Services.CreateAsyncScope();
        var (things, path) = (scope.ServiceProvider, Path.Combine(village.Data, Any()));
        var postbox = new Postbox(things.GetRequiredService<KmCommons.Mail.MailOptions>() with { Incoming = new("km@km.example", path) }, things.GetRequiredService<Npgsql.NpgsqlDataSource>());
        var reads = new Inbox(things, things.GetRequiredService<CommonsDb>(), postbox, [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Inbox>.Instance);
        Assert.Equal(0, await reads.Read());
        for (var nth = 1; nth <= 2; nth++)
        {
            await File.AppendAllTextAsync(path, $"From mx Mon Nov 23 07:00:00 2026\nFrom: <{email}>\nTo: <km@km.example>\nMessage-ID: <{email}.{nth}>\n\nข้อความ\n\n");
            Assert.Equal(1, await reads.Read());
        }
        await village.Do(db => db.Database.ExecuteSqlAsync($"delete from foundation.inbox where path = {path}"));
        Assert.Equal(0, await reads.Read());
        Assert.Equal(2, await village.Ask(db => db.Set<CameIn>().CountAsync(c => c.Sender == email)));
    }
}
