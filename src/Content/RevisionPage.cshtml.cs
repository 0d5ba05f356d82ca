using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>One revision beside another, the one before it when none is chosen: <c>/history/1042/3?with=1</c>. From here it is put back.</summary>
[OpenToAll, Cached]
public sealed class RevisionPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer, Words words, TimeProvider clock) : PageModel
{
    /// <summary>A revision to compare with.</summary>
    public sealed record Choice(int Nth, string By, DateTimeOffset At);

    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Its kind.</summary>
    public ContentKind Kind => kinds[Item.Kind];
    /// <summary>The revision.</summary>
    public Revision Revision { get; private set; } = null!;
    /// <summary>The one it is compared with; null when there is none.</summary>
    public Revision? Other { get; private set; }
    /// <summary>What differs, from the older of the two to the newer.</summary>
    public IReadOnlyList<RevisionDiff.Part> Parts { get; private set; } = [];
    /// <summary>What it can be compared with, newest first.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];
    /// <summary>The newest revision's number.</summary>
    public int Newest { get; private set; }
    /// <summary>Whether the viewer may put it back.</summary>
    public bool MayPutBack => Revision.Nth != Newest && Revision.StruckAt is null && viewer.May(Kind.History.Deed, Item.GroundFor(viewer));
    /// <summary>Whether the viewer may strike it, or let it be read again.</summary>
    public bool MayStrike => Revision.Nth != Newest && viewer.Moderates(Item.PlaceCode);

    /// <summary>The version of the item that the viewer saw.</summary>
    [BindProperty] public int Version { get; set; }
    /// <summary>Why it is put back.</summary>
    [BindProperty] public string? Note { get; set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number, int nth, int? with)
    {
        await Load(number, nth, with);
        Version = Item.Version;
    }

    /// <summary>Puts it back.</summary>
    public async Task<IActionResult> OnPostAsync(long number, int nth)
    {
        // Two people at the same moment: the second waits here, and then sees the first one's version
        await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", HttpContext.RequestAborted);
        await Load(number, nth, null);
        if (Version != Item.Version)
        {
            Version = Item.Version;
            ModelState.Remove(nameof(Version));
            throw new Refused(409, "มีคนบันทึกเรื่องนี้ระหว่างที่ท่านดูอยู่ จึงยังไม่ได้นำฉบับนี้กลับมา ดูฉบับล่าสุดในประวัติก่อน ถ้ายังต้องการ กดอีกครั้ง");
        }
        var changed = await Revision.PutBack(db, viewer, Item, Kind, Note, clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(changed ? "นำฉบับเก่ากลับมาใช้แล้ว เป็นฉบับใหม่ล่าสุด ฉบับอื่นยังอยู่ครบ" : "ข้อความตรงกับฉบับที่ใช้อยู่แล้ว จึงไม่มีอะไรเปลี่ยน");
        return Redirect(Item.Url);
    }

    async Task Load(long number, int nth, int? with)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.VisibleTo(viewer).Include(i => i.Blog!.Writers).SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        var seen = db.Revisions.AsNoTracking().VisibleTo(viewer, Item, Kind).Readable(viewer, Item);
        Revision = await seen.Include(r => r.By).SingleOrDefaultAsync(r => r.Nth == nth, stop) ?? throw Refused.NotFound();
        var others = seen.Where(r => r.Nth != nth);
        Other = with is { } wanted && wanted != nth ? await others.SingleOrDefaultAsync(r => r.Nth == wanted, stop) ?? throw Refused.NotFound()
            : await others.Where(r => r.Nth < nth).OrderByDescending(r => r.Nth).FirstOrDefaultAsync(stop);
        Choices = await others.OrderByDescending(r => r.Nth).Take(200).Select(r => new Choice(r.Nth, r.By.DisplayName, r.At)).ToListAsync(stop);
        Newest = await db.Revisions.Where(r => r.Number == number).MaxAsync(r => r.Nth, stop);
        var (older, newer) = Other is null ? (Revision, Revision) : Other.Nth < nth ? (Other, Revision) : (Revision, Other);
        Parts = RevisionDiff.Between(older, newer, Kind, gazetteer, words.English);
    }
}
