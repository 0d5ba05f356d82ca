using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A list of items with an address of its own: of a kind, a place, a blog, a person, a tag. Its page and its Atom feed read the same.</summary>
/// <param name="Title">What it is a list of, in Thai.</param>
/// <param name="Url">Its address; the feed is at <c>{Url}/feed</c>.</param>
/// <param name="Items">Its items; who may see them is asked when they are read.</param>
public sealed record Listing(string Title, string Url, IQueryable<ContentItem> Items)
{
    /// <summary>The list of this sort and key; null when there is none.</summary>
    /// <param name="sort"><c>t</c> tambon or district, <c>b</c> blog, <c>p</c> person, <c>tag</c>, or a kind's listing such as <c>notes</c>.</param>
    public static async Task<Listing?> Find(CommonsDb db, Kinds kinds, Gazetteer gazetteer, Viewer viewer, string sort, string key, CancellationToken stop = default) => sort switch
    {
        "t" => gazetteer.Find(key) is { } place ? OfPlace(db, place) : null,
        "b" => await db.Blogs.SeenBy(viewer).SingleOrDefaultAsync(b => b.Address == key, stop) is { } blog ? OfBlog(db, blog) : null,
        "p" => await db.Members.Known().SingleOrDefaultAsync(m => m.Address == key, stop) is { } member ? OfPerson(db, member) : null,
        "tag" => await LabelOf(db, viewer, key, stop) is { } label ? OfTag(db, key, label) : null,
        _ => kinds.All.FirstOrDefault(k => k.Listing == sort) is { } kind ? OfKind(db, kind) : null,
    };

    /// <summary>All of a kind.</summary>
    public static Listing OfKind(CommonsDb db, ContentKind kind) => new(kind.Thai, "/" + kind.Listing, db.Items.Where(i => i.Kind == kind.Key));

    /// <summary>All about a place and what lies in it.</summary>
    public static Listing OfPlace(CommonsDb db, Place place) => new(place.Full, "/t/" + place.Code, db.Items.Where(i => EF.Functions.Like(i.PlaceCode!, place.Code + "%")));

    /// <summary>All in a blog.</summary>
    public static Listing OfBlog(CommonsDb db, Blog blog) => new(blog.Title, blog.Url, db.Items.Where(i => i.BlogId == blog.Id));

    /// <summary>All by a person.</summary>
    public static Listing OfPerson(CommonsDb db, Member member) => new(member.DisplayName, member.Url, db.Items.Where(i => i.AuthorId == member.Id));

    // A word that stands only on drafts and hidden things is nobody's to see
    internal static Task<string?> LabelOf(CommonsDb db, Viewer viewer, string key, CancellationToken stop)
    {
        var seen = db.Items.VisibleTo(viewer).Listed();
        return db.Tags.Where(t => t.Key == key && seen.Any(i => i.Number == t.Number)).OrderBy(t => t.Number).Select(t => t.Label).FirstOrDefaultAsync(stop);
    }

    /// <summary>All with a tag.</summary>
    public static Listing OfTag(CommonsDb db, string key, string label) => new(label, "/tag/" + Uri.EscapeDataString(key), db.Items.Where(i => i.Tags.Any(t => t.Key == key)));
}
