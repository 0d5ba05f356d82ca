using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>Strike one old revision of an item, such as one that tells what is private, or let it be read again: <c>/moderate/strike/1042/3</c>.</summary>
[Needs(Deed.Moderate)]
public sealed class StrikePage(CommonsDb db, Viewer viewer, Kinds kinds, Desk desk) : PageModel
{
    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>The revision.</summary>
    public Revision Revision { get; private set; } = null!;
    /// <summary>Why.</summary>
    [BindProperty] public string? Reason { get; set; }

    /// <summary>Asks for the reason.</summary>
    public Task OnGetAsync(long number, int nth) => Load(number, nth);

    /// <summary>Strikes it.</summary>
    public Task<IActionResult> OnPostAsync(long number, int nth) => Decide(number, nth, RulingDeed.Strike);

    /// <summary>Lets it be read again.</summary>
    public Task<IActionResult> OnPostBackAsync(long number, int nth) => Decide(number, nth, RulingDeed.Unstrike);

    async Task<IActionResult> Decide(long number, int nth, RulingDeed deed)
    {
        await Load(number, nth);
        await Ruling.Make(desk, Item, deed, Reason, Revision);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ตัดสินแล้ว เหตุผลอยู่ในสมุดคำตัดสิน");
        return Redirect($"/history/{number}");
    }

    async Task Load(long number, int nth)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.VisibleTo(viewer).Include(i => i.Blog!.Writers).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Moderate, new(Item.PlaceCode));
        Revision = await db.Revisions.VisibleTo(viewer, Item, kinds[Item.Kind]).Readable(viewer, Item).Include(r => r.By).SingleOrDefaultAsync(r => r.Nth == nth, stop) ?? throw Refused.NotFound();
    }
}
