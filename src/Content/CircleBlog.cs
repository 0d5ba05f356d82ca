using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The blog of a circle: who is in the circle writes in it, what lies in it is the circle's, and in a closed circle's blog it is for the circle only.</summary>
public static class CircleBlog
{
    extension(IQueryable<Blog> blogs)
    {
        /// <summary>Those that this viewer may know of: all but those of closed circles that they are not in; administrators of the province know of all. No blog to practise in.</summary>
        public IQueryable<Blog> SeenBy(Viewer viewer)
        {
            var (circles, all) = (viewer.Circles, viewer.Holds(Role.Administrator));
            return blogs.Where(b => b.PracticeId == null && (!b.IsClosed || all || circles.Contains(b.CircleId!.Value)));
        }
    }

    /// <summary>Opens the blog of a circle that has none. The caller has asked whether they may, and saves.</summary>
    /// <exception cref="Refused">409: it has one.</exception>
    public static async Task<Blog> Open(CommonsDb db, long circle, string address, string title, bool isClosed, long owner, CancellationToken stop = default)
    {
        if (await db.Blogs.AnyAsync(b => b.CircleId == circle, stop))
            throw new Refused(409, "วงนี้มีสมุดแล้ว");
        var taken = await db.Blogs.AnyAsync(b => b.Address == address, stop);
        var blog = new Blog { Address = taken ? $"{address}-{Guid.NewGuid().ToString("N")[..6]}" : address, CircleId = circle, IsClosed = isClosed };
        blog.Describe(ThaiText.Cut(title, 100), "");
        blog.Give(owner, BlogHand.Owner);
        db.Add(blog);
        return blog;
    }

    /// <summary>Stands before every save: what lies in a circle's blog is the circle's; a review may say of which circle it is by itself, but not in a closed one's.</summary>
    internal static async Task Keep(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var item = entry.Entity;
            if (entry.State == EntityState.Modified && !entry.Property(i => i.BlogId).IsModified && !entry.Property(i => i.Audience).IsModified && !entry.Property(i => i.CircleId).IsModified)
                continue;
            var blog = item.Blog ?? (item.BlogId is { } id ? await db.Blogs.SingleOrDefaultAsync(b => b.Id == id, stop) : null);
            if (blog?.CircleId is not { } circle)
                continue;
            // Asked anew, and held until this is saved: the circle may be closing at this moment
            var isClosed = blog.IsClosed || (await db.Database.SqlQuery<bool>($"select is_closed as \"Value\" from content.blog where id = {blog.Id} for share").ToListAsync(stop)) is [true];
            (item.CircleId, item.Audience) = (item.Kind == "note" || isClosed ? circle : item.CircleId ?? circle, isClosed ? Audience.Circle : item.Audience);
        }
    }
}
