using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>What a copy is made of: a person's things, a blog, a circle, or everything. Who may see what of it is asked when it is read.</summary>
/// <param name="Name">What it is called, for the copy's first page.</param>
/// <param name="Key">What it is in an address and a file name: <c>blog-bangchak</c>, <c>site</c>.</param>
/// <param name="Ground">On what the deed is done.</param>
/// <param name="Deed">The deed that taking the copy is.</param>
/// <param name="Items">Its items.</param>
public sealed record CopyScope(string Name, string Key, Deed Deed, Ground Ground, Func<CommonsDb, IQueryable<ContentItem>> Items)
{
    /// <summary>Finds it; at most one of the three is said, and none means the whole site.</summary>
    /// <exception cref="Refused">404: there is no such person, blog or circle.</exception>
    public static async Task<CopyScope> Find(CommonsDb db, Viewer viewer, string? person, string? blog, string? circle, DateTimeOffset now, CancellationToken stop)
    {
        if (person is not null)
        {
            var member = await db.Members.Known().AsNoTracking().SingleOrDefaultAsync(m => m.Address == person, stop) ?? throw Refused.NotFound();
            // One's own things are one's own; anybody else's only come with the whole site
            return new(member.DisplayName, "person-" + member.Address, member.Id == viewer.Id ? Deed.BeMember : Deed.Operate, new(), db => db.Items.Where(i => i.AuthorId == member.Id));
        }
        if (blog is not null)
        {
            var found = await db.Blogs.SeenBy(viewer).AsNoTracking().Include(b => b.Writers).SingleOrDefaultAsync(b => b.Address == blog, stop) ?? throw Refused.NotFound();
            return new(found.Title, "blog-" + found.Address, Deed.KeepBlog, new(found.PlaceCode, Hand: found.HandOf(viewer)), db => db.Items.Where(i => i.BlogId == found.Id));
        }
        if (circle is not null)
        {
            var found = await db.Circles.AsNoTracking().SingleOrDefaultAsync(c => c.Address == circle, stop) is { } gathers && gathers.IsSeenBy(viewer) ? gathers : throw Refused.NotFound();
            return new(found.Name, "circle-" + found.Address, Deed.CopyCircle, new(found.PlaceCode, found.Id), db => found.Listing(db, ThaiDate.Day(now)).Items.Where(i => i.Audience != Audience.Practice));
        }
        return new(Site.Name, "site", Deed.Operate, new(), db => db.Items.Where(i => i.Audience != Audience.Practice));
    }
}
