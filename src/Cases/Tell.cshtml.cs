using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>Tells a case story (<c>/tell</c>), or tells on (<c>/tell/1042</c>): without JavaScript, a part at a time.</summary>
[Needs(Deed.Tell)]
public sealed class TellPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>What stands in the form.</summary>
    [BindProperty(Name = "")] public TellForm Form { get; set; } = new();
    /// <summary>The story that is told on; null for a new one.</summary>
    public CaseStory? Story { get; private set; }
    /// <summary>Whether somebody else saved since the teller opened the form: both texts are shown.</summary>
    public bool Conflict { get; private set; }
    /// <summary>The blogs to choose from.</summary>
    public IReadOnlyList<Blog> Blogs { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Empty rows behind those that are filled.</summary>
    public int Spare { get; private set; } = 3;
    /// <summary>Whether the teller may change all of it.</summary>
    public bool Mends => Story is null || Story.MayMend(viewer);
    /// <summary>Whether the blog can be chosen.</summary>
    public bool IsOwn => Story is null || Story.Item.AuthorId == viewer.Id;
    /// <summary>Whether readers have it already.</summary>
    public bool IsOut => Story is { Item.State: not ItemState.Draft };

    /// <summary>Whether the teller may tell this part.</summary>
    public bool MayTell(CasePart part) => Story is null || Story.MayTell(viewer, part);

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(long? number, string? blog, string? place)
    {
        await Ready(number);
        Form = Story is not null ? TellForm.Of(Story)
            : new() { Place = place, Blog = (Blogs.FirstOrDefault(b => blog is null ? b.PlaceCode is not null && (place is null || b.PlaceCode == place) : b.Address == blog) ?? Blogs[0]).Address };
    }

    /// <summary>Gives more empty rows; everything typed stays.</summary>
    public async Task OnPostMoreAsync(long? number)
    {
        await Ready(number);
        Spare = 6;
    }

    /// <summary>Keeps it as a draft, or takes it back to one.</summary>
    public Task<IActionResult> OnPostDraftAsync(long? number) => Keep(number, publish: false);

    /// <summary>Publishes it.</summary>
    public Task<IActionResult> OnPostAsync(long? number) => Keep(number, publish: true);

    async Task<IActionResult> Keep(long? number, bool publish)
    {
        var became = await Unfinished.Begin(db, viewer, Request, HttpContext.RequestAborted);
        await Ready(number ?? became);
        await ItemFile.KeepWhole(HttpContext, viewer);
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        if (Story is not null && Form.Version != Story.Item.Version)
        {
            (Conflict, Form.Version) = (true, Story.Item.Version);
            throw new Refused(409, "ระหว่างที่ท่านเขียน มีคนแก้เรื่องนี้ไปแล้ว ฉบับล่าสุดอยู่ด้านล่างให้เทียบ ของท่านยังอยู่ครบในช่อง รวมกันแล้วกดอีกครั้ง");
        }
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        var said = Form.Said(ChosenBlog(), gazetteer, $"{Request.Scheme}://{Request.Host}");
        var story = Story;
        if (story is null)
            story = await CaseStory.Tell(db, viewer, said, now, stop);
        else
            await story.Revise(db, viewer, said, now, stop);
        await ItemFile.Take(HttpContext, db, viewer, story.Item, now);
        if (publish)
            story.Publish(now);
        else if (story.Item.State != ItemState.Draft && Mends)
            story.Item.Withdraw();
        await db.SaveChangesAsync(stop);
        await Unfinished.End(db, viewer, Request, story.Item, now, stop);
        HttpContext.Say(story.Item.State == ItemState.Published ? "เผยแพร่เรื่องเล่าแล้ว ขอบคุณที่เล่าไว้ให้คนอื่น" : "เก็บเป็นร่างแล้ว มีแต่ท่านกับคนดูแลสมุดที่เห็น");
        return Redirect(story.Item.Url);
    }

    // Whoever tells on another's story leaves it in the blog where it lies
    Blog? ChosenBlog() => !IsOwn ? Story!.Item.Blog
        : Blogs.FirstOrDefault(b => b.Address == Form.Blog) ?? throw new Refused(403, "ท่านยังไม่ได้เขียนในสมุดเล่มนี้ โปรดเลือกสมุดของท่าน หรือขอเจ้าของสมุดเพิ่มชื่อ", "Blog");

    async Task Ready(long? number)
    {
        var stop = HttpContext.RequestAborted;
        Blogs = await Blog.WrittenBy(db, viewer, stop);
        if (number is null)
            return;
        // Two people saving at the same moment: the second waits here, and then sees the first one's version
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", stop);
        var seen = db.Items.VisibleTo(viewer);
        Story = await CaseStory.Whole(db).SingleOrDefaultAsync(s => s.Number == number && seen.Any(i => i.Number == s.Number), stop) ?? throw Refused.NotFound();
        if (!Story.MayTellSome(viewer))
            throw Refused.NotAllowed();
    }
}
