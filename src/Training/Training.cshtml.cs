using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Training;

/// <summary>The cohorts that the viewer learns in, or may help in, and a form to open one: <c>/training</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class TrainingPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>How many somebody may open, and lists they may send.</summary>
    internal static readonly Pace Opens = new("Training", 60, TimeSpan.FromHours(1), "ท่านเปิดรุ่นหรือส่งรายชื่อไปหลายครั้งแล้วในชั่วโมงนี้");

    /// <summary>What it is called.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>The place that holds it.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>The first day as typed.</summary>
    [BindProperty] public string? FirstDay { get; set; }
    /// <summary>The last day as typed.</summary>
    [BindProperty] public string? LastDay { get; set; }
    /// <summary>The viewer's cohorts, newest first.</summary>
    public IReadOnlyList<Cohort> Cohorts { get; private set; } = [];
    /// <summary>Where the viewer may open one.</summary>
    public IEnumerable<Place> Places => gazetteer.All.Values.Where(p => p.ValidTo is null && viewer.May(Deed.Train, new(p.Code))).OrderBy(p => p.Code, StringComparer.Ordinal);
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;

    /// <summary>Whether the viewer may help there.</summary>
    public bool MayTrain(Cohort cohort) => viewer.May(Deed.Train, new(cohort.PlaceCode));

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Cohorts = [.. (await db.Cohorts.AsNoTracking().Include(c => c.Learners).OrderByDescending(c => c.FirstDay).ThenByDescending(c => c.Id).ToListAsync(HttpContext.RequestAborted))
        .Where(c => MayTrain(c) || c.CoachId == viewer.Id || c.Learners.Exists(l => l.MemberId == viewer.Id))];

    /// <summary>Opens one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        var place = gazetteer.Find(Place)?.Code;
        viewer.Must(Deed.Train, new(place));
        paces.Count(Opens, viewer.Id);
        var cohort = Cohort.Open(db, Name, place ?? throw new Refused(422, "เลือกพื้นที่จากรายการ", "Place"), FirstDay, LastDay, viewer.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เปิดรุ่นแล้ว ใส่รายชื่อ หรือแจกรหัสของรุ่นได้เลย");
        return Redirect(cohort.Url + "/coach");
    }
}
