using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>Something that letters tell of, to be chosen by itself.</summary>
/// <param name="Key">What choices know it by: <c>own</c>, <c>p:800119</c> (<c>p:</c> for the province), <c>c:12</c>, <c>s:34</c>, <c>f</c>.</param>
/// <param name="Says">What it is, in the reader's language.</param>
public sealed record Source(string Key, string Says)
{
    /// <summary>What is a member's own: who answers them, and what they took on.</summary>
    public const string Own = "own";
    /// <summary>What they follow and want told by letter.</summary>
    public const string Follows = "f";

    /// <summary>Whether it meets, so that a letter can come before.</summary>
    public bool Meets => Key.StartsWith("c:", StringComparison.Ordinal);

    internal static string OfPlace(string code) => "p:" + code;

    internal static string OfCircle(long id) => string.Create(CultureInfo.InvariantCulture, $"c:{id}");

    internal static string OfSearch(long id) => string.Create(CultureInfo.InvariantCulture, $"s:{id}");

    /// <summary>All that there is for this viewer.</summary>
    /// <param name="db">Where it is.</param>
    /// <param name="gazetteer">Names of places.</param>
    /// <param name="calendars">Who knows circles by name.</param>
    /// <param name="viewer">The member.</param>
    /// <param name="tambon">Their own tambon, or null.</param>
    /// <param name="today">The day in Bangkok.</param>
    /// <param name="w">The language.</param>
    /// <param name="stop">Stops reading.</param>
    public static async Task<IReadOnlyList<Source>> All(CommonsDb db, Gazetteer gazetteer, IEnumerable<CircleCalendar> calendars, Viewer viewer, string? tambon, DateOnly today, Wording w, CancellationToken stop)
    {
        List<Source> all = [new(Own, w["ใครตอบท่าน และเรื่องที่ท่านรับไว้"])];
        all.AddRange(Interest.Places(gazetteer, viewer, tambon, w).Select(a => new Source(OfPlace(a.Code), a.Because)));
        foreach (var calendar in viewer.Circles.Length == 0 ? [] : calendars)
            all.AddRange((await calendar.Of(db, viewer, today, today, stop)).Select(c => new Source(OfCircle(c.Id), ThaiText.OneLine(c.Name))));
        all.AddRange((await db.SavedSearches.AsNoTracking().Where(s => s.MemberId == viewer.Id).OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(stop)).Select(s => new Source(OfSearch(s.Id), w["ที่ค้นไว้: {0}", s.Name])));
        if (await db.Follows.AnyAsync(f => f.MemberId == viewer.Id && f.Weekly, stop))
            all.Add(new(Follows, w["ที่ท่านติดตามและเลือกให้บอกในจดหมาย"]));
        return all;
    }
}
