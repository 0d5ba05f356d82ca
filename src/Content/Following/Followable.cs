using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A sort of thing that can be followed, said once by the module that has it.</summary>
/// <param name="Sort">What stands in the row.</param>
/// <param name="Thai">What it is called; the key of the string localizer.</param>
/// <param name="Find">The thing of a key, if this viewer may see it; null otherwise.</param>
public sealed record Followable(string Sort, string Thai, Func<CommonsDb, Gazetteer, Viewer, string, CancellationToken, Task<FollowedThing?>> Find);

/// <summary>A thing that is followed.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Person">Whose it is, when it is a person or a person's own blog.</param>
public sealed record FollowedThing(string Title, string Url, long? Person = null);

/// <summary>All sorts that the modules have said.</summary>
public sealed class Followables(IEnumerable<Followable> all, Gazetteer gazetteer)
{
    /// <summary>The sort of a key, or null.</summary>
    public Followable? Of(string sort) => all.FirstOrDefault(f => f.Sort == sort);

    /// <summary>The thing, or null.</summary>
    public async Task<FollowedThing?> Find(CommonsDb db, Viewer viewer, string sort, string key, CancellationToken stop = default) =>
        key.Length is > 0 and <= 100 && Of(sort) is { } followable ? await followable.Find(db, gazetteer, viewer, key, stop) : null;

    /// <summary>Those that this module has.</summary>
    internal static readonly Followable[] Own =
    [
        new("n", "เรื่อง", async (db, _, viewer, key, stop) => Follow.NumberOf(key) is var number && await db.Items.VisibleTo(viewer).Listed().Where(i => i.Number == number).Select(i => new { i.Number, i.Slug, i.Title }).SingleOrDefaultAsync(stop) is { } item
            ? new(item.Title, ContentItem.UrlOf(item.Number, item.Slug)) : null),
        new("b", "สมุดบันทึก", async (db, _, viewer, key, stop) => Follow.NumberOf(key) is var id && await db.Blogs.SeenBy(viewer).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, stop) is { } blog ? new(blog.Title, blog.Url, blog.PersonId) : null),
        new("p", "คน", async (db, _, _, key, stop) => Follow.NumberOf(key) is var id && await db.Members.AsNoTracking().Known().SingleOrDefaultAsync(m => m.Id == id && m.WithdrawnAt == null, stop) is { } person ? new(person.DisplayName, person.Url, person.Id) : null),
        new("tag", "คำสำคัญ", async (db, _, viewer, key, stop) => await Listing.LabelOf(db, viewer, key, stop) is { } label ? new(label, "/tag/" + Uri.EscapeDataString(key)) : null),
        new("t", "พื้นที่", (_, places, _, key, _) => Task.FromResult(places.Find(key) is { } place ? new FollowedThing(place.Full, "/t/" + place.Code) : null)),
    ];
}
