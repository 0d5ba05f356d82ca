using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Above a form in which an answer is written: the question, kept in view, and its number for the form to bring back.</summary>
public sealed class QuestionKept(CommonsDb db, Viewer viewer, LinkTitles titles) : ViewComponent
{
    /// <summary>Shows the question that the address names, or the ones that this item answers already.</summary>
    public async Task<IViewComponentResult> InvokeAsync(long? question, long? item)
    {
        var stop = HttpContext.RequestAborted;
        var ids = item is null ? [] : await db.Answers.Where(a => a.Number == item).OrderBy(a => a.Id).Select(a => a.QuestionId).Take(Answer.Most).ToListAsync(stop);
        var asked = new List<Comment>();
        foreach (var id in ids.Concat(question is { } one ? [one] : []).Distinct())
            if (await Question.Find(db, viewer, id, stop) is { } found)
                asked.Add(found);
        if (asked.Count == 0)
            return Content("");
        await titles.Know(asked.Select(a => a.Html), stop);
        return View("/Content/QuestionKept.cshtml", (asked, titles, question));
    }
}
