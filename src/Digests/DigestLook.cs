using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>Asks once more, at the moment of sending, who may see what a digest shows. What was hidden since it was composed does not go out: the letter is taken back and composed anew at the next turn. Who left meanwhile gets none.</summary>
static class DigestLook
{
    /// <summary>What <see cref="LastLook"/> asks: for all letters at once what everybody may see, and of what is left, reader by reader.</summary>
    public static async Task<IReadOnlyList<OutboxLetter>> Stay(CommonsDb db, IReadOnlyList<OutboxLetter> letters, DateTimeOffset now, CancellationToken stop)
    {
        var (stay, back, ids, coming) = (new List<OutboxLetter>(), new List<(DigestSent Sent, bool Comes)>(), letters.Select(l => l.MessageId).ToArray(), db.Subscriptions.Where(s => s.Comes));
        var all = await db.DigestsSent.AsNoTracking().Where(s => ids.Contains(s.MessageId))
            .Select(s => new { Sent = s, Comes = coming.Any(l => l.MemberId == s.MemberId && l.Rhythm == s.Rhythm) }).ToListAsync(stop);
        var open = await Open(db, [.. all.SelectMany(a => a.Sent.Shown).Distinct()], stop);
        var standing = await Standing(db, [.. all.SelectMany(a => a.Sent.ShownComments).Distinct()], stop);
        foreach (var one in all)
            if (!(one.Comes && one.Sent.ShownComments.All(standing.Contains) && await IsSeen(db, one.Sent.MemberId, [.. one.Sent.Shown.Where(n => !open.Contains(n))], now, stop)))
                back.Add((one.Sent, one.Comes));
        // In the one order in which digests are written too: two that want each other's rows would both wait for ever
        var whose = back.Select(b => b.Sent.MemberId).ToArray();
        if (whose.Length > 0)
            await db.Database.ExecuteSqlAsync($"select from digests.subscription where member_id = any({whose}) order by member_id, rhythm for update", stop);
        foreach (var (sent, comes) in back)
        {
            var (me, rhythm, until) = (sent.MemberId, sent.Rhythm, sent.Until);
            await db.DigestsSent.Where(s => s.MemberId == me && s.Rhythm == rhythm && s.Until == until).ExecuteDeleteAsync(stop);
            if (comes)
                await db.Subscriptions.Where(s => s.MemberId == me && s.Rhythm == rhythm).ExecuteUpdateAsync(set => set.SetProperty(s => s.LookedUntil, sent.LookedFrom), stop);
            stay.Add(letters.First(l => l.MessageId == sent.MessageId));
        }
        return stay;
    }

    static async Task<HashSet<long>> Open(CommonsDb db, long[] numbers, CancellationToken stop) =>
        numbers.Length == 0 ? [] : [.. await db.Items.VisibleTo(Viewer.Anonymous).Where(i => numbers.Contains(i.Number)).Select(i => i.Number).ToListAsync(stop)];

    static async Task<HashSet<long>> Standing(CommonsDb db, long[] comments, CancellationToken stop) =>
        comments.Length == 0 ? [] : [.. await db.Comments.VisibleTo(Viewer.Anonymous).Where(c => comments.Contains(c.Id)).Select(c => c.Id).ToListAsync(stop)];

    static async Task<bool> IsSeen(CommonsDb db, long me, long[] numbers, DateTimeOffset now, CancellationToken stop) => numbers.Length == 0
        || await Readable(db, await Viewer.Of(db, me, ThaiDate.Day(now), stop)).CountAsync(i => numbers.Contains(i.Number), stop) == numbers.Length;

    /// <summary>What a letter may show to a viewer: what is out, and their own also when they have taken it back. What they see as a moderator is not for letters.</summary>
    public static IQueryable<ContentItem> Readable(CommonsDb db, Viewer viewer)
    {
        var me = viewer.Id;
        return db.Items.VisibleTo(viewer).Where(i => i.AuthorId == me || i.State == ItemState.Published && i.HiddenAt == null);
    }
}
