using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>The moderators' work: what was reported, what is hidden: <c>/moderate</c>. One item and its ruling: <c>/moderate?number=1042</c>.</summary>
[Needs(Deed.Moderate)]
public sealed class ModeratePage(CommonsDb db, Viewer viewer, Outbox outbox, Words words, TimeProvider clock) : PageModel
{
    /// <summary>Reports that wait, within the viewer's places, oldest first.</summary>
    public IReadOnlyList<Report> Waiting { get; private set; } = [];
    /// <summary>What is hidden now, within the viewer's places.</summary>
    public IReadOnlyList<ContentItem> Hidden { get; private set; } = [];
    /// <summary>The item to decide about; null for the list alone.</summary>
    public ContentItem? Item { get; private set; }
    /// <summary>Its number.</summary>
    [BindProperty(SupportsGet = true)] public long? Number { get; set; }
    /// <summary>Why.</summary>
    [BindProperty] public string? Reason { get; set; }

    /// <summary>Shows the work.</summary>
    public Task OnGetAsync() => Load();

    /// <summary>Hides the item.</summary>
    public Task<IActionResult> OnPostHideAsync() => Decide(RulingDeed.Hide);

    /// <summary>Lets readers see it again.</summary>
    public Task<IActionResult> OnPostRestoreAsync() => Decide(RulingDeed.Restore);

    /// <summary>Leaves it as it is.</summary>
    public Task<IActionResult> OnPostLeaveAsync() => Decide(RulingDeed.Leave);

    async Task<IActionResult> Decide(RulingDeed deed)
    {
        await Load();
        await Ruling.Make(db, outbox, words, viewer, Item ?? throw Refused.NotFound(), deed, Reason, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ตัดสินแล้ว เหตุผลอยู่ในสมุดคำตัดสิน");
        return Redirect("/moderate");
    }

    async Task Load()
    {
        var stop = HttpContext.RequestAborted;
        var seen = db.Items.VisibleTo(viewer);
        Waiting = (await db.Reports.Include(r => r.Item).Where(r => r.SettledAt == null && seen.Any(i => i.Number == r.Number)).OrderBy(r => r.At).Take(200).ToListAsync(stop)).FindAll(r => viewer.Moderates(r.Item.PlaceCode));
        Hidden = (await seen.Where(i => i.HiddenAt != null).OrderByDescending(i => i.HiddenAt).Take(200).ToListAsync(stop)).FindAll(i => viewer.Moderates(i.PlaceCode));
        Item = Number is null ? null : await seen.SingleOrDefaultAsync(i => i.Number == Number, stop) ?? throw Refused.NotFound();
    }
}
