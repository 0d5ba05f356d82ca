using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>The writing of one issue: into the outbox, in batches of which each is one transaction. It may be begun again at any time, by
/// several servers at once, and after a crash: whoever has the issue (<see cref="DigestSent"/>) is passed over.</summary>
public sealed partial class DigestRun
{
    /// <summary>What sort of letter a digest is, in the outbox.</summary>
    public const string Kind = "digest";

    const int BatchSize = 50;
    // So many batches at once: while some wait for the database, others compose
    const int AtOnce = 4;

    sealed class Reached
    {
        public required Subscription Letter { get; init; }
        public required Member Member { get; init; }
    }

    readonly bool dryRun, onlyWaiting;
    readonly Action<string>? say;
    readonly Lock counting = new();

    DigestRun(Issue issue, bool dryRun, bool onlyWaiting, Action<string>? say) => (Issue, this.dryRun, this.onlyWaiting, this.say) = (issue, dryRun, onlyWaiting, say);

    /// <summary>The issue.</summary>
    public Issue Issue { get; }
    /// <summary>Letters written (in a dry run: that would be).</summary>
    public int Written { get; private set; }
    /// <summary>Members for whom nothing was new.</summary>
    public int Quiet { get; private set; }
    /// <summary>Members whose address no letter can go to.</summary>
    public int Unreachable { get; private set; }

    /// <summary>A turn of the timetable: writes every issue that is due and that its reader did not have, or was not looked through for. One that was missed (the site slept) is made up for with the next; after a clock that jumped back, nothing goes again.</summary>
    public static async Task Turn(IServiceProvider things, DateTimeOffset at, CancellationToken stop)
    {
        var db = things.GetRequiredService<CommonsDb>();
        foreach (var issue in await Due(db, at, stop))
            if (issue.Rhythm != Rhythm.AtOnce || !await PassOver(db, issue, stop))
                await Send(things, issue, dryRun: false, onlyWaiting: true, stop: stop);
    }

    // Nothing became visible to anybody since the last look: nobody needs to be looked through, but for who was not at the last one.
    // Ten minutes more, for what was saved just before and committed after
    static async Task<bool> PassOver(CommonsDb db, Issue issue, CancellationToken stop)
    {
        var (since, until) = (issue.From.AddMinutes(-10), issue.Until);
        if (await db.Items.AnyAsync(i => i.State == ItemState.Published && i.HiddenAt == null && i.ShownAt >= since, stop) || await db.Comments.AnyAsync(c => c.State == CommentState.Shown && c.ShownAt >= since, stop))
            return false;
        await db.Database.ExecuteSqlAsync($"""
            update digests.subscription s set looked_until = {until} from (select member_id from digests.subscription where rhythm = 'AtOnce' and comes and looked_until >= {since} and looked_until < {until} order by member_id for update) due
            where s.member_id = due.member_id and s.rhythm = 'AtOnce'
            """, stop);
        return !await db.Subscriptions.AnyAsync(s => s.Rhythm == Rhythm.AtOnce && s.Comes && s.Since < until && (s.LookedUntil == null || s.LookedUntil < until), stop);
    }

    /// <summary>The issues that are due at a time, of all hours that anybody chose.</summary>
    public static async Task<IReadOnlyList<Issue>> Due(CommonsDb db, DateTimeOffset at, CancellationToken stop)
    {
        var hours = await db.Subscriptions.Where(s => s.Comes).Select(s => new { s.Rhythm, s.Hour, s.Day }).Distinct().ToListAsync(stop);
        return [.. hours.Select(h => new Hours(h.Rhythm, h.Hour, h.Day).Due(at)).OrderBy(i => i.Rhythm).ThenBy(i => i.Until)];
    }

    /// <summary>Writes an issue to everyone who chose its hours and has a confirmed address that letters reach (<see cref="Reach"/>); who is out of reach meanwhile is made up for.</summary>
    /// <param name="services">The site's things; each batch takes a scope of its own, so that memory stays flat.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="dryRun">Whether to write nothing.</param>
    /// <param name="say">Hears of every letter: name, address, how many lines.</param>
    /// <param name="onlyWaiting">Whether who chose only since, or was looked through already, is passed over.</param>
    /// <param name="stop">Stops between letters.</param>
    public static async Task<DigestRun> Send(IServiceProvider services, Issue issue, bool dryRun, Action<string>? say = null, bool onlyWaiting = false, CancellationToken stop = default)
    {
        var (run, all) = (new DigestRun(issue, dryRun, onlyWaiting, say), Array.Empty<long>());
        await using (var scope = services.CreateAsyncScope())
            all = await run.Waiting(scope.ServiceProvider.GetRequiredService<CommonsDb>(), scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()).Select(r => r.Member.Id).ToArrayAsync(stop);
        await Parallel.ForEachAsync(all.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (members, stop) =>
        {
            await using var scope = services.CreateAsyncScope();
            await run.Batch(scope.ServiceProvider, members, stop);
        });
        return run;
    }

    IQueryable<Reached> Waiting(CommonsDb db, DateTimeOffset now)
    {
        var (rhythm, hour, day, until, sent) = (Issue.Rhythm, Issue.Hours.Hour, Issue.Hours.Day, Issue.Until, db.DigestsSent.AsQueryable());
        var letters = db.Subscriptions.AsNoTracking().Where(s => s.Rhythm == rhythm && s.Hour == hour && s.Day == day && s.Comes);
        if (onlyWaiting)
            letters = letters.Where(s => s.Since < until && (s.LookedUntil == null || s.LookedUntil < until));
        var muted = Reach.Muted(db, now);
        return from letter in letters
               join member in db.Members.AsNoTracking() on letter.MemberId equals member.Id
               where member.EmailConfirmed && member.Email != null && !muted.Any(r => r.Key == member.NormalizedEmail) && !sent.Any(d => d.MemberId == member.Id && d.Rhythm == rhythm && d.Until == until)
               orderby member.Id
               select new Reached { Letter = letter, Member = member };
    }

    async Task Batch(IServiceProvider things, long[] members, CancellationToken stop)
    {
        var (db, rhythm, until) = (things.GetRequiredService<CommonsDb>(), Issue.Rhythm.ToString(), Issue.Until);
        // Places are read over a line of their own: not while this one is held, when all others may wait for it
        _ = things.GetRequiredService<Gazetteer>().All;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Whoever else writes to the same members, this issue or another, waits here until this batch is committed or gone, and then sees what it told
        if (!dryRun)
            await db.Database.ExecuteSqlAsync($"select from digests.subscription where member_id = any({members}) order by member_id, rhythm for update", stop);
        var (due, looked) = (await Waiting(db, things.GetRequiredService<TimeProvider>().GetUtcNow()).Where(r => members.Contains(r.Member.Id)).ToListAsync(stop), new List<long>());
        var readers = await Reader.OfAll(things, [.. due.Select(r => r.Member.Id)], Issue, due.Select(r => r.Letter.LooksFrom(Issue)).DefaultIfEmpty(Issue.From).Min(), stop);
        foreach (var one in due)
            if (await Write(things, db, readers[one.Member.Id], one.Letter, one.Member, stop))
                looked.Add(one.Member.Id);
        if (!dryRun)
            await db.Database.ExecuteSqlAsync($"update digests.subscription set looked_until = greatest(looked_until, {until}) where member_id = any({looked.ToArray()}) and rhythm = {rhythm}", stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
