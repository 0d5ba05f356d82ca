using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Keeps promises at the lines that name who gave them when a review is revised: by whatever door, since it looks at what is about to be saved. Who was asked is not asked again because a word was mended, and what they answered is not lost with a line;
/// it is found again when the line comes back. A line that names somebody else is no longer theirs.</summary>
static class PromiseKeeping
{
    sealed record Loose(Promise Promise, string Text, string Due, string[] Names);

    /// <summary>Looks at what is about to be saved.</summary>
    public static async Task Look(CommonsDb db, CancellationToken stop)
    {
        var changed = db.ChangeTracker.Entries<AarLine>().Where(e => e.Entity.Question == AarQuestion.Next && e.State is not EntityState.Unchanged).ToDictionary(e => e.Entity);
        foreach (var aar in changed.Count == 0 ? [] : db.ChangeTracker.Entries<Aar>().Where(e => e.State is EntityState.Unchanged or EntityState.Modified).Select(e => e.Entity).ToList())
        {
            var (loose, today) = (new List<Loose>(), ThaiDate.Day(aar.Item.RevisedAt ?? aar.Item.CreatedAt));
            var promises = await db.Promises.Include(p => p.Member).Include(p => p.Line).Where(p => p.Number == aar.Number && p.VoiceLineId == null).OrderBy(p => p.Id).ToListAsync(stop);
            foreach (var promise in promises)
            {
                var entry = promise.Line is { } was ? changed.GetValueOrDefault(was) : null;
                if (promise.Line is not null && entry is null)
                    continue;
                // As the line was typed when it was taken for theirs: they may be called otherwise by now
                string[] names = [promise.Member.DisplayName, promise.Member.Address, .. entry is null ? Array.Empty<string>() : [entry.Property(l => l.Who).OriginalValue]];
                var due = entry?.Property(l => l.Due).OriginalValue ?? "";
                if (entry is { State: EntityState.Modified } && names.Contains(entry.Entity.Who))
                {
                    promise.StandAt(entry.Entity, due, today);
                    continue;
                }
                loose.Add(new(promise, promise.Line?.Text ?? promise.Text, due, names));
                promise.StandAt(null, due, today);
            }
            // What one gave up may be another's now
            foreach (var one in loose)
            {
                one.Promise.StandAt(Mending.Of(one.Text, aar.Of(AarQuestion.Next).Where(l => one.Names.Contains(l.Who) && !promises.Exists(p => p.Line == l)), l => l.Text), one.Due, today);
                if (one.Promise is { Line: null, AskedAt: null, Answer: null })
                    db.Remove(one.Promise);
            }
        }
    }
}
