using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>What a member's digest looks for: things about their own tambon, about the places they hold a role for (a role for the whole province
/// means everything), things of their circles, things by the people they share a circle with,
/// and what comes from what they follow and want told by letter.</summary>
public sealed record Interest
{
    readonly long member;
    readonly long[] circles;
    readonly long[] fellows;
    readonly Followed followed;
    readonly Wording w;

    Interest(long member, long[] circles, IReadOnlyList<Area> areas, long[] fellows, Followed followed, Wording w) =>
        (this.member, this.circles, Areas, this.fellows, this.followed, this.w) = (member, circles, areas, fellows, followed, w);

    /// <summary>A place that counts with all inside it, and how the letter says why. The province's code is empty.</summary>
    public sealed record Area(string Code, string Because);

    /// <summary>The places, smallest first.</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>Whether anything is looked for at all.</summary>
    public bool IsEmpty => Areas.Count == 0 && circles.Length == 0 && followed.HasNoLists;

    /// <summary>The items among that: what is said below them is told.</summary>
    public long[] FollowedItems => followed.Numbers;

    /// <summary>The places of a member, smallest first: their own tambon, and where they hold roles.</summary>
    internal static IReadOnlyList<Area> Places(Gazetteer gazetteer, Viewer viewer, string? tambon, Wording w)
    {
        List<Area> areas = gazetteer.Find(tambon) is { } own ? [new(own.Code, w["จากตำบลของท่าน {0}", own.Name(w.English)])] : [];
        foreach (var role in viewer.Roles.Where(r => r.CircleId is null))
            areas.Add(gazetteer.Find(role.PlaceCode) is { Level: not PlaceLevel.Province } place
                ? new(place.Code, w["จาก {0} ที่ท่านเป็น{1}", place.Name(w.English), w[role.Role.Thai]])
                : new("", w["ท่านเป็น{0}ของทั้งจังหวัด", w[role.Role.Thai]]));
        return [.. areas.DistinctBy(a => a.Code).OrderByDescending(a => a.Code.Length)];
    }

    /// <summary>The interest of this member, with the roles that the viewer holds.</summary>
    /// <param name="reader">The member.</param>
    /// <param name="tambon">The member's own tambon, or null.</param>
    /// <param name="wants">Whether a source (<see cref="Source.Key"/>) is asked for.</param>
    /// <param name="w">The language of the reasons.</param>
    internal static Interest Of(Gazetteer gazetteer, Reader reader, string? tambon, Func<string, bool> wants, Wording w)
    {
        var (viewer, circles) = (reader.Viewer, reader.Viewer.Circles.Where(id => wants(Source.OfCircle(id))).ToArray());
        var fellows = circles.SelectMany(id => reader.InCircles[id]).Where(id => id != viewer.Id).Distinct().ToArray();
        return new(viewer.Id, circles, [.. Places(gazetteer, viewer, tambon, w).Where(a => wants(Source.OfPlace(a.Code)))], fellows, wants(Source.Follows) ? reader.Followed : Followed.Nothing(viewer.Id), w);
    }

    /// <summary>Those of these items that are looked for; never the member's own.</summary>
    public IQueryable<ContentItem> Among(IQueryable<ContentItem> items)
    {
        var (own, rings, people, places) = (member, circles, fellows, Areas.Select(a => a.Code + "%").ToArray());
        var follows = followed.Among(items);
        return items.Where(i => i.AuthorId != own
            && (follows.Any(f => f.Number == i.Number)
                || i.CircleId != null && rings.Contains(i.CircleId.Value)
                || people.Contains(i.AuthorId)
                || places.Any(p => EF.Functions.Like(i.PlaceCode ?? i.Blog!.PlaceCode ?? "", p))));
    }

    /// <summary>Those of these items that tell of an honour for the whole site, or for a place around or within one of the member's.</summary>
    public IQueryable<ContentItem> Honoured(IQueryable<ContentItem> items, IQueryable<Honour> honours)
    {
        var (own, codes) = (member, Areas.Select(a => a.Code).ToArray());
        return items.Where(i => i.AuthorId != own && honours.Any(h => h.Number == i.Number && (h.PlaceCode == null || codes.Any(c => EF.Functions.Like(h.PlaceCode, c + "%") || EF.Functions.Like(c, h.PlaceCode + "%")))));
    }

    /// <summary>Why one of <see cref="Among"/> is there; the nearest reason when there are several.</summary>
    public Reason Why(string? place, long? circle, long author)
    {
        if (circle is { } ring && circles.Contains(ring))
            return new(0, w["จากวงของท่าน"], FromCircle: true);
        var area = Areas.FirstOrDefault(a => (place ?? "").StartsWith(a.Code, StringComparison.Ordinal));
        if (area is { Code.Length: > 0 })
            return new(area.Code.Length > 4 ? 1 : 2, area.Because, FromCircle: false);
        return fellows.Contains(author) ? new(3, w["จากเพื่อนร่วมวงของท่าน"], FromCircle: true)
            : area is null ? new(3, w["จากที่ท่านติดตาม"], FromCircle: false, IsFollowed: true) : new(4, area.Because, FromCircle: false);
    }
}

/// <summary>Why something is in a digest.</summary>
/// <param name="Rank">How near it is, 0 the nearest: the circle's own, tambon, district, a fellow's, province.</param>
/// <param name="Says">The reason, in the reader's language.</param>
/// <param name="FromCircle">Whether a circle is the reason; else a place, or what the member follows.</param>
/// <param name="IsFollowed">Whether it is there because the member follows something, and for nothing nearer.</param>
public sealed record Reason(int Rank, string Says, bool FromCircle, bool IsFollowed = false);
