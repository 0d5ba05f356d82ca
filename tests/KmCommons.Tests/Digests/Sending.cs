using System.Diagnostics;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Digests;

/// <summary>One letter per person and week, whatever happens.</summary>
public sealed class Sending(Village village) : IClassFixture<Village>
{
    // So many people who chose the digest, nobody else, and one thing in the week that they all get
    async Task<List<long>> Crowd(string name, int size, Issue week)
    {
        var writer = await village.Joins($"writer-{name}", "คุณลิขิต");
        await village.Publish(writer, $"เรื่องของ {name}", "800119", week.From.AddDays(1));
        return await village.Ask(async db =>
        {
            await db.Subscriptions.ExecuteUpdateAsync(set => set.SetProperty(s => s.Comes, false));
            var members = Enumerable.Range(0, size).Select(i => $"{name}-{i:000}").Select(address => new Member
            {
                Address = address, DisplayName = $"คุณกิจ {address}", TambonCode = "800119", JoinedAt = DateTimeOffset.UtcNow, UserName = address, NormalizedUserName = address.ToUpperInvariant(),
                Email = $"{address}@example.th", NormalizedEmail = $"{address}@EXAMPLE.TH".ToUpperInvariant(), EmailConfirmed = true,
            }).ToList();
            db.Members.AddRange(members);
            await db.SaveChangesAsync();
            foreach (var member in members)
            {
                var subscription = new Subscription { MemberId = member.Id };
                subscription.Begin(DateTimeOffset.UtcNow);
                db.Subscriptions.Add(subscription);
            }
            await db.SaveChangesAsync();
            return members.ConvertAll(m => m.Id);
        });
    }

    async Task EachHasOne(string name, int size, Issue week)
    {
        var run = week.Run;
        var recipients = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == DigestRun.Kind && l.Run == run && EF.Functions.Like(l.Recipient, name + "-%")).Select(l => l.Recipient).ToListAsync());
        Assert.Equal(size, recipients.Count);
        Assert.Equal(size, recipients.Distinct().Count());
    }

    [Fact]
    public async Task Sent_twice_it_goes_once_even_to_who_has_another_address_by_then()
    {
        var week = Issue.Weekly(new(2009, 3, 16));
        var who = await Crowd("twice", 3, week);
        Assert.Equal(3, (await village.Send(week)).Written);
        await village.Do(db => db.Members.Where(m => m.Id == who[0]).ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, "twice-moved@example.th").SetProperty(m => m.NormalizedEmail, "TWICE-MOVED@EXAMPLE.TH")));
        Assert.Equal(0, (await village.Send(week)).Written);
        await EachHasOne("twice", 3, week);
        Assert.Equal(3, (await village.Letters(week)).Count);
    }

    [Fact]
    public async Task Four_servers_at_the_same_time_write_each_letter_once_between_them()
    {
        var week = Issue.Weekly(new(2009, 3, 23));
        await Crowd("four", 130, week);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => village.Send(week))));
        Assert.Equal(130, runs.Sum(r => r.Written));
        await EachHasOne("four", 130, week);
    }

    [Fact]
    public async Task A_crash_in_the_middle_leaves_no_gap_and_no_repeat()
    {
        var week = Issue.Weekly(new(2009, 3, 30));
        await Crowd("crash", 120, week);
        var written = 0;
        await Assert.ThrowsAsync<IOException>(() => village.Send(week, say: _ => { if (++written == 70) throw new IOException("the power is gone"); }));
        await village.Send(week);
        await EachHasOne("crash", 120, week);
    }

    [Fact]
    public async Task When_nothing_is_new_there_is_no_letter()
    {
        var week = Issue.Weekly(new(2009, 4, 6));
        await Crowd("quiet", 2, Issue.Weekly(new(2009, 5, 4)));
        var run = await village.Send(week);
        Assert.Equal(0, run.Written);
        Assert.Equal(2, run.Quiet);
        Assert.Empty(await village.Letters(week));
    }

    [Fact]
    public async Task Who_has_left_or_has_no_confirmed_address_gets_none()
    {
        var week = Issue.Weekly(new(2009, 4, 13));
        var who = await Crowd("left", 3, week);
        await village.Do(async db =>
        {
            (await db.Subscriptions.SingleAsync(s => s.MemberId == who[0])).End(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            await db.Members.Where(m => m.Id == who[1]).ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false));
        });
        await village.Send(week);
        var letters = Mail.PythonJudge.Read(await village.Letters(week)).Select(l => l.To.Single()[1]);
        Assert.Equal(["left-002@example.th"], letters);
    }

    [Fact]
    public async Task One_address_that_no_letter_can_go_to_holds_up_nobody()
    {
        var week = Issue.Weekly(new(2009, 4, 20));
        var who = await Crowd("broken", 3, week);
        await village.Do(db => db.Members.Where(m => m.Id == who[0]).ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, "broken@example.th\r\nBcc: all@example.th").SetProperty(m => m.NormalizedEmail, "BROKEN")));
        var run = await village.Send(week);
        Assert.Equal(1, run.Unreachable);
        Assert.Equal(2, (await village.Letters(week)).Count);
    }

    [Fact]
    public async Task A_dry_run_says_who_would_get_one_and_writes_nothing()
    {
        var week = Issue.Weekly(new(2009, 4, 27));
        await Crowd("dry", 2, week);
        var said = new List<string>();
        Assert.Equal(2, (await village.Send(week, dryRun: true, said.Add)).Written);
        Assert.Contains(said, line => line.Contains("dry-001@example.th", StringComparison.Ordinal));
        Assert.Empty(await village.Letters(week));
        Assert.False(await village.Ask(db => db.DigestsSent.AnyAsync(d => d.Until == week.Until)));
    }

    [Fact]
    public async Task The_command_sends_Mondays_digest_on_a_Tuesday_beside_the_running_site_into_the_spool_with_links_to_it()
    {
        var week = Issue.Weekly(new(2009, 5, 11));
        await Crowd("tool", 2, week);
        Assert.StartsWith("http://", await File.ReadAllTextAsync(Path.Combine(village.Data, "address")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(village.Data, "address"), "http://127.0.0.1:5999");
        var (code, dry) = await Tool("--as-of", "2009-05-12T15:00+07:00", "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("tool-000@example.th", dry, StringComparison.Ordinal);
        Assert.Contains("4–10 พ.ค. 2552", dry, StringComparison.Ordinal);
        Assert.Empty(await village.Letters(week));

        (code, var said) = await Tool("--as-of", "2009-05-12T15:00+07:00");
        Assert.Equal(0, code);
        Assert.Contains("letters written", said, StringComparison.Ordinal);
        var run = week.Run;
        var files = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Run == run && l.SentAt != null && EF.Functions.Like(l.Recipient, "tool-%")).Select(l => l.FileName).ToListAsync());
        Assert.Equal(2, files.Count);
        foreach (var file in files)
            Assert.Contains("http://127.0.0.1:5999/n/", Mail.PythonJudge.Read(File.ReadAllBytes(Path.Combine(village.Data, "spool", "new", file))).Text, StringComparison.Ordinal);

        Assert.Equal(2, (await Tool("--as-of", "วันจันทร์")).Code);
    }

    async Task<(int Code, string Said)> Tool(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KmCommons.Host.dll"), "digest", "--data", village.Data, .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        start.Environment["ConnectionStrings__KmCommons"] = village.Connection;
        using var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await faults);
    }
}
