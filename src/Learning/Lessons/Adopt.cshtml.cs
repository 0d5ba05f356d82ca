using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Says that one's place took a lesson up: <c>/lesson/7/adopt</c>; with <c>?adoption=</c> tells one anew.</summary>
[Needs(Deed.Adopt)]
public sealed class Adopt(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Site site, SpamWords spam, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>The one that is told anew; null for a new one.</summary>
    [BindProperty(SupportsGet = true)] public long? Adoption { get; set; }
    /// <summary>The place's code.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>A village in words.</summary>
    [BindProperty] public string? PlaceName { get; set; }
    /// <summary>The circle that took it up.</summary>
    [BindProperty] public long? Circle { get; set; }
    /// <summary>The day as typed.</summary>
    [BindProperty] public string? Day { get; set; }
    /// <summary>Which day was meant, when the typed one can be several: <c>yyyy-MM-dd</c>.</summary>
    [BindProperty] public string? WhichDay { get; set; }
    /// <summary>What came of it.</summary>
    [BindProperty] public AdoptionOutcome Outcome { get; set; }
    /// <summary>The same in a line or two.</summary>
    [BindProperty] public string? Said { get; set; }
    /// <summary>How many households, as typed.</summary>
    [BindProperty] public string? Households { get; set; }
    /// <summary>The item that tells of it: its number or address, as typed.</summary>
    [BindProperty] public string? Item { get; set; }
    /// <summary>From whose it was taken; null for the source itself.</summary>
    [BindProperty] public long? From { get; set; }

    /// <summary>The lesson.</summary>
    public Lesson Lesson { get; private set; } = null!;
    /// <summary>Who took it up before.</summary>
    public AdoptionChain Chain { get; private set; } = null!;
    /// <summary>The circles the viewer is in.</summary>
    public IReadOnlyList<(long Id, string Name)> Circles { get; private set; } = [];
    /// <summary>The days that the typed one can mean, when the writer is asked.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Where another took it up, in words.</summary>
    public string Where(Adoption one, bool english) => string.Join(' ', new[] { one.PlaceName, gazetteer.Says(one.PlaceCode, english) }.Where(w => w.Length > 0));

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(long card)
    {
        var stored = await Ready(card);
        if (stored is null)
        {
            Place = await db.Members.Where(m => m.Id == viewer.Id).Select(m => m.TambonCode).SingleOrDefaultAsync(HttpContext.RequestAborted) ?? viewer.Roles.Select(r => r.PlaceCode).FirstOrDefault(p => p?.Length >= 4);
            return;
        }
        (Place, PlaceName, Circle, Outcome, Said, From) = (stored.PlaceCode, stored.PlaceName, stored.CircleId, stored.Outcome, stored.Said, stored.FromId);
        (Day, Households, Item) = (stored.OnDay is { } day ? ThaiDate.Short(day, Words.IsEnglish(Request)) : null, stored.Households?.ToString(CultureInfo.InvariantCulture), stored.Number?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPostAsync(long card)
    {
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        var stored = await Ready(card);
        if (Lesson.WithdrawnAt is not null)
            throw new Refused(409, "บัตรนี้ถูกเก็บกลับแล้ว");
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        var day = EventDay.Read(Day, ThaiDate.Day(now), nameof(Day));
        Days = day.Choices;
        var said = new AdoptionSaid
        {
            PlaceCode = gazetteer.Find(Place) is { Level: not PlaceLevel.Province } place ? place.Code : throw new Refused(422, "เลือกตำบลหรืออำเภอจากรายการ", nameof(Place)),
            PlaceName = PlaceName ?? "", CircleId = Circle is null || Circle == stored?.CircleId || Circles.Any(c => c.Id == Circle) ? Circle : throw Refused.NotAllowed(),
            OnDay = day.Settle(WhichDay, nameof(Day)), Outcome = Outcome, Said = Said ?? "", Households = AdoptionSaid.HouseholdsIn(Households), Number = LessonSaid.NumberIn(Item, site, nameof(Item)), FromId = From,
        };
        paces.Count(Lesson.Pace, viewer.Id);
        await LessonSaid.MustPass(db, viewer, $"{PlaceName}\n{Said}", spam, site, nameof(Said), now, stop);
        var told = await KmCommons.Learning.Adoption.Tell(db, viewer, Lesson, stored, said, now, stop);
        await db.SaveChangesAsync(stop);
        HttpContext.Say("ขอบคุณที่บอก คนต่อไปจะได้ไม่ต้องเริ่มใหม่");
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"{Lesson.Url}#a{told.Id}"));
    }

    async Task<Adoption?> Ready(long card)
    {
        var stop = HttpContext.RequestAborted;
        Lesson = await LessonSight.Find(db, viewer, card, stop);
        Chain = await AdoptionChain.Of(db, viewer, Lesson, stop);
        Circles = [.. (await db.Circles.AsNoTracking().Where(c => viewer.Circles.Contains(c.Id)).OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(stop)).Select(c => (c.Id, c.Name))];
        if (Adoption is not { } id)
            return null;
        var stored = await db.Adoptions.SingleOrDefaultAsync(a => a.Id == id && a.LessonId == card, stop) ?? throw Refused.NotFound();
        return stored.MemberId == viewer.Id ? stored : throw Refused.NotAllowed();
    }
}
