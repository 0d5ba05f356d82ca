using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Training;

/// <summary>What somebody practised, as plain text for themselves: before it is gone, on their page and in a letter.</summary>
public static class PracticeTexts
{
    /// <summary>So many days before everything is gone the letter comes.</summary>
    public const int DaysBefore = 7;

    /// <summary>All that a learner wrote in a cohort's blogs, as typed; empty when nothing.</summary>
    public static async Task<string> Of(CommonsDb db, long practice, long member, CancellationToken stop)
    {
        var numbers = await db.Items.Where(i => i.AuthorId == member && i.Blog!.PracticeId == practice).OrderBy(i => i.Number).Select(i => i.Number).ToListAsync(stop);
        var texts = new List<string>();
        foreach (var number in numbers)
            if (await db.Revisions.AsNoTracking().Where(r => r.Number == number).OrderByDescending(r => r.Nth).FirstOrDefaultAsync(stop) is { } newest)
                texts.Add($"# {newest.Title}\n\n{string.Join("\n\n", newest.Texts)}\n");
        return string.Join("\n---\n\n", texts);
    }

    /// <summary>Writes to who has something left in a blog that is gone within a week, once, with all of it.</summary>
    public static async Task Warn(IServiceProvider things, CancellationToken stop)
    {
        var (db, outbox, site, words) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<Outbox>(), things.GetRequiredService<Site>(), things.GetRequiredService<Words>());
        var soon = ThaiDate.Day(things.GetRequiredService<TimeProvider>().GetUtcNow()).AddDays(DaysBefore);
        foreach (var cohort in await db.Cohorts.AsNoTracking().Include(c => c.Practice).Include(c => c.Learners).Where(c => c.EmptiedAt == null && c.Practice.GoneOn <= soon).OrderBy(c => c.Id).ToListAsync(stop))
        {
            var ids = cohort.Learners.Select(l => l.MemberId).OfType<long>().ToArray();
            foreach (var member in await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id) && m.Email != null && m.EmailConfirmed).OrderBy(m => m.Id).ToListAsync(stop))
            {
                if (!Outbox.CanReach(member.Email) || await Of(db, cohort.Id, member.Id, stop) is not { Length: > 0 } text)
                    continue;
                var w = words.In(member.Language);
                await outbox.Put("practice-gone", $"{cohort.Id}-{member.Id}", member.Email!, member.DisplayName, w["สมุดฝึกเขียนของท่านหายไปวันที่ {0}", ThaiDate.Long(cohort.Practice.GoneOn)],
                    $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["ทุกอย่างที่ท่านฝึกเขียนอยู่ข้างล่าง ถ้าอยากให้คนอื่นได้อ่าน ย้ายไปสมุดจริงได้ที่"]}\n{site.Address}{cohort.Url}\n\n{text}\n");
            }
        }
        await db.SaveChangesAsync(stop);
    }

}
