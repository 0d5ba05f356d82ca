using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>All that one member follows, at hand to ask of items whether they are from there.</summary>
public sealed class Followed
{
    readonly long member;
    readonly long[] blogs, people, circles, fellows;
    readonly string[] tags, places;

    Followed(long member, IReadOnlyList<Follow> all, long[] fellows)
    {
        (this.member, All, this.fellows) = (member, all, fellows);
        (Numbers, blogs, people, circles) = (Of("n"), Of("b"), Of("p"), Of("c"));
        (tags, places) = ([.. all.Where(f => f.Sort == "tag").Select(f => f.Key)], [.. all.Where(f => f.Sort == "t").Select(f => f.Key + "%")]);
    }

    /// <summary>The rows, newest first.</summary>
    public IReadOnlyList<Follow> All { get; }
    /// <summary>The items that are followed themselves: what is new there is said below them.</summary>
    public long[] Numbers { get; }
    /// <summary>Whether nothing is followed that new items come from.</summary>
    public bool HasNoLists => All.Count == Numbers.Length;

    /// <summary>As if this member followed nothing.</summary>
    public static Followed Nothing(long member) => new(member, [], []);

    /// <summary>What this member follows.</summary>
    /// <param name="db">Where it is.</param>
    /// <param name="member">Who.</param>
    /// <param name="weekly">Whether only what shall go into the digest.</param>
    /// <param name="today">The day in Bangkok on which it is looked at who is in a circle.</param>
    /// <param name="stop">Stops asking.</param>
    public static async Task<Followed> By(CommonsDb db, long member, bool weekly, DateOnly today, CancellationToken stop)
    {
        var all = await db.Follows.AsNoTracking().Where(f => f.MemberId == member && (f.Weekly || !weekly)).OrderByDescending(f => f.At).ThenBy(f => f.Sort).ThenBy(f => f.Key).ToListAsync(stop);
        var circles = all.Where(f => f.Sort == "c").Select(f => f.Number).ToArray();
        var fellows = circles.Length == 0 ? [] : await db.RolesHeld.Where(r => r.CircleId != null && circles.Contains(r.CircleId.Value) && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).Select(r => r.MemberId).Distinct().ToArrayAsync(stop);
        return new(member, all, fellows);
    }

    /// <summary>Those of these items that come from what is followed; never the member's own. Goes on as any query.</summary>
    public IQueryable<ContentItem> Among(IQueryable<ContentItem> items)
    {
        var own = member;
        return items.Where(i => i.AuthorId != own && (i.BlogId != null && blogs.Contains(i.BlogId.Value) || people.Contains(i.AuthorId) || fellows.Contains(i.AuthorId)
            || i.CircleId != null && circles.Contains(i.CircleId.Value) || i.Tags.Any(t => tags.Contains(t.Key)) || places.Any(p => EF.Functions.Like(i.PlaceCode ?? "", p))));
    }

    long[] Of(string sort) => [.. All.Where(f => f.Sort == sort).Select(f => f.Number)];
}
