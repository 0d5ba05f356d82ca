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
    public static async Task<Followed> By(CommonsDb db, long member, bool weekly, DateOnly today, CancellationToken stop) => (await ByAll(db, [member], weekly, today, stop))[member];

    /// <summary>What each of these members follows, asked for all at once.</summary>
    public static async Task<Dictionary<long, Followed>> ByAll(CommonsDb db, long[] members, bool weekly, DateOnly today, CancellationToken stop)
    {
        var all = (await db.Follows.AsNoTracking().Where(f => members.Contains(f.MemberId) && (f.Weekly || !weekly)).OrderByDescending(f => f.At).ThenBy(f => f.Sort).ThenBy(f => f.Key).ToListAsync(stop)).ToLookup(f => f.MemberId);
        var people = await InCircles(db, [.. all.SelectMany(f => f).Where(f => f.Sort == "c").Select(f => f.Number).Distinct()], today, stop);
        return members.ToDictionary(m => m, m => new Followed(m, [.. all[m]], [.. all[m].Where(f => f.Sort == "c").SelectMany(f => people[f.Number]).Distinct()]));
    }

    /// <summary>Who is in each of these circles on a day in Bangkok.</summary>
    public static async Task<ILookup<long, long>> InCircles(CommonsDb db, long[] circles, DateOnly today, CancellationToken stop) =>
        (circles.Length == 0 ? [] : await db.RolesHeld.AsNoTracking().Where(r => r.CircleId != null && circles.Contains(r.CircleId.Value) && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).ToListAsync(stop))
        .ToLookup(r => r.CircleId!.Value, r => r.MemberId);

    /// <summary>Those of these items that come from what is followed; never the member's own. Goes on as any query.</summary>
    public IQueryable<ContentItem> Among(IQueryable<ContentItem> items)
    {
        var own = member;
        return items.Where(i => i.AuthorId != own && (i.BlogId != null && blogs.Contains(i.BlogId.Value) || people.Contains(i.AuthorId) || fellows.Contains(i.AuthorId)
            || i.CircleId != null && circles.Contains(i.CircleId.Value) || i.Tags.Any(t => tags.Contains(t.Key)) || places.Any(p => EF.Functions.Like(i.PlaceCode ?? "", p))));
    }

    long[] Of(string sort) => [.. All.Where(f => f.Sort == sort).Select(f => f.Number)];
}
