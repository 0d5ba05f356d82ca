using KmCommons.Foundation;
using KmCommons.Thai;
using KmCommons.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>Empties what is left in blogs to practise in, when their day has come. It stands here since it goes through every place where texts lie, as <see cref="Leaving"/> does.
/// What was taken along into a real blog is no longer there and stays.</summary>
public static class PracticeEnd
{
    /// <summary>Does it for every cohort whose day has come.</summary>
    public static async Task Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var today = ThaiDate.Day(now);
        foreach (var cohort in await db.Cohorts.Include(c => c.Learners).Where(c => c.EmptiedAt == null && c.Practice.GoneOn <= today).OrderBy(c => c.Id).ToListAsync(stop))
        {
            await using var whole = await db.Database.BeginTransactionAsync(stop);
            await Leaving.Empty(db, "(select i.number from content.item i join content.blog b on b.id = i.blog_id where b.practice_id = {0})", cohort.Id, "หมดเวลาฝึกเขียนแล้ว");
            await db.Database.ExecuteSqlAsync($"update content.comment set text = '', html = '', state = 'Removed' where number in (select i.number from content.item i join content.blog b on b.id = i.blog_id where b.practice_id = {cohort.Id})", stop);
            await db.Database.ExecuteSqlAsync($"update content.item set blog_id = null where blog_id in (select id from content.blog where practice_id = {cohort.Id})", stop);
            await db.Database.ExecuteSqlAsync($"delete from content.blog_writer where blog_id in (select id from content.blog where practice_id = {cohort.Id})", stop);
            await db.Database.ExecuteSqlAsync($"delete from content.blog where practice_id = {cohort.Id}", stop);
            // The list was for the training: who never came, and every address, is forgotten with it
            cohort.Learners.RemoveAll(l => l.MemberId is null);
            foreach (var learner in cohort.Learners)
                learner.Email = null;
            cohort.EmptiedAt = now;
            await db.SaveChangesAsync(stop);
            await whole.CommitAsync(stop);
        }
    }
}
