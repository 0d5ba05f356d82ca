using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The voices that a line of a review comes from, for whoever may read the review: <c>/n/1042/said/77</c>. Names only of who signed.</summary>
[OpenToAll]
public sealed class SaidPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The review's row.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>The line.</summary>
    public AarLine Line { get; private set; } = null!;
    /// <summary>What was said, in the order of random keys, which is nobody's.</summary>
    public List<VoiceLine> Sources { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number, long line)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.VisibleTo(viewer).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        Line = await db.Set<AarLine>().SingleOrDefaultAsync(l => l.Id == line && l.Number == number, stop) ?? throw Refused.NotFound();
        Sources = await db.VoiceLines.AsNoTracking().Include(l => l.Voice.Member).Where(l => l.Point!.LineId == line).OrderBy(l => l.Id).ToListAsync(stop);
        if (Sources.Count == 0)
            throw Refused.NotFound();
    }

    /// <summary>How many people said each line of a review; lines that nobody's voice stands behind are not in it.</summary>
    internal static Task<Dictionary<long, int>> Counts(CommonsDb db, long number, CancellationToken stop) =>
        db.VoiceLines.Where(l => l.Number == number && l.Point!.LineId != null).GroupBy(l => l.Point!.LineId!.Value).Select(g => new { g.Key, People = g.Select(l => l.VoiceId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.People, stop);
}
