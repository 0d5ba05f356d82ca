using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>Something to decide about: an item or a comment that waits, was reported, or is hidden.</summary>
/// <param name="Item">The item, with its blog and the writers of that.</param>
/// <param name="Comment">The comment on it; null when the item itself is meant.</param>
/// <param name="Since">Since when it is so (UTC).</param>
public sealed record Matter(ContentItem Item, Comment? Comment, DateTimeOffset Since)
{
    /// <summary>For so long it is the blog's owners' alone; then the moderators of the place see it too.</summary>
    public static readonly TimeSpan OwnersFirst = TimeSpan.FromHours(24);

    /// <summary>What readers say is wrong with it.</summary>
    public IReadOnlyList<Report> Reports { get; init; } = [];
    /// <summary>The last ruling that hid it, when it is hidden.</summary>
    public Ruling? LastHide { get; init; }
    /// <summary>What the hold rules found.</summary>
    public IReadOnlyList<string> HeldFor => Comment?.HeldFor ?? Item.HeldFor;
    /// <summary>Whether it waits to be read first.</summary>
    public bool IsHeld => Comment is null ? Item.IsHeld : Comment.State == CommentState.Held;
    /// <summary>Whether it was taken from readers.</summary>
    public bool IsHidden => !IsHeld && (Comment is null ? Item.HiddenAt is not null : Comment.State == CommentState.Removed);
    /// <summary>Who wrote it; null for a guest.</summary>
    public long? Writer => Comment is null ? Item.AuthorId : Comment.MemberId;

    /// <summary>What this viewer may do about it.</summary>
    public Bench For(Viewer viewer) => new(viewer, Item, Comment, LastHide);

    /// <summary>Who is asked first, besides moderators: who keeps the blog, and who wrote the item that was commented on; never who wrote it.</summary>
    public IEnumerable<long> Keepers => (Comment is null ? [] : new[] { Item.AuthorId }).Concat(Item.Blog?.Writers.Where(w => w.Hand == BlogHand.Owner).Select(w => w.MemberId) ?? []).Distinct().Where(id => id != Writer);

    /// <summary>Whether the moderators see it now.</summary>
    public bool IsForModerators(DateTimeOffset now) => Since <= now - OwnersFirst || !Keepers.Any();

    /// <summary>All that waits among these items, oldest first.</summary>
    public static async Task<List<Matter>> Waiting(CommonsDb db, IQueryable<ContentItem> among, CancellationToken stop)
    {
        var items = await among.Where(i => i.HiddenAt != null && i.HeldFor.Length > 0).Include(i => i.Author).Include(i => i.Blog!.Writers).OrderBy(i => i.HiddenAt).Take(300).AsNoTracking().ToListAsync(stop);
        var comments = await db.Comments.Where(c => c.State == CommentState.Held && among.Any(i => i.Number == c.Number)).Include(c => c.Member).Include(c => c.Item.Blog!.Writers).OrderBy(c => c.At).Take(500).AsNoTracking().ToListAsync(stop);
        return [.. items.Select(i => new Matter(i, null, i.HiddenAt!.Value)).Concat(comments.Select(c => new Matter(c.Item, c, c.At))).OrderBy(m => m.Since)];
    }

    /// <summary>What is hidden among these items and was decided last, newest first; without comments whose words are gone.</summary>
    public static async Task<List<Matter>> Hidden(CommonsDb db, IQueryable<ContentItem> among, CancellationToken stop)
    {
        var items = await among.Where(i => i.HiddenAt != null && i.HeldFor.Length == 0).Include(i => i.Author).Include(i => i.Blog!.Writers).OrderByDescending(i => i.HiddenAt).Take(100).AsNoTracking().ToListAsync(stop);
        var comments = await db.Comments.Where(c => c.State == CommentState.Removed && c.Text != "" && among.Any(i => i.Number == c.Number)).Include(c => c.Member).Include(c => c.Item.Blog!.Writers).OrderByDescending(c => c.TakenAt ?? c.At).Take(100).AsNoTracking().ToListAsync(stop);
        var numbers = items.Select(i => i.Number).Concat(comments.Select(c => c.Number)).Distinct().ToArray();
        var hides = (await db.Rulings.AsNoTracking().Where(r => numbers.Contains(r.Number) && r.Deed == RulingDeed.Hide).OrderBy(r => r.Id).ToListAsync(stop)).ToLookup(r => (r.Number, r.CommentId));
        return [.. items.Select(i => new Matter(i, null, i.HiddenAt!.Value) { LastHide = hides[(i.Number, null)].LastOrDefault() })
            .Concat(comments.Select(c => new Matter(c.Item, c, c.TakenAt ?? c.At) { LastHide = hides[(c.Number, c.Id)].LastOrDefault() })).OrderByDescending(m => m.Since)];
    }

    /// <summary>What readers reported among these items, oldest first.</summary>
    public static async Task<List<Matter>> Reported(CommonsDb db, IQueryable<ContentItem> among, CancellationToken stop)
    {
        var reports = await db.Reports.Include(r => r.Item.Author).Include(r => r.Item.Blog!.Writers).Where(r => r.SettledAt == null && among.Any(i => i.Number == r.Number)).OrderBy(r => r.At).Take(200).AsNoTracking().ToListAsync(stop);
        return [.. reports.GroupBy(r => r.Number).Select(g => new Matter(g.First().Item, null, g.First().At) { Reports = [.. g] })];
    }
}
