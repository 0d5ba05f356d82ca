using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>อนุทิน: a few words and a photo, published with one press into one's own blog: <c>/quick</c>. It is a note from the beginning, so it grows with its number and comments.</summary>
[Needs(Deed.Write)]
public sealed class QuickPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The words.</summary>
    [BindProperty] public string? Body { get; set; }
    /// <summary>Photos, in their order.</summary>
    [BindProperty] public List<IFormFile> Photos { get; set; } = [];
    /// <summary>One's newest quick notes that have not grown.</summary>
    public IReadOnlyList<ContentItem> Latest { get; private set; } = [];

    /// <summary>Shows the field.</summary>
    public async Task OnGetAsync()
    {
        var quick = db.Entries.Where(e => e.IsQuick);
        Latest = await db.Items.VisibleTo(viewer).AsNoTracking().Where(i => i.AuthorId == viewer.Id && quick.Any(e => e.Number == i.Number)).OrderByDescending(i => i.Number).Take(10).ToListAsync(HttpContext.RequestAborted);
    }

    /// <summary>Publishes it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        if (await Unfinished.Begin(db, viewer, Request, stop) is { } became)
        {
            var posted = await db.Entries.Include(e => e.Item).SingleAsync(e => e.Number == became, stop);
            return posted.Markdown.ReplaceLineEndings("\n") == (Body ?? "").ReplaceLineEndings("\n") ? Redirect(posted.Item.Url)
                : throw new Refused(409, "อนุทินนี้แปะไปแล้ว ถ้าอยากเติม เปิดอนุทินนั้นแล้วกดขยายเป็นบันทึก ข้อความในช่องคัดลอกไปวางได้", "Body");
        }
        var isSilent = string.IsNullOrWhiteSpace(ThaiText.Normalise(Body ?? ""));
        if (isSilent && !Photos.Exists(p => p.Length > 0))
            throw new Refused(422, "ยังไม่มีคำหรือภาพ เขียนสักประโยคเดียวก็พอ หรือใส่ภาพหนึ่งภาพ", "Body");
        var blog = (await Blog.WrittenBy(db, viewer, stop)).First(b => b.PersonId == viewer.Id);
        var entry = Entry.BeginQuick(db, viewer.Id, blog, now);
        var form = new WriteForm { Title = isSilent ? $"ภาพเมื่อ {ThaiDate.Short(now)}" : Entry.TitleOf(Body!), Body = Body, Photos = Photos, Place = (await db.Members.SingleAsync(m => m.Id == viewer.Id, stop)).TambonCode };
        await form.KeepPhotos(HttpContext, db, viewer);
        // The words are what is said of the photos of a quick note
        foreach (var words in form.Sent.Values)
            words.Uncaptioned = true;
        await form.Fill(entry, db, gazetteer, viewer, now, stop);
        entry.Item.Publish(now);
        await db.SaveChangesAsync(stop);
        await Unfinished.End(db, viewer, Request, entry.Item, now, stop);
        HttpContext.Say("แปะแล้ว วันไหนอยากเล่ายาวขึ้น กดขยายเป็นบันทึกได้ เลขที่และความเห็นอยู่เหมือนเดิม");
        return Redirect(entry.Item.Url);
    }
}
