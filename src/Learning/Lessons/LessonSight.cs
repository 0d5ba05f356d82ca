using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Who may see a lesson: never more people than may read its source, now.</summary>
public static class LessonSight
{
    extension(IQueryable<Lesson> lessons)
    {
        /// <summary>The lessons whose source this viewer may read, and whose paragraph they may read too: it stands in the source still, or in a revision that readers may open. Those that were taken back are among them; see <c>Standing</c>.</summary>
        public IQueryable<Lesson> VisibleTo(CommonsDb db, Viewer viewer)
        {
            var (seen, revisions) = (db.Items.VisibleTo(viewer).Listed(), db.Revisions);
            return lessons.Where(l => seen.Any(i => i.Number == l.SourceNumber
                && (revisions.Any(r => r.Number == i.Number && r.Nth == l.Nth && r.StruckAt == null && r.Nth >= (i.OpenFrom ?? int.MaxValue)) || i.Words.Contains(l.Paragraph))));
        }

        /// <summary>Those that were not taken back: what belongs in lists. Used after <c>VisibleTo</c>.</summary>
        public IQueryable<Lesson> Standing() => lessons.Where(l => l.WithdrawnAt == null);
    }

    extension(Lesson lesson)
    {
        /// <summary>Whether this viewer may keep it: who made it, who facilitates or moderates where its source is from. The source must be loaded.</summary>
        public bool IsKeptBy(Viewer viewer) => viewer.May(Deed.KeepLesson, lesson.Ground) || viewer.May(Deed.Moderate, lesson.Ground);
    }

    /// <summary>A card that this viewer may see, with its source and who made it, followed by the database.</summary>
    /// <exception cref="Refused">404: there is none, or it was taken back and is not theirs to keep.</exception>
    public static async Task<Lesson> Find(CommonsDb db, Viewer viewer, long id, CancellationToken stop) =>
        await db.Lessons.VisibleTo(db, viewer).Include(l => l.Source.Author).Include(l => l.Maker).SingleOrDefaultAsync(l => l.Id == id, stop) is { } lesson && (lesson.WithdrawnAt is null || lesson.IsKeptBy(viewer)) ? lesson : throw Refused.NotFound();
}

/// <summary>Where lessons lie.</summary>
public static class LessonTables
{
    extension(CommonsDb db)
    {
        /// <summary>Lessons; a query that leaves the server goes on with <c>VisibleTo</c>.</summary>
        public DbSet<Lesson> Lessons => db.Set<Lesson>();
        /// <summary>Who took lessons up; who may see one is asked of its lesson.</summary>
        public DbSet<Adoption> Adoptions => db.Set<Adoption>();
    }

    /// <summary>Maps them.</summary>
    internal static void Map(ModelBuilder model)
    {
        model.Entity<Lesson>(lesson =>
        {
            lesson.ToTable("lesson", "learning");
            lesson.HasOne(l => l.Source).WithMany().HasForeignKey(l => l.SourceNumber);
            lesson.HasOne(l => l.Maker).WithMany().HasForeignKey(l => l.MakerId);
            lesson.Ignore(l => l.Ground);
        });
        model.Entity<Adoption>(adoption =>
        {
            adoption.ToTable("adoption", "learning");
            adoption.HasOne(a => a.Lesson).WithMany().HasForeignKey(a => a.LessonId);
            adoption.HasOne(a => a.Member).WithMany().HasForeignKey(a => a.MemberId);
            adoption.HasOne(a => a.Circle).WithMany().HasForeignKey(a => a.CircleId);
        });
    }
}
