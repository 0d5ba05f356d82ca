using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace KmCommons.Content;

public sealed partial class Revision
{
    /// <summary>The one place where revisions are made: every save of the database comes by here, whichever module, form, seed or command asked for it.
    /// An item that was described (<see cref="ContentItem.Describe"/>) gets a revision, unless nothing changed; one that opens to readers remembers from which on they may read.</summary>
    internal static async Task Keep(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var (item, saving, opens) = (entry.Entity, entry.Entity.TakeSaving(), Opens(entry));
            if (saving is null && !opens)
                continue;
            var newest = entry.State == EntityState.Added ? null : await Newest(db, item.Number, stop);
            if (saving is not null)
                newest = Take(db, item, saving, newest);
            if (opens)
                item.OpenFrom = newest?.Nth ?? 1;
        }
    }

    static Revision Take(CommonsDb db, ContentItem item, Saving saving, Revision? newest)
    {
        var made = new Revision { Item = item, Nth = (newest?.Nth ?? 0) + 1, ById = saving.By, At = saving.At, PutsBack = saving.PutsBack, Note = saving.Note };
        made.Hold(item, saving);
        made.Changed = made.Differences(newest);
        if (newest is not null && made.Changed.Length == 0)
            return newest;
        db.Add(made);
        return made;
    }

    void Hold(ContentItem item, Saving saving)
    {
        var parts = saving.Parts.Where(p => p.Text.Length > 0).ToList();
        (Title, Keys, Texts) = (item.Title, [.. parts.Select(p => p.Key)], [.. parts.Select(p => p.Text.ReplaceLineEndings("\n"))]);
        (Tags, PlaceCode, PlaceName) = ([.. item.Tags.Select(t => t.Label).Order(StringComparer.Ordinal)], item.PlaceCode, item.PlaceName);
        Letters = ThaiText.CountClusters(Title) + Texts.Sum(t => ThaiText.CountClusters(t));
    }

    // Closed and opened again, by its writer or by a moderator: what stood there before the opening is not the readers'
    static bool Opens(EntityEntry<ContentItem> entry)
    {
        var item = entry.Entity;
        if (item.State != ItemState.Published || item.HiddenAt is not null)
            return false;
        var before = entry.OriginalValues;
        if (entry.State == EntityState.Added || before.GetValue<ItemState>(nameof(item.State)) != ItemState.Published || before.GetValue<DateTimeOffset?>(nameof(item.HiddenAt)) is not null)
            return true;
        return before.GetValue<Audience>(nameof(item.Audience)) is var audience && audience != Audience.Everyone
            && (audience != item.Audience || audience == Audience.Circle && before.GetValue<long?>(nameof(item.CircleId)) != item.CircleId);
    }
}
