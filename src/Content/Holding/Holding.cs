using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Content;

/// <summary>Looks at everything that becomes readable, whichever door it comes by, and lets somebody read first what a <see cref="HoldRule"/> finds.</summary>
static class Holding
{
    /// <summary>Judges the items that are about to be saved: those that become published, or change while they are. What it finds hides the item until somebody decided; what was changed until nothing is found comes back by itself.</summary>
    public static async Task Judge(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
            if (entry.Entity is { State: ItemState.Published, Audience: not Audience.Practice } item && (item.HiddenAt is null || item.IsHeld) && (item.Saving is not null || Opens(entry)))
                item.Hold(await Found(db, item, stop), Now(db));
    }

    static bool Opens(EntityEntry<ContentItem> entry) => entry.State == EntityState.Added || entry.OriginalValues.GetValue<ItemState>(nameof(ContentItem.State)) != ItemState.Published;

    static async Task<string[]> Found(CommonsDb db, ContentItem item, CancellationToken stop)
    {
        var (now, by) = (Now(db), item.Saving?.By ?? item.AuthorId);
        var trust = await Trust.Of(db, by, now, stop);
        if (trust.Level == TrustLevel.Known)
            return [];
        var texts = item.Saving?.Parts.Select(p => p.Text) ?? (await Revision.Newest(db, item.Number, stop))?.Texts ?? [item.Words];
        var since = now - HoldRule.Moment;
        // Only a person at a form can be too quick: the timetable, a command and an import at night are not in a hurry
        var lately = db.Actor == 0 ? 0 : await db.Items.CountAsync(i => i.AuthorId == by && i.State == ItemState.Published && i.PublishedAt > since && i.Number != item.Number, stop);
        return HoldRule.Judge(new(string.Join('\n', texts.Prepend(item.Title)), trust, lately, CameBefore: true, Of<SpamWords>(db) ?? SpamWords.Shipped) { Home = Of<Site>(db)?.Address ?? "" });
    }

    /// <summary>What the rules find in a comment that is about to be written.</summary>
    public static async Task<string[]> Found(CommonsDb db, Comment comment, bool cameBefore, DateTimeOffset now, CancellationToken stop)
    {
        var trust = comment.MemberId is { } member ? await Trust.Of(db, member, now, stop) : Trust.Guest;
        if (trust.Level == TrustLevel.Known)
            return [];
        var since = now - HoldRule.Moment;
        var lately = await db.Comments.CountAsync(c => c.At > since && c.At <= now && (comment.MemberId != null ? c.MemberId == comment.MemberId : c.MemberId == null && c.MaskedAddress == comment.MaskedAddress), stop);
        return HoldRule.Judge(new($"{comment.GuestName}\n{comment.Text}", trust, lately, cameBefore, Of<SpamWords>(db) ?? SpamWords.Shipped) { Home = Of<Site>(db)?.Address ?? "" });
    }

    static DateTimeOffset Now(CommonsDb db) => (Of<TimeProvider>(db) ?? TimeProvider.System).GetUtcNow();

    // What is saved comes by without its door: the things of the site are asked for by way of the database
    static T? Of<T>(CommonsDb db) where T : class => db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<T>();
}
