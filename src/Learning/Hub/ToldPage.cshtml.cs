using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Where a person says what tells of which event: <c>/told/1042</c>, of a text for who may revise it, of a meeting for who keeps it. What is suggested is answered here, and what was never suggested is said by number or address.</summary>
[Needs(Deed.BeMember)]
public sealed class ToldPage(CommonsDb db, Viewer viewer, Kinds kinds, Site site, SameEventSearch search, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>The text or the meeting.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Whether it is a meeting.</summary>
    public bool IsMeeting => Item.Kind == Meeting.Kind.Key;
    /// <summary>What was said of it, of what the viewer may see.</summary>
    public IReadOnlyList<(Telling Telling, ContentItem Other)> Said { get; private set; } = [];
    /// <summary>What is asked.</summary>
    public Asked Asked { get; private set; } = Asked.Nothing;
    /// <summary>All kinds.</summary>
    public Kinds Kinds => kinds;
    /// <summary>The other one, as typed: a number or an address.</summary>
    [BindProperty] public string? Other { get; set; }
    /// <summary>The number of the other one, where it was shown.</summary>
    [BindProperty] public long With { get; set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number) => await Ready(number);

    /// <summary>Says it by hand.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        // One sentence for what is not there and what is not the viewer's to see
        var other = Answer.NumberIn(Other, site) is { } typed ? await Find(typed) : null;
        if (other is null)
            throw new Refused(422, IsMeeting ? "ไม่พบเรื่องที่เผยแพร่แล้วตามเลขหรือลิงก์นี้ ตรวจอีกครั้ง" : "ไม่พบงานหรือการประชุมตามเลขหรือลิงก์นี้ ตรวจอีกครั้ง", "Other");
        return await Say(other, TellingAnswer.Yes, $"/told/{number}");
    }

    /// <summary>ใช่ เป็นเรื่องเดียวกัน.</summary>
    public async Task<IActionResult> OnPostYesAsync(long number)
    {
        await Ready(number);
        return await Say(await Find(With) ?? throw Refused.NotFound(), TellingAnswer.Yes, Item.Url);
    }

    /// <summary>ไม่ใช่.</summary>
    public async Task<IActionResult> OnPostNoAsync(long number)
    {
        await Ready(number);
        return await Say(await Find(With) ?? throw Refused.NotFound(), TellingAnswer.No, Item.Url);
    }

    /// <summary>Takes back what was said.</summary>
    public async Task<IActionResult> OnPostUndoAsync(long number)
    {
        await Ready(number);
        await Telling.TakeBack(db, IsMeeting ? With : number, IsMeeting ? number : With, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เอาคำตอบออกแล้ว");
        return Redirect($"/told/{number}");
    }

    /// <summary>Lets a review close the meeting.</summary>
    public async Task<IActionResult> OnPostCloseAsync(long number)
    {
        await Ready(number);
        if (!IsMeeting)
            throw Refused.NotFound();
        await Telling.Close(db, await Find(With) ?? throw Refused.NotFound(), number, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ใบนี้เป็นใบปิดงานแล้ว");
        return Redirect($"/told/{number}");
    }

    async Task<IActionResult> Say(ContentItem other, TellingAnswer answer, string then)
    {
        var (text, meeting) = IsMeeting ? (other, Item) : (Item, other);
        await Telling.Say(db, viewer.Id, text, meeting.Number, answer, closes: false, clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(answer == TellingAnswer.No ? "จะไม่ถามเรื่องคู่นี้อีก" : IsMeeting ? "อยู่ในหน้าของงานนี้แล้ว" : "เรื่องของท่านอยู่ในหน้าของงานนั้นแล้ว");
        return Redirect(then);
    }

    // The other end: what anybody who reads both would find
    Task<ContentItem?> Find(long number)
    {
        var isMeeting = IsMeeting;
        return db.Items.AsNoTracking().VisibleTo(viewer).Listed().SingleOrDefaultAsync(i => i.Number == number && i.Kind == Meeting.Kind.Key != isMeeting, HttpContext.RequestAborted);
    }

    async Task Ready(long number)
    {
        var stop = HttpContext.RequestAborted;
        Item = await db.Items.AsNoTracking().VisibleTo(viewer).Include(i => i.Blog!.Writers).Include(i => i.Tags).AsSplitQuery().SingleOrDefaultAsync(i => i.Number == number, stop) ?? throw Refused.NotFound();
        viewer.Must(kinds[Item.Kind].History.Deed, Item.GroundFor(viewer));
        if (HttpMethods.IsPost(Request.Method))
            paces.Count(Telling.Says, viewer.Id);
        var (isMeeting, seen) = (IsMeeting, db.Items.AsNoTracking().VisibleTo(viewer).Listed());
        var said = await (from telling in db.Tellings.AsNoTracking()
                          join item in seen.Include(i => i.Author) on isMeeting ? telling.Number : telling.MeetingNumber equals item.Number
                          where (isMeeting ? telling.MeetingNumber : telling.Number) == number
                          orderby telling.Answer descending, telling.IsClosing descending, item.PublishedAt, item.Number
                          select new { telling, item }).Take(Telling.Most).ToListAsync(stop);
        Said = [.. said.Select(s => (s.telling, s.item))];
        if (!isMeeting)
            Asked = await Asked.About(Item, Said.Any(s => s.Telling.Answer == TellingAnswer.Yes), search, stop);
        else if (Item.IsListed && await db.Meetings.Where(m => m.Number == number).Select(m => m.Day).SingleAsync(stop) is var day && day <= ThaiDate.Day(clock.GetUtcNow()))
            Asked = new(number, await search.TextsOf(Item, day, stop), []);
    }
}
