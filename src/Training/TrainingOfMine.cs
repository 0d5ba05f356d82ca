using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Training;

/// <summary>On one's own page: the newest cohort one learns in and where one is; nothing when there is none, or it is over.</summary>
public sealed class TrainingOfMine(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>What is shown.</summary>
    public sealed record Shown(Cohort Cohort, Progress Progress);

    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var stop = HttpContext.RequestAborted;
        var id = await db.Cohorts.Where(c => c.EmptiedAt == null && c.Learners.Any(l => l.MemberId == viewer.Id)).OrderByDescending(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(stop);
        if (id == 0)
            return Content("");
        var cohort = await Cohort.Find(db, id, stop);
        return View("/Training/TrainingOfMine.cshtml", new Shown(cohort, (await Progress.Of(db, cohort, stop)).First(p => p.Learner.MemberId == viewer.Id)));
    }
}
