using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Digests;

/// <summary>The writing of one week's digests: into the outbox, in batches of which each is one transaction. It may be begun again at any time, by
/// several servers at once, and after a crash: whoever has the week's digest (<see cref="DigestSent"/>) is passed over.</summary>
public sealed partial class DigestRun
{
    /// <summary>What sort of letter a digest is, in the outbox.</summary>
    public const string Kind = "digest";

    const int BatchSize = 50;

    readonly Action<string>? say;

    DigestRun(Week week, bool dryRun, Action<string>? say) => (Week, DryRun, this.say) = (week, dryRun, say);

    /// <summary>The week.</summary>
    public Week Week { get; }
    /// <summary>Whether nothing is written, only counted and said.</summary>
    public bool DryRun { get; }
    /// <summary>Letters written (in a dry run: that would be).</summary>
    public int Written { get; private set; }
    /// <summary>Members for whom nothing was new.</summary>
    public int Quiet { get; private set; }
    /// <summary>Members whose address no letter can go to.</summary>
    public int Unreachable { get; private set; }

    /// <summary>Writes the digest that is due at <paramref name="slot"/> to everyone who chose it and has a confirmed address.</summary>
    /// <param name="services">The site's things; each batch takes a scope of its own, so that memory stays flat.</param>
    /// <param name="slot">Any time; the Monday 07:00 at or before it counts.</param>
    /// <param name="dryRun">Whether to write nothing.</param>
    /// <param name="say">Hears of every letter: name, address, how many lines.</param>
    public static async Task<DigestRun> Send(IServiceProvider services, DateTimeOffset slot, bool dryRun, Action<string>? say = null, CancellationToken stop = default)
    {
        var run = new DigestRun(Week.Due(slot), dryRun, say);
        for (long? last = 0; last is { } after;)
        {
            await using var scope = services.CreateAsyncScope();
            last = await run.Batch(scope.ServiceProvider, after, stop);
        }
        return run;
    }

    async Task<long?> Batch(IServiceProvider things, long after, CancellationToken stop)
    {
        var db = things.GetRequiredService<CommonsDb>();
        var (monday, sent) = (Week.Monday, db.DigestsSent.AsQueryable());
        var due = await (
            from subscription in db.Subscriptions.AsNoTracking()
            join member in db.Members.AsNoTracking() on subscription.MemberId equals member.Id
            where subscription.Weekly && member.Id > after && member.EmailConfirmed && member.Email != null
                && !sent.Any(d => d.MemberId == member.Id && d.Week == monday)
            orderby member.Id
            select new { Subscription = subscription, Member = member }).Take(BatchSize).ToListAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        foreach (var one in due)
            await Write(things, db, one.Subscription, one.Member, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return due.Count < BatchSize ? null : due[^1].Member.Id;
    }

    async Task Write(IServiceProvider things, CommonsDb db, Subscription subscription, Member member, CancellationToken stop)
    {
        var (site, options, now) = (things.GetRequiredService<Site>(), things.GetRequiredService<MailOptions>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var w = things.GetRequiredService<Words>().In(member.Language);
        // Whoever else writes to the same member, this week's digest or another's, waits here until this batch is committed or gone, and then sees what it told
        if (!DryRun)
            await db.Database.ExecuteSqlAsync($"select from digests.subscription where member_id = {member.Id} for update", stop);
        var digest = await Digest.Of(db, things.GetRequiredService<Gazetteer>(), things.GetRequiredService<Kinds>(), things.GetServices<CircleCalendar>(), member, Week, subscription.LooksFrom(Week), ThaiDate.Day(now), w, stop);
        if (digest.IsEmpty)
        {
            await Looked(db, member, stop);
            Quiet++;
            return;
        }
        try { _ = new MailAddress(member.Email!, member.DisplayName); }
        catch (BadHeaderException fault)
        {
            AddressUnusable(things.GetRequiredService<ILogger<DigestRun>>(), member.Id, fault.Message);
            Unreachable++;
            return;
        }
        if (!DryRun)
        {
            // Who has it from another server, or has left meanwhile, is passed over
            if (await db.Database.ExecuteSqlAsync($"insert into digests.sent (member_id, week, at, told, told_comments) select member_id, {Week.Monday}, {now}, {digest.Told}, {digest.ToldComments} from digests.subscription where member_id = {member.Id} and weekly on conflict do nothing", stop) == 0)
                return;
            var leave = subscription.LeaveAt(site);
            var letter = DigestLetter.Of(digest, site.Address, leave, w);
            if (!await things.GetRequiredService<Outbox>().PutToList(Kind, Week.Run, member.Email!, member.DisplayName, letter.Subject, letter.Text, letter.Html, new($"weekly-digest.{options.From.Domain}", w["จดหมายสรุปรายสัปดาห์"]), new(leave)))
                return;
            await Looked(db, member, stop);
        }
        Written++;
        say?.Invoke($"{member.DisplayName} <{member.Email}>: {digest.Lines.Count + digest.Coming.Count} เรื่อง · {digest.Lines.Count + digest.Coming.Count} things");
    }

    Task Looked(CommonsDb db, Member member, CancellationToken stop) => DryRun ? Task.CompletedTask
        : db.Database.ExecuteSqlAsync($"update digests.subscription set looked_until = greatest(looked_until, {Week.Until}) where member_id = {member.Id}", stop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest for member {Member}: {Reason}")]
    static partial void AddressUnusable(ILogger log, long member, string reason);
}
