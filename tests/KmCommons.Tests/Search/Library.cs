using KmCommons.Content;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Search.Index;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Search;

/// <summary>Content items in a village, and its index.</summary>
static class Library
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A published item; returns its number.</summary>
    public static async Task<long> Publishes(this Village village, long author, string title, string words, Action<ContentItem>? more = null)
    {
        var item = new ContentItem { Kind = "note", AuthorId = author, CreatedAt = DateTimeOffset.UtcNow };
        item.Describe(title, new(words, "", []), new(author, []), DateTimeOffset.UtcNow);
        item.Publish(DateTimeOffset.UtcNow);
        more?.Invoke(item);
        await village.Do(async db =>
        {
            db.Add(item);
            await db.SaveChangesAsync();
        });
        return item.Number;
    }

    /// <summary>The index of this server.</summary>
    public static Catalogue Catalogue(this IServiceProvider services) => services.GetRequiredService<Catalogue>();

    /// <summary>What this viewer finds.</summary>
    public static long[] Finds(this Catalogue catalogue, string typed, Viewer? viewer = null) =>
        [.. catalogue.View.Find(FindQuery.Parse(typed), new FindRequest { MaySee = AudienceKey.OpenTo(viewer ?? Viewer.Anonymous), Take = 1000 }).Hits.Select(hit => hit.Number).Order()];

    /// <summary>Waits until the index says so.</summary>
    public static async Task Until(this Catalogue catalogue, Func<bool> so)
    {
        using var patience = new CancellationTokenSource(Patience);
        await catalogue.Filled.WaitAsync(patience.Token);
        for (var next = catalogue.Next; !so(); next = catalogue.Next) await next.WaitAsync(patience.Token);
    }
}
