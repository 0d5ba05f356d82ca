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

/// <summary>Write a new note (<c>/write</c>) or revise one (<c>/write/1042</c>): save as a draft, publish, schedule, take back.</summary>
[Needs(Deed.Write)]
public sealed class WritePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>What stands in the form.</summary>
    [BindProperty(Name = "")] public WriteForm Form { get; set; } = new();
    /// <summary>The note being revised; null for a new one.</summary>
    public Entry? Entry { get; private set; }
    /// <summary>The blogs the viewer may write in.</summary>
    public IReadOnlyList<Blog> Blogs { get; private set; } = [];
    /// <summary>The series there are in them.</summary>
    public IReadOnlyList<string> SeriesNames { get; private set; } = [];
    /// <summary>What somebody else saved meanwhile; null unless two wrote at once.</summary>
    public string? Theirs { get; private set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the form; a new note may come with its blog, place, title or tags in the address.</summary>
    public async Task OnGetAsync(long? number, string? blog, string? place, string? title, string? tags, long? answers)
    {
        await Load(number);
        Form = Entry is null ? new() { Blog = (Blogs.FirstOrDefault(b => b.Address == blog) ?? Blogs[0]).Address, Place = gazetteer.Find(place)?.Code, Title = ThaiText.Cut(ThaiText.Normalise(title ?? ""), 200, ""), Tags = ThaiText.Cut(ThaiText.Normalise(tags ?? ""), 200, "") } : WriteForm.Of(Entry);
        Form.Answers = answers;
    }

    /// <summary>Saves without publishing; a published note stays published with its new text.</summary>
    public Task<IActionResult> OnPostAsync(long? number) => Save(number, (_, _) => { }, "เก็บไว้แล้ว");

    /// <summary>Publishes.</summary>
    public Task<IActionResult> OnPostPublishAsync(long? number) => Save(number, (item, now) => item.Publish(now), "เผยแพร่แล้ว");

    /// <summary>Lets it be published by itself at the time given.</summary>
    public Task<IActionResult> OnPostScheduleAsync(long? number) => Save(number, (item, now) =>
        item.Schedule(Form.ReadPublishAt() ?? throw new Refused(422, "เลือกวันและเวลาที่จะเผยแพร่", "PublishAt"), now), "ตั้งเวลาไว้แล้ว");

    /// <summary>Takes it back to a draft.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(long? number) => Save(number, (item, _) => item.Withdraw(), "เก็บกลับเป็นร่างแล้ว คนอื่นไม่เห็นเรื่องนี้อีก");

    async Task<IActionResult> Save(long? number, Action<ContentItem, DateTimeOffset> deed, string said)
    {
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        var became = await Unfinished.Begin(db, viewer, Request, stop);
        await Load(number ?? became);
        await Form.KeepPhotos(HttpContext, db, viewer);
        await ItemFile.KeepWhole(HttpContext, viewer);
        if (!ModelState.IsValid)
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        if (Entry is not null && Form.Version != Entry.Item.Version)
        {
            if (number is null && Form.Says(Entry) && Entry.Item.State == ItemState.Published)
            {
                await Unfinished.End(db, viewer, Request, Entry.Item, now, stop);
                return Redirect(Entry.Item.Url);
            }
            Theirs = Entry.Markdown;
            Form.Version = Entry.Item.Version;
            ModelState.Remove("Version");
            throw new Refused(409, number is null ? "ข้อความนี้ส่งถึงเว็บก่อนหน้านี้แล้ว ฉบับที่ส่งถึงอยู่ด้านล่าง ถ้าข้อความในช่องใหม่กว่า กดบันทึกอีกครั้ง จะเป็นการแก้บันทึกเดิม" : "มีคนแก้บันทึกนี้ระหว่างที่ท่านเขียน ข้อความของท่านอยู่ในช่อง ข้อความที่เพิ่งบันทึกอยู่ด้านล่าง รวมให้เรียบร้อยแล้วกดบันทึกอีกครั้ง");
        }
        var blog = Blogs.FirstOrDefault(b => b.Address == Form.Blog) ?? (Entry is null ? throw new Refused(403, "ท่านยังเขียนในสมุดนี้ไม่ได้ เลือกสมุดอื่น หรือขอให้เจ้าของสมุดเพิ่มชื่อ", "Blog") : Entry.Item.Blog);
        var entry = Entry ?? Writing.Entry.Begin(db, viewer.Id, blog!, now);
        entry.Item.Blog = blog;
        entry.Grow();
        await Form.Fill(entry, db, gazetteer, viewer, now, stop);
        await ItemFile.Take(HttpContext, db, viewer, entry.Item, now);
        deed(entry.Item, now);
        entry.MustHoldSomething();
        Form.MustBeCaptioned(entry.Item);
        await db.SaveChangesAsync(stop);
        await Answer.Promise(db, viewer, Form.Answers, entry.Item, now);
        await db.SaveChangesAsync(stop);
        await Unfinished.End(db, viewer, Request, entry.Item, now, stop);
        HttpContext.Say(entry.Item.IsHeld ? HoldRule.Of(entry.Item.HeldFor).First().Thai : said);
        return Redirect(entry.Item.Url);
    }

    async Task Load(long? number)
    {
        var stop = HttpContext.RequestAborted;
        Blogs = await Blog.WrittenBy(db, viewer, stop);
        SeriesNames = await Series.NamesIn(db, viewer, Blogs, stop);
        if (number is null)
            return;
        // Two tabs saving at the same moment: the second waits here, and then sees the first one's version
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", stop);
        var seen = await db.Items.VisibleTo(viewer).Where(i => i.Number == number && i.Kind == Writing.Entry.Kind).Include(i => i.Blog!.Writers).Include(i => i.Tags).Include(i => i.Files)
            .Include(i => i.Photos).ThenInclude(p => p.Photo).AsSplitQuery().SingleOrDefaultAsync(stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Write, seen.GroundFor(viewer));
        Entry = await db.Entries.SingleAsync(e => e.Number == number, stop);
    }
}
