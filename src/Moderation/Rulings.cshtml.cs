using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>What was decided about one's own things, why, and the way to ask that somebody else looks again: <c>/me/rulings</c>.</summary>
[Needs(Deed.BeMember)]
public sealed class RulingsPage(Desk desk) : PageModel
{
    /// <summary>A ruling and the appeal against it.</summary>
    public sealed record Mine(Ruling Ruling, Appeal? Appeal)
    {
        /// <summary>Whether it can be appealed.</summary>
        public bool MayAppeal(long member) => Ruling.Takes && Ruling.Answers is null && Appeal is null && Ruling.ById != member;
    }

    /// <summary>Who is looking, and what is at hand.</summary>
    public Desk Desk => desk;
    /// <summary>The newest hundred.</summary>
    public IReadOnlyList<Mine> Rulings { get; private set; } = [];
    /// <summary>The ruling that is appealed.</summary>
    [BindProperty] public long? Against { get; set; }
    /// <summary>Why.</summary>
    [BindProperty] public string? Text { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var id = desk.Viewer.Id;
        Rulings = await desk.Db.Rulings.AsNoTracking().Include(r => r.Item).Include(r => r.Comment).Include(r => r.By)
            .Where(r => r.Deed != RulingDeed.Leave && (r.CommentId == null ? r.Item.AuthorId == id : r.Comment!.MemberId == id)).OrderByDescending(r => r.Id).Take(100)
            .Select(r => new Mine(r, desk.Db.Set<Appeal>().FirstOrDefault(a => a.RulingId == r.Id))).ToListAsync(HttpContext.RequestAborted);
    }

    /// <summary>Asks that somebody else looks again.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        var ruling = await desk.Db.Rulings.Include(r => r.Item).Include(r => r.Comment).SingleOrDefaultAsync(r => r.Id == Against, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        await Appeal.Make(desk.Db, ruling, desk.Viewer.Id, Text, desk.Now);
        await desk.Db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ส่งแล้ว ผู้ดูแลอีกคนจะอ่านและตอบ ผลจะอยู่ที่นี่และในสมุดคำตัดสิน");
        return Redirect("/me/rulings");
    }
}
