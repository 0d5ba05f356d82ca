using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What the item page shows of a review: the one line, the event, the four questions and who spoke. <c>?form=army</c> asks in the Army's words.</summary>
public sealed class AarBody(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>Shows the review that has this item's number; the page has asked who may see the item.</summary>
    public async Task<IViewComponentResult> InvokeAsync(ContentItem item)
    {
        var aar = await db.Aars.AsNoTracking().AsSplitQuery().Include(a => a.Lines).Include(a => a.People).ThenInclude(p => p.Member).SingleAsync(a => a.Number == item.Number, HttpContext.RequestAborted);
        return View("/Learning/AarBody.cshtml", new AarShown(aar, item, AarForm.Of(HttpContext.Request.Query["form"]))
        {
            Said = await SaidPage.Counts(db, item.Number, HttpContext.RequestAborted),
            Promises = (await db.Promises.AsNoTracking().Include(p => p.Member).Where(p => p.Number == item.Number && (p.LineId != null || p.VoiceLine!.Point!.LineId != null)).OrderBy(p => p.Due).ThenBy(p => p.Id)
                .Select(p => new { Line = p.LineId ?? p.VoiceLine!.Point!.LineId, Promise = p }).ToListAsync(HttpContext.RequestAborted)).ToLookup(p => p.Line!.Value, p => p.Promise),
            MayRevise = viewer.May(Deed.Reflect, item.GroundFor(viewer)),
        });
    }
}

/// <summary>A review on its page.</summary>
/// <param name="Aar">The review.</param>
/// <param name="Item">Its row.</param>
/// <param name="Form">The words in which the questions are put.</param>
public sealed record AarShown(Aar Aar, ContentItem Item, AarForm Form)
{
    /// <summary>How many people's voices stand behind a line, by its id.</summary>
    public IReadOnlyDictionary<long, int> Said { get; init; } = new Dictionary<long, int>();
    /// <summary>What members promised, by the id of the line it stands at.</summary>
    public ILookup<long, Promise> Promises { get; init; } = Array.Empty<Promise>().ToLookup(p => p.Id);
    /// <summary>Whether the viewer may revise it, and so ask for voices.</summary>
    public bool MayRevise { get; init; }
}
