using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>One's own promises, and what became of them: <c>/me/promises</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class PromisesPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>What became of it.</summary>
    [BindProperty] public PromiseAnswer Answer { get; set; }
    /// <summary>What it became, or why not.</summary>
    [BindProperty] public string? Said { get; set; }
    /// <summary>The promise that is answered; 0 for none.</summary>
    [BindProperty] public long Id { get; set; }

    /// <summary>The promises: those that wait first, by their day.</summary>
    public List<Promise> Promises { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Promises = await db.PromisesOf(viewer).OrderBy(p => p.Answer != null).ThenBy(p => p.Due).ThenBy(p => p.Id).Take(200).ToListAsync(HttpContext.RequestAborted);

    /// <summary>Says what became of one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            throw new Refused(422, "เลือกว่าทำแล้ว เปลี่ยน หรือไม่ได้ทำ", "Answer");
        (Promises.Find(p => p.Id == Id) ?? throw Refused.NotFound()).Tell(Answer, Said, ThaiDate.Day(clock.GetUtcNow()));
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ขอบคุณที่บอก คำตอบอยู่ข้างบรรทัดนั้นในใบถอดบทเรียน");
        return Redirect("/me/promises");
    }
}
