using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>Bring older notes into a blog: send a file, and look before anything is made. For who keeps the blog.</summary>
[Needs(Deed.KeepBlog)]
public sealed class BlogImportPage(CommonsDb db, Viewer viewer, DataFolder data, Paces paces, TimeProvider clock) : PageModel
{
    static readonly string[] Endings = [".zip", ".html", ".htm", ".txt", ".xml", ".md"];

    /// <summary>The blog.</summary>
    public Blog Blog { get; private set; } = null!;
    /// <summary>What was sent before.</summary>
    public IReadOnlyList<ImportRun> Runs { get; private set; } = [];
    /// <summary>One of <see cref="Reader.Formats"/>.</summary>
    [BindProperty] public string? Format { get; set; }
    /// <summary>The file.</summary>
    [BindProperty] public IFormFile? Upload { get; set; }

    /// <summary>Shows the form.</summary>
    public Task OnGetAsync(string blog) => Load(blog);

    /// <summary>Keeps the file and leads to what is in it.</summary>
    public async Task<IActionResult> OnPostAsync(string blog)
    {
        await Load(blog);
        if (Upload is not { Length: > 0 })
            throw new Refused(422, "ยังไม่ได้เลือกไฟล์", "Upload");
        var name = ThaiText.Cut(Path.GetFileName(ThaiText.Normalise(Upload.FileName).Replace('\\', '/')), 120, "");
        if (!Reader.Formats.Contains(Format) || !Endings.Contains(Path.GetExtension(Upload.FileName).ToLowerInvariant()))
            throw new Refused(422, "รับไฟล์ .zip .html .txt .xml หรือ .md ที่ตรงกับที่มาที่เลือก", "Upload");
        paces.Count(ImportRun.Sent, viewer.Id);
        var now = clock.GetUtcNow();
        var run = new ImportRun { MemberId = viewer.Id, BlogId = Blog.Id, Blog = Blog, Format = Format!, FileName = Path.GetFileNameWithoutExtension(name) + Path.GetExtension(Upload.FileName).ToLowerInvariant(), BegunAt = now, ChangedAt = now };
        db.ImportRuns.Add(run);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        var path = run.PathIn(data);
        try
        {
            await using (var file = System.IO.File.Create(path))
                await Upload.CopyToAsync(file, HttpContext.RequestAborted);
            using (var bundle = run.Open(data)!)
                run.Total = Reader.Read(bundle, run.Format).Count();
            if (run.Total == 0)
                throw new Refused(422, "ในไฟล์นี้ไม่มีเรื่องที่อ่านได้ ดูว่าเลือกที่มาตรงกับไฟล์หรือไม่", "Upload");
        }
        catch
        {
            System.IO.File.Delete(path);
            throw;
        }
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(run.Url);
    }

    async Task Load(string blog)
    {
        Blog = await db.Blogs.SeenBy(viewer).Include(b => b.Writers).SingleOrDefaultAsync(b => b.Address == blog, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        viewer.Must(Deed.KeepBlog, new(Blog.PlaceCode, Hand: Blog.HandOf(viewer)));
        Runs = await db.ImportRuns.Where(r => r.BlogId == Blog.Id).OrderByDescending(r => r.BegunAt).Take(20).ToListAsync(HttpContext.RequestAborted);
    }
}
