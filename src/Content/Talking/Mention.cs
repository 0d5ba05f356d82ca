using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Somebody is named (<c>@noi</c>) in an item or a comment. There is one for each thing and person, so saving again tells nobody again.
/// It is for their eyes once readers see the thing and they may: a draft, and what waits to be read first, tells nobody.</summary>
public sealed class Mention : IQuiet
{
    /// <summary>So many people are told of one text; those named after them are links only.</summary>
    public const int Most = 10;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Who is named.</summary>
    public long MemberId { get; init; }
    /// <summary>The item.</summary>
    public long Number { get; private set; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>The comment on it; null when the item itself names them.</summary>
    public long? CommentId { get; private set; }
    /// <summary>The comment; loaded on demand.</summary>
    public Comment? Comment { get; private init; }
    /// <summary>When it was told, or found that there was nobody to tell by letter (UTC); null until then.</summary>
    public DateTimeOffset? ToldAt { get; internal set; }

    /// <summary>Keeps whom items name when they are saved by somebody: every save of the database comes by here.</summary>
    internal static async Task Keep(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
            if (entry.Entity is { Saving: { } saving, Links: { } links } item)
                await Keep(db, item, await Named(db, links, stop, item.AuthorId, saving.By), entry.State == EntityState.Added, stop);
    }

    // Whom an earlier save named and this one does not is not told any more; who was told was told
    static async Task Keep(CommonsDb db, ContentItem item, List<long> named, bool isNew, CancellationToken stop)
    {
        foreach (var kept in isNew ? [] : await db.Mentions.Where(m => m.Number == item.Number && m.CommentId == null).ToListAsync(stop))
            if (!named.Remove(kept.MemberId) && kept.ToldAt is null)
                db.Remove(kept);
        db.AddRange(named.Select(id => new Mention { MemberId = id, Item = item }));
    }

    /// <summary>Keeps whom a comment names. The caller saves.</summary>
    /// <param name="db">Where it goes.</param>
    /// <param name="comment">The comment, new.</param>
    /// <param name="links">Where its links lead.</param>
    /// <param name="isTyped">Whether a person typed it just now, and can be asked to name fewer.</param>
    /// <exception cref="Refused">422: it names too many.</exception>
    internal static async Task Keep(CommonsDb db, Comment comment, IReadOnlyList<string> links, bool isTyped)
    {
        if (isTyped && Called(links).Count() > Most)
            throw new Refused(422, "เอ่ยชื่อคนได้ไม่เกิน 10 คนในหนึ่งความเห็น", "Say.Text");
        db.AddRange((await Named(db, links, default, comment.MemberId ?? 0)).Select(id => new Mention { MemberId = id, Number = comment.Number, Comment = comment }));
    }

    static IEnumerable<string> Called(IReadOnlyList<string> links) => links.Select(Prose.CalledBy).OfType<string>().Distinct();

    static async Task<List<long>> Named(CommonsDb db, IReadOnlyList<string> links, CancellationToken stop, params long[] not)
    {
        var called = Called(links).Take(Most).ToArray();
        return called.Length == 0 ? [] : await db.Members.Known().Where(m => m.WithdrawnAt == null && called.Contains(m.Address) && !not.Contains(m.Id)).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(stop);
    }

    /// <summary>Those that are for the eyes of who is named, now: readers see the thing, and they may.</summary>
    public static IQueryable<Mention> ToldTo(CommonsDb db, Viewer viewer)
    {
        var (me, seen) = (viewer.Id, db.Items.VisibleTo(viewer).Listed());
        return db.Mentions.Where(m => m.MemberId == me && seen.Any(i => i.Number == m.Number) && (m.CommentId == null || m.Comment!.State == CommentState.Shown));
    }
}
