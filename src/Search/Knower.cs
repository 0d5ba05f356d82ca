using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Search.Index;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>Somebody who knows of what an item is about, since they wrote of it where everybody may read it.</summary>
/// <param name="Name">The name others read.</param>
/// <param name="Url">Their page.</param>
/// <param name="Theme">The theme they know most of; null when they know the place.</param>
/// <param name="Count">How many stories they wrote on that theme, or of that place.</param>
/// <param name="Near">Where they wrote on these themes: in the same tambon, the same district, or elsewhere.</param>
/// <param name="Numbers">Some of these stories: when one goes, this may no longer be so.</param>
public sealed record Knower(string Name, string Url, string? Theme, int Count, Near Near, IReadOnlyList<long> Numbers)
{
    /// <summary>How many are named, how many of the most diligent are looked at, and how many stories of each are remembered.</summary>
    const int Most = 3, LookedAt = 200, Remembered = 8;
    /// <summary>Less than this is not knowing: one story among sixteen on the only shared theme. Who wrote of the place alone wrote at least so many stories.</summary>
    const double Least = 0.25;
    const int LeastOfPlace = 2;

    sealed record Written(long Id, string Name, string Address, string Key, int Count, int InTambon, int InDistrict, long[] Numbers);

    /// <summary>Who wrote on the themes of this text and, when those are few, of its tambon; its author left out, the one who knows most first.
    /// Each theme counts ln(1 + their stories) / ln(1 + all stories) on it, so that one story on a rare theme is worth several on a common one; the same tambon 0.25, the same district 0.1.</summary>
    internal static async Task<IReadOnlyList<Knower>> Of(IndexedText text, long author, CommonsDb db, CancellationToken stop)
    {
        var labels = text.Tags.Select(Tag.Of).OfType<Tag>().DistinctBy(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Label);
        var (keys, tambon, district) = (labels.Keys.ToArray(), Place(Published.Tambon), Place(Published.District));
        var open = db.Items.AsNoTracking().VisibleTo(Viewer.Anonymous).Listed().Where(item => item.Number != text.Number && item.AuthorId != author);
        var written = await (from item in open
                             from tag in item.Tags
                             where keys.Contains(tag.Key)
                             join member in db.Members.Known() on item.AuthorId equals member.Id
                             group item by new { member.Id, member.DisplayName, member.Address, tag.Key } into of
                             orderby of.Count() descending, of.Key.Id, of.Key.Key
                             select new Written(of.Key.Id, of.Key.DisplayName, of.Key.Address, of.Key.Key, of.Count(), of.Count(item => item.PlaceCode == tambon),
                                 of.Count(item => EF.Functions.Like(item.PlaceCode ?? "", district + "%")), EF.Functions.ArrayAgg(of.Select(item => item.Number)))).Take(LookedAt).ToListAsync(stop);
        var all = written.GroupBy(of => of.Key).ToDictionary(of => of.Key, of => of.Sum(by => by.Count));
        double Share(Written of) => Math.Log(1 + of.Count) / Math.Log(1 + all[of.Key]);
        var knowers = (from of in written
                       group of by of.Id into theirs
                       let near = theirs.Any(of => of.InTambon > 0) ? Near.Tambon : theirs.Any(of => of.InDistrict > 0) ? Near.District : Near.Elsewhere
                       let best = theirs.MaxBy(Share)!
                       let score = theirs.Sum(Share) + near switch { Near.Tambon => 0.25, Near.District => 0.1, _ => 0 }
                       where score >= Least
                       orderby score descending, theirs.Key
                       select (Id: theirs.Key, Knower: Said(best, labels[best.Key], near))).Take(Most).ToList();
        if (knowers.Count < Most && tambon.Length > 0)
        {
            var known = knowers.Select(knower => knower.Id).ToArray();
            var here = await (from item in open
                              where item.PlaceCode == tambon
                              join member in db.Members.Known() on item.AuthorId equals member.Id
                              where !known.Contains(member.Id)
                              group item by new { member.Id, member.DisplayName, member.Address } into of
                              where of.Count() >= LeastOfPlace
                              orderby of.Count() descending, of.Key.Id
                              select new Written(of.Key.Id, of.Key.DisplayName, of.Key.Address, "", of.Count(), of.Count(), of.Count(), EF.Functions.ArrayAgg(of.Select(item => item.Number)))).Take(Most - knowers.Count).ToListAsync(stop);
            knowers.AddRange(here.Select(of => (of.Id, Said(of, null, Near.Tambon))));
        }
        return [.. knowers.Select(knower => knower.Knower)];

        // Every code begins with nothing, but none with this
        string Place(string facet) => text.Facets.FirstOrDefault(of => of.Name == facet).Value ?? (facet == Published.District ? "none" : "");
        static Knower Said(Written of, string? theme, Near near) => new(of.Name, Member.UrlOf(of.Address), theme, of.Count, near, [.. of.Numbers.Order().Take(Remembered)]);
    }
}

/// <summary>How near a place is to another.</summary>
public enum Near
{
    /// <summary>In another district, or nobody said where.</summary>
    Elsewhere,
    /// <summary>ในอำเภอเดียวกัน.</summary>
    District,
    /// <summary>ในตำบลเดียวกัน.</summary>
    Tambon,
}
