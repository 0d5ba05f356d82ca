using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A lesson in a list.</summary>
/// <param name="Id">The card.</param>
/// <param name="Claim">What works.</param>
/// <param name="Source">The title of its source.</param>
/// <param name="PlaceCode">Where that is, or null.</param>
/// <param name="Tags">What it is about.</param>
/// <param name="Keys">The same as keys.</param>
/// <param name="Places">In how many places it is in use.</param>
public sealed record LessonRow(long Id, string Claim, string Source, string? PlaceCode, string[] Tags, string[] Keys, int Places)
{
    /// <summary>Lessons as rows; the caller has asked who may see them.</summary>
    public static IQueryable<LessonRow> Project(IQueryable<Adoption> adoptions, IQueryable<Lesson> lessons) => lessons.Select(l => new LessonRow(l.Id, l.Claim, l.Source.Title, l.Source.PlaceCode, l.Tags, l.TagKeys,
        adoptions.Where(a => a.LessonId == l.Id && a.Outcome != AdoptionOutcome.NotHere).Select(a => a.PlaceCode).Distinct().Count()));
}

/// <summary>All lessons, newest first, by place and by tag: <c>/lessons?place=8001&amp;tag=ขยะ</c>.</summary>
[OpenToAll, Cached]
public sealed class LessonsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : PageModel
{
    const int PerPage = 20;

    /// <summary>The place where a lesson comes from or is in use.</summary>
    [FromQuery(Name = "place")] public string? Place { get; set; }
    /// <summary>What it is about.</summary>
    [FromQuery(Name = "tag")] public string? Theme { get; set; }
    /// <summary>Which page, from 1.</summary>
    [FromQuery(Name = "page")] public int Nth { get; set; } = 1;

    /// <summary>The lessons of this page.</summary>
    public IReadOnlyList<LessonRow> Rows { get; private set; } = [];
    /// <summary>How many there are, and how many pages.</summary>
    public int Total { get; private set; }
    /// <summary>How many pages.</summary>
    public int Pages => Math.Max(1, (Total + PerPage - 1) / PerPage);
    /// <summary>Whether something was asked for.</summary>
    public bool IsAsked => Place is not null || !string.IsNullOrWhiteSpace(Theme);
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>The address of another page of the same list.</summary>
    public string At(int page) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/lessons?place={Place}&tag={Uri.EscapeDataString(Theme ?? "")}&page={page}");

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var (stop, adoptions) = (HttpContext.RequestAborted, db.Adoptions);
        Place = gazetteer.Find(Place)?.Code;
        var lessons = db.Lessons.VisibleTo(db, viewer).Standing();
        if (Tag.Of(ThaiText.Normalise(Theme ?? "")) is { } tag)
            lessons = lessons.Where(l => l.TagKeys.Contains(tag.Key));
        if (Place is { } place)
            lessons = lessons.Where(l => EF.Functions.Like(l.Source.PlaceCode!, place + "%") || adoptions.Any(a => a.LessonId == l.Id && EF.Functions.Like(a.PlaceCode, place + "%")));
        Total = await lessons.CountAsync(stop);
        Nth = Math.Clamp(Nth, 1, Pages);
        Rows = await LessonRow.Project(adoptions, lessons.OrderByDescending(l => l.Id).Skip((Nth - 1) * PerPage).Take(PerPage)).ToListAsync(stop);
    }
}
