using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The minutes of a meeting in the layout of Thai offices, for printing: <c>/meet/1042/minutes</c>, with Thai digits <c>?digits=thai</c>. Everything that was written down stands in them.
/// Layout: form 11 of the Regulation of the Office of the Prime Minister on Correspondence, 2526, five matters in their fixed order. Names of who came are for who holds the meeting; others see counts.</summary>
[OpenToAll]
public sealed class Minutes(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>What it hangs together with.</summary>
    public MeetingChain Chain { get; private set; } = null!;
    /// <summary>The circle, or null.</summary>
    public Circle? Circle { get; private set; }
    /// <summary>Who came, in the order in which they came; empty for who may not see names.</summary>
    public IReadOnlyList<Attendee> Came { get; private set; } = [];
    /// <summary><c>thai</c> for ๐ to ๙.</summary>
    [BindProperty(SupportsGet = true)] public string? Digits { get; set; }

    /// <summary>Whether numbers are written in Thai digits.</summary>
    public bool InThaiDigits => Digits == "thai";

    /// <summary>A text with the digits that were asked for.</summary>
    public string Write(string text) => InThaiDigits ? ThaiDigits.ToThai(text) : text;

    /// <summary>Goals and matters: those that come from a meeting before, or those that are new here.</summary>
    public IEnumerable<MeetingPoint> Matters(bool carried) => Meeting.Of(MeetingPart.Goal).Concat(Meeting.Of(MeetingPart.Topic)).Where(p => p.ContinuesId is not null == carried);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(long number)
    {
        var (stop, seen) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer));
        Meeting = await Meeting.Whole(db).AsNoTracking().SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        Chain = await MeetingChain.Around(db, viewer, Meeting, stop);
        Circle = Meeting.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
        if (Circle?.IsSeenBy(viewer) is false)
            Circle = null;
        if (viewer.May(Deed.Meet, Meeting.Item.GroundFor(viewer)))
            Came = await db.Attendees.AsNoTracking().Where(a => a.Number == number && a.CameAt != null).OrderBy(a => a.CameAt).ThenBy(a => a.Id).ToListAsync(stop);
    }
}
