using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>Counts what everybody may read in the blogs of a round, within its days.</summary>
public static class AwardCounting
{
    /// <summary>The facts by blog: as they stand today, or as they stood when the round was closed.</summary>
    public static async Task<IReadOnlyDictionary<long, AwardFacts>> Of(CommonsDb db, AwardRound round, CancellationToken stop)
    {
        if (round.ClosedAt is not null)
            return round.Nominees.ToDictionary(n => n.BlogId, n => new AwardFacts(n.Counts ?? new int[Enum.GetValues<Counted>().Length]));
        var blogs = round.Nominees.Select(n => n.BlogId).ToArray();
        var (from, until) = (ThaiDate.Instant(round.FromDay), ThaiDate.Instant(round.ToDay.AddDays(1)));
        var items = db.Items.VisibleTo(Viewer.Anonymous).Listed().Where(i => i.BlogId != null && blogs.Contains(i.BlogId.Value) && i.PublishedAt >= from && i.PublishedAt < until);
        var here = db.Items.VisibleTo(Viewer.Anonymous).Listed().Where(i => i.BlogId != null && blogs.Contains(i.BlogId.Value));
        Task<Dictionary<long, int>> Count<T>(IQueryable<T> things, System.Linq.Expressions.Expression<Func<T, long>> blog) => things.GroupBy(blog).Select(g => new { g.Key, N = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.N, stop);
        var links = db.Links.Select(l => l.Number);
        var notes = await Count(items.Where(i => i.Kind == "note"), i => i.BlogId!.Value);
        var practice = await Count(items.Where(i => i.Kind == "aar" || i.Kind == "case"), i => i.BlogId!.Value);
        var captions = await Count(items.SelectMany(i => i.Photos.Where(p => p.Caption != ""), (i, p) => i), i => i.BlogId!.Value);
        var sourced = await Count(items.Where(i => i.Kind == "note" && links.Contains(i.Number)), i => i.BlogId!.Value);
        var answers = await Count(here.SelectMany(i => i.Comments.Where(c => c.State == CommentState.Shown && c.At >= from && c.At < until && i.Blog!.Writers.Any(w => w.MemberId == c.MemberId)), (i, c) => i), i => i.BlogId!.Value);
        var hidden = await Count(db.Items.Where(i => i.BlogId != null && blogs.Contains(i.BlogId.Value) && i.HiddenAt != null && i.HeldFor.Length == 0 && i.PublishedAt >= from && i.PublishedAt < until), i => i.BlogId!.Value);
        return round.Nominees.ToDictionary(n => n.BlogId, n => new AwardFacts([notes.GetValueOrDefault(n.BlogId), answers.GetValueOrDefault(n.BlogId), captions.GetValueOrDefault(n.BlogId), practice.GetValueOrDefault(n.BlogId),
            sourced.GetValueOrDefault(n.BlogId), hidden.ContainsKey(n.BlogId) ? 0 : 1, n.AgreedAt is null ? 0 : 1]));
    }
}
