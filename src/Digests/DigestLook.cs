using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>Asks once more, at the moment of sending, who may see what a digest shows. What was hidden since it was composed does not go out: the letter is taken back and composed anew at the next turn. Who left meanwhile gets none.</summary>
static class DigestLook
{
    /// <summary>What <see cref="LastLook"/> asks.</summary>
    public static async Task<bool> MayGo(CommonsDb db, OutboxLetter letter, DateTimeOffset now, CancellationToken stop)
    {
        var id = letter.MessageId;
        if (await db.DigestsSent.AsNoTracking().SingleOrDefaultAsync(s => s.MessageId == id, stop) is not { } sent)
            return true;
        var (me, rhythm, until, shown, comments) = (sent.MemberId, sent.Rhythm, sent.Until, sent.Shown, sent.ShownComments);
        var comes = await db.Subscriptions.AnyAsync(s => s.MemberId == me && s.Rhythm == rhythm && s.Comes, stop);
        if (comes && await IsSeen(db, await Viewer.Of(db, me, ThaiDate.Day(now), stop), shown, comments, stop))
            return true;
        await db.DigestsSent.Where(s => s.MemberId == me && s.Rhythm == rhythm && s.Until == until).ExecuteDeleteAsync(stop);
        if (comes)
            await db.Subscriptions.Where(s => s.MemberId == me && s.Rhythm == rhythm).ExecuteUpdateAsync(set => set.SetProperty(s => s.LookedUntil, sent.LookedFrom), stop);
        return false;
    }

    static async Task<bool> IsSeen(CommonsDb db, Viewer viewer, long[] numbers, long[] comments, CancellationToken stop)
    {
        var me = viewer.Id;
        var items = await db.Items.VisibleTo(viewer).CountAsync(i => numbers.Contains(i.Number) && (i.AuthorId == me || i.State == ItemState.Published && i.HiddenAt == null), stop);
        return items == numbers.Length && (comments.Length == 0 || await db.Comments.VisibleTo(viewer).CountAsync(c => comments.Contains(c.Id) && c.State == CommentState.Shown, stop) == comments.Length);
    }
}
