using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Who took a lesson up, and from whom: <c>A → B → C</c>.</summary>
/// <param name="All">All of them, in the order of their days, then as they were told.</param>
/// <param name="Items">The items that they and the card speak of and that the viewer may see, by number.</param>
public sealed record AdoptionChain(IReadOnlyList<Adoption> All, IReadOnlyDictionary<long, (string Title, string Url)> Items)
{
    // Deeper than this the list goes on at the same indent: a phone is narrow
    const int Deepest = 4;

    /// <summary>Reads the chain of a lesson, in two questions.</summary>
    public static async Task<AdoptionChain> Of(CommonsDb db, Viewer viewer, Lesson lesson, CancellationToken stop)
    {
        var all = await db.Adoptions.AsNoTracking().Include(a => a.Member).Include(a => a.Circle).Where(a => a.LessonId == lesson.Id).OrderBy(a => a.OnDay ?? DateOnly.MaxValue).ThenBy(a => a.Id).ToListAsync(stop);
        long[] told = [.. all.Select(a => a.Number).Append(lesson.EvidenceNumber).OfType<long>().Distinct()];
        var items = told.Length == 0 ? [] : await db.Items.VisibleTo(viewer).Listed().Where(i => told.Contains(i.Number)).Select(i => new { i.Number, i.Title, i.Slug }).ToListAsync(stop);
        return new(all, items.ToDictionary(i => i.Number, i => (i.Title, ContentItem.UrlOf(i.Number, i.Slug))));
    }

    /// <summary>All of them as a list goes through the tree, each with how deep it stands, from 0.</summary>
    public IReadOnlyList<(Adoption Adoption, int Depth)> Walk()
    {
        var (walked, waiting, after) = (new List<(Adoption, int)>(), new Stack<(Adoption, int)>(), All.ToLookup(a => a.FromId));
        // What was taken from one that is gone begins anew
        var known = All.Select(a => a.Id).ToHashSet();
        foreach (var root in All.Where(a => a.FromId is not { } from || !known.Contains(from)).Reverse())
            waiting.Push((root, 0));
        while (waiting.TryPop(out var next))
        {
            walked.Add(next);
            foreach (var taken in after[next.Item1.Id].Reverse())
                waiting.Push((taken, Math.Min(next.Item2 + 1, Deepest)));
        }
        return walked;
    }

    /// <summary>In how many tambons or districts it is in use.</summary>
    public int Places => All.Where(a => a.IsInUse).Select(a => a.PlaceCode).Distinct().Count();

    /// <summary>How many households it reached, as was said; two who tell of the same place count once, by the larger number. 0 when nobody said.</summary>
    public int Households => All.Where(a => a.IsInUse && a.Households is not null).GroupBy(a => (a.PlaceCode, a.PlaceName)).Sum(g => g.Max(a => a.Households!.Value));

    /// <summary>In how many places it did not work.</summary>
    public int NotHere => All.Where(a => !a.IsInUse).Select(a => a.PlaceCode).Distinct().Count();

    /// <summary>In how many places other than its own it was seen again.</summary>
    public LessonStrength Strength(Lesson lesson)
    {
        var elsewhere = All.Where(a => a.IsInUse && a.PlaceCode != lesson.Source.PlaceCode).ToList();
        // Of the places that one member names and says nothing more of, one counts
        var told = elsewhere.Where(a => a.SaysMore).Select(a => a.PlaceCode).ToHashSet();
        var named = elsewhere.Where(a => !told.Contains(a.PlaceCode)).DistinctBy(a => a.MemberId).Select(a => a.PlaceCode).Distinct();
        return new(told.Count + named.Count(), lesson.EvidenceNumber is { } other && Items.ContainsKey(other));
    }
}

/// <summary>How strong a lesson is: counted, never typed.</summary>
/// <param name="Elsewhere">In how many other places it is in use.</param>
/// <param name="HasOther">Whether another item tells of it too, that the viewer may see.</param>
public sealed record LessonStrength(int Elsewhere, bool HasOther)
{
    /// <summary>Whether it was told once and nobody saw it again.</summary>
    public bool IsToldOnce => Elsewhere == 0 && !HasOther;
}
