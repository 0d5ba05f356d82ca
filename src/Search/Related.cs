using System.Collections.Concurrent;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>What is like an item, and who knows of it: only what everybody may see, so it is the same for every reader.
/// Made when it is first asked for and remembered: for a few minutes, and only while nothing that it names has changed in the index, which is asked each time.
/// So a view of a page costs no query, and what was hidden is gone at once.</summary>
public sealed class Related(Catalogue catalogue, Gazetteer gazetteer, TimeProvider clock)
{
    const int MostItems = 4, MostKept = 2000;
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2), Patience = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentDictionary<long, Slot> slots = new();

    /// <summary>An item that is like another.</summary>
    /// <param name="Themes">The themes they share.</param>
    /// <param name="Near">Whether they share tambon or district.</param>
    /// <param name="Words">Words they share, when they share no theme.</param>
    public sealed record Item(long Number, string Title, string Url, string Kind, IReadOnlyList<string> Themes, Near Near, IReadOnlyList<string> Words);

    /// <summary>Items and people, either may be none.</summary>
    public sealed record Found(IReadOnlyList<Item> Items, IReadOnlyList<Knower> People)
    {
        /// <summary>Nothing at all.</summary>
        public static readonly Found Nothing = new([], []);

        /// <summary>Whether there is nothing to show.</summary>
        public bool IsEmpty => Items.Count + People.Count == 0;

        /// <summary>What it looks like in each language in which it was asked for: the same for all readers, so it is rendered once.</summary>
        public ConcurrentDictionary<Language, IHtmlContent> Looks { get; } = new();
    }

    // One at a time makes it for an item; the others wait and find it made
    sealed class Slot
    {
        public readonly SemaphoreSlim Making = new(1);
        public volatile Kept? Kept;
    }

    sealed record Kept(DateTimeOffset At, IReadOnlyList<(long Number, ulong? Fingerprint)> Named, Found Found);

    /// <summary>What is related to this item. Nothing while the index is not filled, or does not follow the database.</summary>
    public async ValueTask<Found> To(ContentItem item, CommonsDb db, CancellationToken stop)
    {
        if (!catalogue.Filled.IsCompletedSuccessfully || !await catalogue.IsAbreast(Patience, stop)) return Found.Nothing;
        if (slots.Count >= MostKept) slots.Clear();
        var slot = slots.GetOrAdd(item.Number, static _ => new());
        if (slot.Kept is { } kept && IsStillSo(kept)) return kept.Found;
        await slot.Making.WaitAsync(stop);
        try
        {
            return (slot.Kept is { } made && IsStillSo(made) ? made : slot.Kept = await Make(item, db, stop)).Found;
        }
        finally { slot.Making.Release(); }
    }

    bool IsStillSo(Kept kept)
    {
        if (clock.GetUtcNow() - kept.At > Fresh) return false;
        var view = catalogue.View;
        foreach (var (number, fingerprint) in kept.Named)
            if (fingerprint is null || view.Fingerprint(number) != fingerprint) return false;
        return true;
    }

    // The index proposes; the database has the last word on who may see it
    async Task<Kept> Make(ContentItem item, CommonsDb db, CancellationToken stop)
    {
        var (view, at) = (catalogue.View, clock.GetUtcNow());
        if (Published.Read(db.Items.Where(of => of.Number == item.Number), gazetteer).SingleOrDefault() is not { } text) return new(at, [(item.Number, null)], Found.Nothing);
        var alike = view.Like(text, AudienceKey.OpenTo(Viewer.Anonymous), MostItems);
        var numbers = alike.Select(of => of.Number).ToArray();
        var seen = numbers.Length == 0 ? [] : await db.Items.AsNoTracking().VisibleTo(Viewer.Anonymous).Listed().Where(of => numbers.Contains(of.Number))
            .Select(of => new { of.Number, of.Title, of.Slug, of.Kind }).ToDictionaryAsync(of => of.Number, stop);
        var items = from of in alike
                    where seen.ContainsKey(of.Number)
                    let row = seen[of.Number]
                    let near = of.Shared.Any(facet => facet.Name == Published.Tambon) ? Near.Tambon : of.Shared.Any(facet => facet.Name == Published.District) ? Near.District : Near.Elsewhere
                    select new Item(row.Number, row.Title, ContentItem.UrlOf(row.Number, row.Slug), row.Kind, [.. of.Shared.Where(facet => facet.Name == Published.Theme).Select(facet => facet.Value)], near, of.Words);
        var found = new Found([.. items], await Knower.Of(text, item.AuthorId, db, stop));
        var named = found.Items.Select(of => of.Number).Concat(found.People.SelectMany(person => person.Numbers)).Append(item.Number).Distinct();
        return new(at, [.. named.Select(number => (number, view.Fingerprint(number)))], found);
    }
}
