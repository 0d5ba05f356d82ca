using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>All that one follows (<c>/me/follows</c>), each with its way out and whether the digest tells it too. The buttons of other pages send here.</summary>
[Needs(Deed.BeMember)]
public sealed class FollowsPage(CommonsDb db, Viewer viewer, Followables followables, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>A follow, what sort it is, and the thing; null while it is not for the viewer to see.</summary>
    public IReadOnlyList<(Follow Follow, string Sort, FollowedThing? Thing)> Lines { get; private set; } = [];
    /// <summary>What sort of thing.</summary>
    [BindProperty] public string? Sort { get; set; }
    /// <summary>Which one.</summary>
    [BindProperty] public string? Key { get; set; }
    /// <summary>Whether the digest tells it too.</summary>
    [BindProperty] public bool Weekly { get; set; }
    /// <summary>Where one came from.</summary>
    [BindProperty] public string? Back { get; set; }

    /// <summary>Shows them.</summary>
    public Task OnGetAsync() => Load();

    /// <summary>Follows.</summary>
    public Task<IActionResult> OnPostAsync() => Do(() => Follow.Begin(db, viewer, followables, Sort, Key, clock.GetUtcNow()), "ติดตามแล้ว เรื่องใหม่อยู่ในหน้า “ใหม่จากที่ติดตาม”");

    /// <summary>Ends it.</summary>
    public Task<IActionResult> OnPostEndAsync() => Do(() => Follow.End(db, viewer, Sort, Key), "เลิกติดตามแล้ว");

    /// <summary>Lets the digest tell it too, or not.</summary>
    public Task<IActionResult> OnPostWeeklyAsync() => Do(async () =>
        (await db.Follows.SingleOrDefaultAsync(f => f.MemberId == viewer.Id && f.Sort == Sort && f.Key == Key) ?? throw Refused.NotFound()).Weekly = Weekly, Weekly ? "จะบอกในจดหมายสรุปรายสัปดาห์ด้วย" : "จะบอกที่นี่เท่านั้น");

    async Task<IActionResult> Do(Func<Task> deed, string said)
    {
        await Load();
        paces.Count(Follow.Changes, viewer.Id);
        await deed();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect(Back is { Length: > 0 } ? Foundation.Back.To(Back) : "/me/follows");
    }

    async Task Load()
    {
        var lines = new List<(Follow, string, FollowedThing?)>();
        foreach (var follow in await db.Follows.AsNoTracking().Where(f => f.MemberId == viewer.Id).OrderByDescending(f => f.At).ThenBy(f => f.Sort).ThenBy(f => f.Key).ToListAsync(HttpContext.RequestAborted))
            if (followables.Of(follow.Sort) is { } sort)
                lines.Add((follow, sort.Thai, await followables.Find(db, viewer, follow.Sort, follow.Key, HttpContext.RequestAborted)));
        Lines = lines;
    }
}
