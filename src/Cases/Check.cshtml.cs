using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>Says that a story was checked, or that it is a learning source, or that it is not yet so.</summary>
[Needs(Deed.CheckCase)]
public sealed class CheckPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The story.</summary>
    public CaseStory Story { get; private set; } = null!;

    /// <summary>Shows the choice.</summary>
    public async Task OnGetAsync(long number)
    {
        await Load(number);
        viewer.Must(Deed.CheckCase, Story.Item.GroundFor(viewer));
    }

    /// <summary>Keeps what was found.</summary>
    public async Task<IActionResult> OnPostAsync(long number, CaseState state)
    {
        await Load(number);
        Story.Check(viewer, state, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกผลตรวจแล้ว ขอบคุณที่ช่วยอ่านให้");
        return Redirect(Story.Item.Url);
    }

    async Task Load(long number)
    {
        var seen = db.Items.VisibleTo(viewer).Listed();
        Story = await db.CaseStories.Include(s => s.Item.Blog!.Writers).SingleOrDefaultAsync(s => s.Number == number && seen.Any(i => i.Number == s.Number), HttpContext.RequestAborted) ?? throw Refused.NotFound();
    }
}
