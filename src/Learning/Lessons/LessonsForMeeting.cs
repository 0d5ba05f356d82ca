using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Learning;

/// <summary>For who plans a meeting: up to five lessons that fit, each with why; nothing when none does. It is on no kept page: only who calls meetings sees it.</summary>
public sealed class LessonsForMeeting(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : ViewComponent
{
    /// <summary>Shows them.</summary>
    /// <param name="meeting">What is known of the meeting.</param>
    /// <param name="action">Where a lesson is put among the matters.</param>
    /// <param name="isInForm">Whether this stands within the meeting's own form: then everything typed stays.</param>
    public async Task<IViewComponentResult> InvokeAsync(PlannedMeeting meeting, string action, bool isInForm)
    {
        // What is among the matters already is not proposed again
        var there = meeting.Texts.Select(t => FittingLesson.CardIn(t).Card).OfType<long>().ToHashSet();
        var lessons = (await FittingLessons.For(db, viewer, gazetteer, meeting, HttpContext.RequestAborted)).Where(l => !there.Contains(l.Id)).ToList();
        return lessons.Count == 0 ? Content("") : View("/Learning/Lessons/_FittingLessons.cshtml", ((IReadOnlyList<FittingLesson>)lessons, action, isInForm));
    }
}
