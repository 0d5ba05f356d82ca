using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A blog: <c>/b/{blog}</c>.</summary>
[OpenToAll, Cached]
public sealed class BlogPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer) : ListPage(db, viewer, kinds, gazetteer)
{
    /// <summary>The blog with who writes in it.</summary>
    public Blog Blog { get; private set; } = null!;

    /// <summary>Whether the viewer keeps the blog.</summary>
    public bool MayKeep => Viewer.May(Deed.KeepBlog, new(Blog.PlaceCode, Hand: Blog.HandOf(Viewer)));

    /// <summary>Shows one page of it.</summary>
    public async Task OnGetAsync(string blog, [FromQuery(Name = "page")] int number = 1)
    {
        await Read("b", blog, number);
        Blog = await Db.Blogs.Include(b => b.Writers).ThenInclude(w => w.Member).SingleAsync(b => b.Address == blog, HttpContext.RequestAborted);
    }
}
