using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A lesson card: what works, the paragraph it stands on, and who took it up: <c>/lesson/7</c>.</summary>
[OpenToAll, Cached]
public sealed class LessonPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The card.</summary>
    public Lesson Lesson { get; private set; } = null!;
    /// <summary>Who took it up.</summary>
    public AdoptionChain Chain { get; private set; } = null!;
    /// <summary>Whether the paragraph stands in the source as it did.</summary>
    public bool Stands => Lesson.Source.Words.Contains(Lesson.Paragraph, StringComparison.Ordinal);
    /// <summary>Whether the viewer may say it in other words.</summary>
    public bool MayRevise => viewer.May(Deed.KeepLesson, Lesson.Ground);
    /// <summary>Whether the viewer may take it back.</summary>
    public bool IsKept => Lesson.IsKeptBy(viewer);
    /// <summary>Whether the viewer may let it be read again.</summary>
    public bool MayOpen => IsKept && (Lesson.MakerId != viewer.Id || Lesson.WithdrawnById == viewer.Id);
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Whether the viewer may take an adoption away.</summary>
    public bool MayTake(Adoption one) => one.MayBeTakenBy(viewer, Lesson);
    /// <summary>Where an adoption is, in words.</summary>
    public string Where(Adoption one, bool english) => string.Join(' ', new[] { one.PlaceName, gazetteer.Says(one.PlaceCode, english) }.Where(w => w.Length > 0));

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long card)
    {
        Lesson = await LessonSight.Find(db, viewer, card, HttpContext.RequestAborted);
        Chain = await AdoptionChain.Of(db, viewer, Lesson, HttpContext.RequestAborted);
    }

    /// <summary>Takes it back.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(long card) => Withdraw(card, withdraws: true);

    /// <summary>Lets it be read again.</summary>
    public Task<IActionResult> OnPostOpenAsync(long card) => Withdraw(card, withdraws: false);

    /// <summary>Takes an adoption away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(long card, long adoption)
    {
        await OnGetAsync(card);
        var one = await db.Adoptions.SingleOrDefaultAsync(a => a.Id == adoption && a.LessonId == card, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        if (!one.MayBeTakenBy(viewer, Lesson))
            throw Refused.NotAllowed();
        db.Adoptions.Remove(one);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เอาที่บอกไว้ออกแล้ว");
        return Redirect(Lesson.Url);
    }

    async Task<IActionResult> Withdraw(long card, bool withdraws)
    {
        await OnGetAsync(card);
        Lesson.Withdraw(viewer, withdraws, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(withdraws ? "เก็บบัตรกลับแล้ว คนอื่นไม่เห็น" : "เปิดบัตรให้อ่านอีกแล้ว");
        return Redirect(Lesson.Url);
    }
}
