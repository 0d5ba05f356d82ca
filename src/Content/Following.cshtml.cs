using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What is new from all that one follows: <c>/following</c>. New items of lists, and what others said below followed items, of the last sixty days.</summary>
[Needs(Deed.BeMember)]
public sealed class FollowingPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromDays(60);

    /// <summary>So many comments are shown.</summary>
    public const int MostSaid = 20;

    /// <summary>A comment in a line.</summary>
    public sealed record Line(string Url, string Text, string Who, string Title);

    /// <summary>What is followed.</summary>
    public Followed Followed { get; private set; } = null!;
    /// <summary>A page of the new items.</summary>
    public Rows Rows { get; private set; } = new([], 0, 1, Row.PerPage);
    /// <summary>The newest comments below followed items.</summary>
    public IReadOnlyList<Line> Said { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        var (stop, now, me) = (HttpContext.RequestAborted, clock.GetUtcNow(), viewer.Id);
        var since = now - Back;
        Followed = await Followed.By(db, me, weekly: false, ThaiDate.Day(now), stop);
        if (!Followed.HasNoLists)
            Rows = await Row.Read(Followed.Among(db.Items.Where(i => i.ShownAt > since)), viewer, number, stop: stop);
        if (Followed.Numbers is { Length: > 0 } numbers)
        {
            var seen = db.Items.VisibleTo(viewer).Listed().Where(i => numbers.Contains(i.Number));
            Said = await db.Comments.Where(c => c.State == CommentState.Shown && c.MemberId != me && c.ShownAt > since && seen.Any(i => i.Number == c.Number)).OrderByDescending(c => c.ShownAt).ThenByDescending(c => c.Id).Take(MostSaid)
                .Select(c => new Line(ContentItem.UrlOf(c.Number, c.Item.Slug) + "#c" + c.Id, c.Text, c.Member!.DisplayName ?? c.GuestName, c.Item.Title)).ToListAsync(stop);
        }
    }
}
