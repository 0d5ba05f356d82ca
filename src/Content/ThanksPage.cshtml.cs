using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Who said thank you for an item or a comment on it: <c>/thanks/1042</c>, in the order of their saying. A member says it here, or takes it back.</summary>
[OpenToAll, Cached]
public sealed class ThanksPage(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>So many names are listed.</summary>
    public const int Most = 500;

    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>The comment that is meant; null for the item.</summary>
    public Comment? Comment { get; private set; }
    /// <summary>Who said it.</summary>
    public IReadOnlyList<Member> People { get; private set; } = [];
    /// <summary>Whether it is said, or taken back.</summary>
    [BindProperty] public bool Says { get; set; }
    /// <summary>Where one came from.</summary>
    public string Back => Comment is { } about ? $"{Item.Url}#c{about.Id}" : $"{Item.Url}#thanks";

    /// <summary>Shows who.</summary>
    public Task OnGetAsync(long number, long? comment) => Load(number, comment);

    /// <summary>Says it, or takes it back.</summary>
    public async Task<IActionResult> OnPostAsync(long number, long? comment)
    {
        await Load(number, comment);
        if (!viewer.IsMember)
            throw new Refused(401, "เข้าสู่ระบบก่อน แล้วกดขอบคุณอีกครั้ง");
        paces.Count(Thanks.Pace, viewer.Id);
        await Thanks.Say(db, viewer, Item, Comment, Says, clock.GetUtcNow());
        HttpContext.Say(Says ? "ขอบคุณแล้ว กดอีกครั้งเพื่อเลิก" : "เลิกขอบคุณแล้ว");
        return Redirect(Back);
    }

    async Task Load(long number, long? comment)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.VisibleTo(viewer).Listed().SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        if (comment is not null)
            Comment = await db.Comments.Include(c => c.Member).SingleOrDefaultAsync(c => c.Id == comment && c.Number == number && c.State == CommentState.Shown, stop) ?? throw Refused.NotFound();
        People = await db.Thanks.AsNoTracking().Where(t => t.Number == number && t.CommentId == comment).OrderBy(t => t.Id).Select(t => t.Member).Take(Most).ToListAsync(stop);
    }
}
