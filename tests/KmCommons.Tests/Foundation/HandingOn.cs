using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Foundation;

/// <summary>Letters on their way out: each once, whatever happens, and none in the way of another.
/// They are due in another century, so that the site's own timetable leaves them to the tests.</summary>
public sealed partial class HandingOn(Village village) : IClassFixture<Village>, IAsyncLifetime
{
    readonly string spool = Path.Combine(village.Data, $"spool-{Guid.NewGuid():N}");

    public Task InitializeAsync() => village.Do(db => db.Set<OutboxLetter>().ExecuteDeleteAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A clock of the year 2100 that goes on by some time at every look, and may do something then.</summary>
    sealed class Clock(TimeSpan step = default, Action<int>? look = null) : TimeProvider
    {
        int looks;

        public override DateTimeOffset GetUtcNow()
        {
            looks++;
            look?.Invoke(looks);
            return new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) + step * looks;
        }
    }

    MailOptions Spool => new(new("kmcommons@km.example"), spool);

    static MailOptions Over(SmtpPeer peer) => new(new("kmcommons@km.example"), "", new SmtpOptions("127.0.0.1", peer.Port, SmtpTls.Auto));

    Task Put(int letters, string run = "1", string? list = null) => village.Do(async db =>
    {
        var outbox = new Outbox(db, Spool, new Clock());
        for (var i = 0; i < letters; i++)
            await outbox.PutToList("try", run, $"r{i:00}@example.th", "คุณกิจ", $"ฉบับที่ {i}", "เนื้อความ", null, new() { List = list });
        await db.SaveChangesAsync();
    });

    async Task<int> Deliver(MailOptions mail, TimeProvider? clock = null, CancellationToken stop = default)
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await new Outbox(scope.ServiceProvider.GetRequiredService<CommonsDb>(), mail, clock ?? new Clock()).Deliver(stop);
    }

    Task<List<OutboxLetter>> All() => village.Ask(db => db.Set<OutboxLetter>().AsNoTracking().OrderBy(l => l.Recipient).ToListAsync());

    Task Sql(string sql) => village.Do(db => db.Database.ExecuteSqlRawAsync(sql));

    // The line to the database breaks when it hears that this letter is gone: what a power cut looks like from there
    Task Crash(string recipient) => Sql($"""
        create function crash() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
        create trigger crash before update on foundation.letter for each row when (new.recipient = '{recipient}') execute function crash();
        """);

    Task Mend() => Sql("drop trigger crash on foundation.letter; drop function crash");

    string[] Files => Directory.GetFiles(Path.Combine(spool, "new"));

    static List<string> Ids(SmtpPeer peer) => peer.Letters.ConvertAll(l => MessageId().Match(System.Text.Encoding.ASCII.GetString(l.Bytes)).Value);

    [Fact]
    public async Task Four_servers_at_once_hand_on_each_letter_once_between_them()
    {
        await Put(60);
        await using var peer = new SmtpPeer();
        var gone = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Deliver(Over(peer)))));
        Assert.Equal(60, gone.Sum());
        Assert.Equal(60, peer.Letters.Count);
        Assert.Equal(60, Ids(peer).Distinct().Count());
    }

    [Fact]
    public async Task To_one_host_no_more_go_within_a_minute_than_are_set_and_the_others_go_meanwhile()
    {
        await Put(5);
        await Sql("update foundation.letter set recipient = replace(recipient, '@example.th', '@other.th') where recipient >= 'r03'");
        await using var peer = new SmtpPeer();
        var slow = Over(peer) with { PerHost = 2 };
        Assert.Equal(4, await Deliver(slow));
        Assert.Equal(["r00@example.th", "r01@example.th", "r03@other.th", "r04@other.th"], peer.Letters.Select(l => l.To).Order());
        Assert.Equal(0, await Deliver(slow));
        await Sql("update foundation.letter set sent_at = sent_at - interval '61 seconds' where sent_at is not null");
        Assert.Equal(1, await Deliver(slow));
    }

    [Fact]
    public async Task Each_letter_has_a_way_back_of_its_own_and_an_address_that_the_host_refuses_is_noted()
    {
        await Put(2);
        await using var peer = new SmtpPeer { Answer = line => line.Contains("r01@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null };
        var mail = Over(peer) with { Incoming = new("km@km.example", "") };
        var postbox = new Postbox(mail, village.Services.GetRequiredService<Npgsql.NpgsqlDataSource>());
        await using (var scope = village.Services.CreateAsyncScope())
            Assert.Equal(1, await new Outbox(scope.ServiceProvider.GetRequiredService<CommonsDb>(), mail, new Clock(), null, postbox).Deliver());
        var letter = (await All()).Single(l => l.SentAt is not null);
        Assert.Equal([letter.Id], (await postbox.Read("b", Assert.Single(peer.Letters).From))!);
        Assert.Equal((2, "5.1.1"), await village.Ask(async db => await db.Set<Reach>().SingleAsync(r => r.Address == "r01@example.th") is var reach ? (reach.Score, reach.Status) : default));
    }

    [Fact]
    public async Task A_crash_in_the_middle_leaves_each_letter_once_in_the_spool()
    {
        await Put(50);
        await Crash("r30@example.th");
        await Assert.ThrowsAnyAsync<Exception>(() => Deliver(Spool));
        Assert.Equal(2 * Outbox.BatchSize, Files.Length);
        Assert.Equal(Outbox.BatchSize, (await All()).Count(l => l.SentAt is not null));
        await Mend();
        Assert.Equal(50 - Outbox.BatchSize, await Deliver(Spool));
        Assert.Equal((await All()).Select(l => l.FileName).Order(), Files.Select(f => Path.GetFileName(f)).Order());
        foreach (var letter in await All())
            Assert.Equal(letter.Bytes, await File.ReadAllBytesAsync(Path.Combine(spool, "new", letter.FileName)));
    }

    [Fact]
    public async Task A_crash_in_the_middle_repeats_one_letter_over_SMTP_with_the_same_Message_ID()
    {
        await Put(10);
        await using var peer = new SmtpPeer();
        await Crash("r04@example.th");
        await Assert.ThrowsAnyAsync<Exception>(() => Deliver(Over(peer)));
        Assert.Equal(5, peer.Letters.Count);
        await Mend();
        Assert.Equal(6, await Deliver(Over(peer)));
        Assert.Equal((11, 10), (peer.Letters.Count, Ids(peer).Distinct().Count()));
        Assert.Equal(2, peer.Letters.Count(l => l.To == "r04@example.th"));
    }

    [Fact]
    public async Task Letters_that_break_their_way_out_are_given_up_and_the_others_go()
    {
        await Put(30);
        await Sql("update foundation.letter set recipient = 'r00' where recipient = 'r00@example.th'");
        await Sql("update foundation.letter set file_name = '../r05.eml' where recipient = 'r05@example.th'");
        Assert.Equal(28, await Deliver(Spool));
        Assert.Equal(["r00", "r05@example.th"], (await All()).Where(l => l.FailedAt is not null).Select(l => l.Recipient));
        Assert.All(await All(), l => Assert.Equal(l.FailedAt is null, l.SentAt is not null));
        Assert.Equal(28, Files.Length);
    }

    [Fact]
    public async Task One_that_the_host_refuses_and_one_that_it_puts_off_do_not_hold_up_the_others()
    {
        await Put(6);
        await using var peer = new SmtpPeer { Answer = line => line == "RCPT TO:<r00@example.th>" ? "550 no such mailbox" : line == "RCPT TO:<r01@example.th>" ? "451 busy" : null };
        Assert.Equal(4, await Deliver(Over(peer)));
        var all = await All();
        Assert.NotNull(all[0].FailedAt);
        Assert.Contains("550 no such mailbox", all[0].Outcome, StringComparison.Ordinal);
        Assert.Equal((null, null, 1, new Clock().GetUtcNow().AddMinutes(1)), (all[1].FailedAt, all[1].SentAt, all[1].Tries, all[1].NextTryAt));
    }

    [Fact]
    public async Task Letters_to_one_person_go_before_those_of_a_list()
    {
        await Put(25, "list", "weekly");
        await Put(1, "link");
        await using var peer = new SmtpPeer();
        Assert.Equal(26, await Deliver(Over(peer)));
        Assert.Contains("try.link.", Ids(peer)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_a_batch_is_in_memory_and_nothing_stays_there()
    {
        await Put(50);
        await using var scope = village.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        var (held, most) = (0, 0);
        db.ChangeTracker.Tracked += (_, _) => most = Math.Max(most, ++held);
        db.ChangeTracker.StateChanged += (_, change) => held -= change.NewState == EntityState.Detached ? 1 : 0;
        Assert.Equal(50, await new Outbox(db, Spool, new Clock()).Deliver());
        Assert.Equal((Outbox.BatchSize, 0), (most, held));
    }

    [Fact]
    public async Task A_turn_ends_in_time_for_the_other_jobs_and_the_next_goes_on()
    {
        await Put(60);
        var second = new Clock(TimeSpan.FromSeconds(1));
        Assert.Equal(2 * Outbox.BatchSize, await Deliver(Spool, second));
        Assert.Equal(60 - 2 * Outbox.BatchSize, await Deliver(Spool, second));
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_keeps_what_it_handed_on()
    {
        await Put(15);
        using var stop = new CancellationTokenSource();
        // Looks: the turn's end, whether it has come, the batch's time, then one a letter
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Deliver(Spool, new Clock(look: look => { if (look == 3 + 7) stop.Cancel(); }), stop.Token));
        Assert.Equal(7, (await All()).Count(l => l.SentAt is not null));
        Assert.Equal(7, Files.Length);
    }

    [GeneratedRegex(@"(?<=Message-ID: <)[^>]+")]
    private static partial Regex MessageId();
}
