using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Training;

/// <summary>For who helps: where each learner is, the longest stuck first, and the list of learners: <c>/training/7/coach</c>. It tells steps, never texts.</summary>
[Needs(Deed.Train)]
public sealed class CoachPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Outbox outbox, Site site, Words words, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>The cohort.</summary>
    public Cohort Cohort { get; private set; } = null!;
    /// <summary>Where each is.</summary>
    public IReadOnlyList<Progress> Progress { get; private set; } = [];
    /// <summary>The list that is looked at first; null when none is.</summary>
    public LearnerList? List { get; private set; }
    /// <summary>A list as a file.</summary>
    [BindProperty] public IFormFile? Listed { get; set; }
    /// <summary>A list as text.</summary>
    [BindProperty] public string? Text { get; set; }
    /// <summary>What was done to help.</summary>
    [BindProperty] public string? Note { get; set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>How many of the list would be new.</summary>
    public int Fresh => List?.Lines.Count(l => l.Wrong.Length == 0 && !IsThere(l)) ?? 0;

    /// <summary>Whether a line's learner is in the cohort already.</summary>
    public bool IsThere(LearnerList.Line line) => Cohort.Learners.Exists(l => l.Key == line.Key);

    /// <summary>How many days somebody has been where they are.</summary>
    public int Days(Progress one) => Math.Max(0, (int)(clock.GetUtcNow() - one.Since).TotalDays);

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long cohort) => Load(cohort);

    /// <summary>Shows what a list would do.</summary>
    public async Task<IActionResult> OnPostLookAsync(long cohort)
    {
        await Load(cohort);
        var text = Text ?? "";
        if (Listed is { } file)
        {
            await using var read = file.OpenReadStream();
            var bytes = new byte[Math.Min(file.Length, 256 * 1024 + 1)];
            await read.ReadExactlyAsync(bytes, HttpContext.RequestAborted);
            text = LearnerList.Decode(bytes);
        }
        if (string.IsNullOrWhiteSpace(text))
            throw new Refused(422, "ยังไม่มีรายชื่อ เลือกไฟล์ หรือวางรายชื่อ", "Listed");
        List = LearnerList.Read(text, gazetteer);
        return Page();
    }

    /// <summary>Puts the good lines on the list.</summary>
    public async Task<IActionResult> OnPostAddAsync(long cohort)
    {
        await Load(cohort);
        paces.Count(TrainingPage.Opens, viewer.Id);
        await LearnerList.Read(Text ?? "", gazetteer).AddTo(db, Cohort, outbox, site, words.In(Language.Thai), viewer.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ใส่รายชื่อแล้ว พิมพ์ใบแจกคนที่ไม่มีอีเมลได้");
        return Redirect(Cohort.Url + "/coach");
    }

    /// <summary>Somebody was helped.</summary>
    public async Task<IActionResult> OnPostHelpedAsync(long cohort, long learner)
    {
        await Load(cohort);
        (Cohort.Learners.Find(l => l.Id == learner) ?? throw Refused.NotFound()).Help(viewer.Id, Note, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกแล้ว");
        return Redirect(Cohort.Url + "/coach");
    }

    async Task Load(long id)
    {
        Cohort = await Cohort.Find(db, id, HttpContext.RequestAborted);
        Progress = await Training.Progress.Of(db, Cohort, HttpContext.RequestAborted);
        viewer.Must(Deed.Train, new(Cohort.PlaceCode));
    }
}
