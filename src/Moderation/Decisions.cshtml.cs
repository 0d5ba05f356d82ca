using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>Every ruling for everyone to read, without what it was about and without what was said in an appeal: <c>/decisions</c>. What only lets something through is left out.</summary>
[OpenToAll, Cached]
public sealed class DecisionsPage(CommonsDb db, Words words) : PageModel
{
    /// <summary>A ruling as it is shown.</summary>
    public sealed record Shown(long Number, RulingDeed Deed, int? Revision, bool OfComment, string Reason, string By, bool AsModerator, bool Answers, bool WasAppealed, bool Waits, DateTimeOffset At);

    /// <summary>The newest two hundred.</summary>
    public IReadOnlyList<Shown> Rulings { get; private set; } = [];

    /// <summary>A reason in the reader's language, as far as it was a ready one.</summary>
    public string Say(string reason) => Reasons.In(words.In(words.Language), reason);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Rulings = await db.Rulings.Where(r => r.Deed != RulingDeed.Pass).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(200)
        .Select(r => new Shown(r.Number, r.Deed, r.Revision, r.CommentId != null, r.Reason, r.By.DisplayName, r.AsModerator, r.Answers != null,
            db.Set<Appeal>().Any(a => a.RulingId == r.Id), db.Set<Appeal>().Any(a => a.RulingId == r.Id && a.AnswerId == null), r.At)).ToListAsync(HttpContext.RequestAborted);
}
