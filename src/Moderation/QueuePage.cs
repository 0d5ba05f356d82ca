using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>What the two pages of things to decide have in common: a list that the keyboard walks through, one thing in the middle, and the deeds.</summary>
public abstract class QueuePage(Desk desk) : PageModel
{
    /// <summary>Where this list is.</summary>
    public abstract string Here { get; }
    /// <summary>Who is looking, and what is at hand.</summary>
    public Desk Desk => desk;
    /// <summary>What is to be decided, the longest waiting first.</summary>
    public IReadOnlyList<Matter> Waiting { get; protected set; } = [];
    /// <summary>What is hidden now.</summary>
    public IReadOnlyList<Matter> Hidden { get; protected set; } = [];
    /// <summary>The thing that was asked for; null for the lists alone.</summary>
    public Matter? Asked { get; private set; }
    /// <summary>The number of the item meant.</summary>
    [BindProperty(SupportsGet = true)] public long? Number { get; set; }
    /// <summary>The comment meant; null for the item itself.</summary>
    [BindProperty(SupportsGet = true)] public long? Comment { get; set; }
    /// <summary>A ready reason.</summary>
    [BindProperty] public string? Ready { get; set; }
    /// <summary>Why, in one's own words.</summary>
    [BindProperty] public string? Reason { get; set; }

    /// <summary>Shows what waits.</summary>
    public async Task OnGetAsync()
    {
        await Load();
        await List(HttpContext.RequestAborted);
    }

    /// <summary>Hides it.</summary>
    public Task<IActionResult> OnPostHideAsync(string? back) => Decide(RulingDeed.Hide, back);

    /// <summary>Lets readers see it again.</summary>
    public Task<IActionResult> OnPostRestoreAsync(string? back) => Decide(RulingDeed.Restore, back);

    /// <summary>Lets through what waits.</summary>
    public Task<IActionResult> OnPostPassAsync(string? back) => Decide(RulingDeed.Pass, back);

    /// <summary>The lists of this page.</summary>
    protected abstract Task List(CancellationToken stop);

    /// <summary>The items that the viewer may see.</summary>
    protected IQueryable<ContentItem> Seen => desk.Db.Items.VisibleTo(desk.Viewer);

    /// <summary>Decides about the thing asked for, in one go.</summary>
    protected async Task<IActionResult> Decide(RulingDeed deed, string? back)
    {
        await Load();
        await List(HttpContext.RequestAborted);
        var asked = Asked ?? throw Refused.NotFound();
        await Ruling.Make(desk, asked.Item, deed, Reasons.Of(Ready, Reason), comment: asked.Comment);
        await desk.Db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(deed == RulingDeed.Pass ? "ให้ขึ้นแล้ว" : "ตัดสินแล้ว เหตุผลอยู่ในสมุดคำตัดสิน");
        return Redirect(back == "item" ? asked.Item.Url + "#talk" : Here);
    }

    async Task Load()
    {
        var stop = HttpContext.RequestAborted;
        if (Number is not { } number)
            return;
        var item = await Seen.Include(i => i.Author).Include(i => i.Blog!.Writers).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        var comment = Comment is not { } id ? null : await desk.Db.Comments.Include(c => c.Member).SingleOrDefaultAsync(c => c.Id == id && c.Number == number && c.Text != "", stop) ?? throw Refused.NotFound();
        var last = await desk.Db.Rulings.AsNoTracking().Where(r => r.Number == number && r.CommentId == Comment && r.Deed == RulingDeed.Hide).OrderByDescending(r => r.Id).FirstOrDefaultAsync(stop);
        Asked = new(item, comment, desk.Now) { LastHide = last, Reports = comment is not null ? [] : await desk.Db.Reports.AsNoTracking().Where(r => r.Number == number && r.SettledAt == null).OrderBy(r => r.At).ToListAsync(stop) };
        if (Asked.For(desk.Viewer) is { Moderates: false, Keeps: false })
            throw Refused.NotAllowed();
    }
}
