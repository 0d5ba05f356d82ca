using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>Keep a blog: its name, what it is about, who writes in it: <c>/b/{blog}/keep</c>.</summary>
[Needs(Deed.KeepBlog)]
public sealed class KeepPage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>The blog.</summary>
    public Blog Blog { get; private set; } = null!;
    /// <summary>Its name.</summary>
    [BindProperty] public string? Title { get; set; }
    /// <summary>What it is about.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>The user name of someone to give a hand to.</summary>
    [BindProperty] public string? Who { get; set; }
    /// <summary>The hand to give.</summary>
    [BindProperty] public BlogHand Hand { get; set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(string blog)
    {
        await Load(blog);
        (Title, About) = (Blog.Title, Blog.About);
    }

    /// <summary>Keeps name and description.</summary>
    public async Task<IActionResult> OnPostAsync(string blog)
    {
        await Load(blog);
        var title = ThaiText.Normalise(Title ?? "").ReplaceLineEndings(" ").Trim();
        if (title.Length is 0 or > 100)
            throw new Refused(422, "ชื่อสมุดต้องมี และไม่เกิน 100 ตัวอักษร", "Title");
        (Blog.Title, Blog.About) = (title, ThaiText.Cut(ThaiText.Normalise(About ?? "").Trim(), 400));
        return await Saved();
    }

    /// <summary>Gives somebody a hand.</summary>
    public async Task<IActionResult> OnPostGiveAsync(string blog)
    {
        await Load(blog);
        var name = (Who ?? "").Trim();
        var member = await db.Members.SingleOrDefaultAsync(m => m.UserName == name || m.Address == name)
            ?? throw new Refused(422, "ไม่พบสมาชิกชื่อผู้ใช้นี้ ดูชื่อได้จากท้ายที่อยู่หน้าของเขา", "Who");
        Blog.Give(member.Id, Hand);
        return await Saved();
    }

    /// <summary>Takes somebody's hand away; the last owner stays.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string blog, long member)
    {
        await Load(blog);
        if (Blog.Writers.Find(w => w.MemberId == member) is not { } writer)
            throw Refused.NotFound();
        if (writer.Hand == BlogHand.Owner && Blog.Writers.Count(w => w.Hand == BlogHand.Owner) == 1)
            throw new Refused(409, "สมุดต้องมีเจ้าของอย่างน้อยหนึ่งคน ให้คนอื่นเป็นเจ้าของก่อน");
        Blog.Writers.Remove(writer);
        return await Saved();
    }

    async Task<IActionResult> Saved()
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกแล้ว");
        return Redirect(Blog.Url + "/keep");
    }

    async Task Load(string blog)
    {
        Blog = await db.Blogs.Include(b => b.Writers).ThenInclude(w => w.Member).SingleOrDefaultAsync(b => b.Address == blog, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        viewer.Must(Deed.KeepBlog, new(Blog.PlaceCode, Hand: Blog.HandOf(viewer)));
    }
}
