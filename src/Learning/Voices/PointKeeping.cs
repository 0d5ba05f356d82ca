using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Keeps points at their lines when a review is revised: by whatever door, since it looks at what is about to be saved. A line whose wording was mended is a new row; the voices behind it stay behind it.
/// One that says something else has no voices, until an old revision with the old words comes back.</summary>
static class PointKeeping
{
    /// <summary>Looks at what is about to be saved.</summary>
    public static async Task Look(CommonsDb db, CancellationToken stop)
    {
        var added = db.ChangeTracker.Entries<AarLine>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        foreach (var aar in db.ChangeTracker.Entries<Aar>().Where(e => e.State is EntityState.Unchanged or EntityState.Modified).Select(e => e.Entity).Where(a => a.Lines.Exists(added.Contains)).ToList())
        {
            var free = added.FindAll(aar.Lines.Contains);
            // Those that stand at a line that goes, or at none
            var gone = db.ChangeTracker.Entries<AarLine>().Where(e => e.State == EntityState.Deleted).Select(e => e.Entity.Id).ToHashSet();
            var points = await db.VoicePoints.Include(p => p.Line).Where(p => p.Number == aar.Number).OrderBy(p => p.Id).ToListAsync(stop);
            free.RemoveAll(l => points.Exists(p => p.Line == l));
            foreach (var point in points.FindAll(p => p.Line is null || gone.Contains(p.Line.Id)))
            {
                var was = point.Line?.Text ?? VoiceLine.Settled(point.Question, point.Text)?.Text ?? "";
                if (Mending.Of(was, free.Where(l => l.Question == point.Question), l => l.Text) is not { } line || point.Line is null && line.Text != was)
                    continue;
                point.Line = line;
                free.Remove(line);
            }
        }
    }
}
