using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Beside an item: the lesson cards made of it, and for a member the way to make one. One question by an index; an item without cards shows nothing to a reader.</summary>
public sealed class LessonsBeside(CommonsDb db, Viewer viewer) : ViewComponent
{
    const int Most = 5;

    /// <summary>What is shown.</summary>
    /// <param name="Number">The item.</param>
    /// <param name="Lessons">Its cards, the newest first.</param>
    /// <param name="MayMake">Whether the viewer may make one.</param>
    public sealed record Shown(long Number, IReadOnlyList<(long Id, string Claim)> Lessons, bool MayMake);

    /// <summary>Shows it.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var number = item.Number;
        var lessons = await db.Lessons.VisibleTo(db, viewer).Standing().Where(l => l.SourceNumber == number).OrderByDescending(l => l.Id).Take(Most).Select(l => new { l.Id, l.Claim }).ToListAsync(HttpContext.RequestAborted);
        var may = item.IsListed && viewer.May(Deed.MakeLesson, new(item.PlaceCode, item.CircleId));
        return lessons.Count == 0 && !may ? Content("") : View("/Learning/Lessons/LessonsBeside.cshtml", new Shown(number, [.. lessons.Select(l => (l.Id, l.Claim))], may));
    }
}
