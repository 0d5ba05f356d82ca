using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Training;

/// <summary>Beside what lies in a blog to practise in: who reads it, and when it is gone. Beside everything else nothing, and nothing is asked.</summary>
public sealed class PracticeNotice(CommonsDb db) : ViewComponent
{
    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item) => item.Audience != Audience.Practice || item.Blog?.PracticeId is not { } practice ? Content("")
        : View("/Training/PracticeNotice.cshtml", await db.Cohorts.AsNoTracking().Include(c => c.Practice).SingleAsync(c => c.Id == practice, HttpContext.RequestAborted));
}
