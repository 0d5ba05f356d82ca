using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The blogs of the tambons, for administrators: which there are, and a new one: <c>/blogs</c>, <c>/blogs?place=800119</c>.
/// What one is called and who writes in it is kept on its own page, <c>/b/{blog}/keep</c>.</summary>
[Needs(Deed.OpenBlog)]
public sealed class BlogsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : PageModel
{
    /// <summary>A blog in the list.</summary>
    public sealed record Line(string Address, string Title, string PlaceCode, int Writers, int Stories)
    {
        /// <summary>Its page.</summary>
        public string Url => Blog.UrlOf(Address);
    }


    /// <summary>The tambon that shall have a blog, by its code.</summary>
    [BindProperty(SupportsGet = true)] public string? Place { get; set; }
    /// <summary>The last part of its address.</summary>
    [BindProperty] public string? Address { get; set; }
    /// <summary>What it is called.</summary>
    [BindProperty] public string? Title { get; set; }
    /// <summary>What it is about.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>The user name of its first owner.</summary>
    [BindProperty] public string? Owner { get; set; }

    /// <summary>The tambon that was chosen; null while none is.</summary>
    public Place? Tambon { get; private set; }
    /// <summary>The blogs of places, in the order of the places.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    /// <summary>How many members have a blog of their own.</summary>
    public int Personal { get; private set; }
    /// <summary>Who belongs to the chosen tambon, or holds a role there: likely owners.</summary>
    public IReadOnlyList<Member> Near { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Whether a tambon has a blog.</summary>
    public bool HasBlog(Place tambon) => Lines.Any(l => l.PlaceCode == tambon.Code);

    /// <summary>Shows the blogs, and the form when a tambon is chosen.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await Load();
        if (Tambon is null)
            return Page();
        if (Lines.FirstOrDefault(l => l.PlaceCode == Tambon.Code) is { } there)
            return Redirect(there.Url + "/keep");
        (Address, Title) = (await Blog.AddressFor(db, Tambon, gazetteer.DistrictOf(Tambon.Code), HttpContext.RequestAborted), $"สมุดตำบล{Tambon.NameThai}");
        return Page();
    }

    /// <summary>Opens the blog.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Load();
        viewer.Must(Deed.OpenBlog, new(Place));
        if (Tambon is null)
            throw new Refused(422, "เลือกตำบลจากรายการ", "Place");
        var owner = await Member.Named(db, Owner, "Owner", HttpContext.RequestAborted);
        var blog = await Blog.Open(db, Address, Title, About, Tambon.Code, owner.Id, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เปิดสมุดแล้ว เพิ่มคนเขียนได้ที่หน้านี้");
        return Redirect(blog.Url + "/keep");
    }

    async Task Load()
    {
        var stop = HttpContext.RequestAborted;
        Tambon = gazetteer.Find(Place) is { Level: PlaceLevel.Tambon, ValidTo: null } tambon ? tambon : null;
        var listed = db.Items.VisibleTo(viewer).Listed();
        Lines = await db.Blogs.Where(b => b.PlaceCode != null).OrderBy(b => b.PlaceCode)
            .Select(b => new Line(b.Address, b.Title, b.PlaceCode!, b.Writers.Count, listed.Count(i => i.BlogId == b.Id))).ToListAsync(stop);
        Personal = await db.Blogs.CountAsync(b => b.PersonId != null, stop);
        if (Tambon is null)
            return;
        var held = db.RolesHeld.Where(r => r.PlaceCode == Tambon.Code && r.ValidTo == null);
        Near = await db.Members.AsNoTracking().Known().Where(m => m.TambonCode == Tambon.Code || held.Any(r => r.MemberId == m.Id)).OrderBy(m => m.DisplayName).Take(50).ToListAsync(stop);
    }
}
