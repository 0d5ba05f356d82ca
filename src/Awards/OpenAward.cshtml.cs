using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Awards;

/// <summary>Open a round: a facilitator for the own place, an administrator anywhere.</summary>
[Needs(Deed.HoldAwards)]
public sealed class OpenAwardPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>What can be counted.</summary>
    public static readonly Counted[] Kinds = Enum.GetValues<Counted>();

    /// <summary>What it is called.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>The place; empty for the whole site.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>The first day as typed.</summary>
    [BindProperty] public string? From { get; set; }
    /// <summary>The last day as typed.</summary>
    [BindProperty] public string? To { get; set; }
    /// <summary>How many of each kind at least; 0 leaves it out.</summary>
    [BindProperty] public List<int> Least { get; set; } = [4, 1, 1, 0, 0, 1, 1];
    /// <summary>The address of the blog in which the result is drafted.</summary>
    [BindProperty] public string? Blog { get; set; }
    /// <summary>The blogs the viewer writes in.</summary>
    public IReadOnlyList<Blog> Blogs { get; private set; } = [];
    /// <summary>Where the viewer may.</summary>
    public IEnumerable<Place> Places => gazetteer.All.Values.Where(p => p.ValidTo is null && viewer.May(Deed.HoldAwards, new(p.Code))).OrderBy(p => p.Code, StringComparer.Ordinal);
    /// <summary>Whether the viewer may for the whole site.</summary>
    public bool MayEverywhere => viewer.May(Deed.HoldAwards, new());
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync() => Blogs = [.. (await KmCommons.Content.Blog.WrittenBy(db, viewer, HttpContext.RequestAborted)).Where(b => b.PracticeId is null && b.Id != 0)];

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        var place = gazetteer.Find(Place)?.Code;
        viewer.Must(Deed.HoldAwards, new(place));
        if (!ModelState.IsValid)
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        var blog = Blogs.FirstOrDefault(b => b.Address == Blog) ?? throw new Refused(422, "เลือกสมุดที่ท่านเขียนได้", "Blog");
        var round = AwardRound.Open(db, Name, place, From, To, Least.Take(Kinds.Length).Select((n, i) => new AwardCriterion { Kind = Kinds[i], AtLeast = Math.Clamp(n, 0, Kinds[i].IsYesOrNo ? 1 : 500) }), viewer.Id, blog, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เปิดรอบแล้ว เสนอสมุดได้เลย");
        return Redirect(round.Url);
    }
}
