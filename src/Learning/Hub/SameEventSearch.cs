using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Finds what may be about one event: by the index of named days and by days of publishing, never by reading texts; a bounded stack, which is weighed here. Only of what the viewer may see and what is listed, and nothing that somebody spoke of already.</summary>
/// <param name="db">Where it is.</param>
/// <param name="viewer">Who is asked.</param>
/// <param name="places">All places.</param>
public sealed class SameEventSearch(CommonsDb db, Viewer viewer, Gazetteer places)
{
    // So many of one day are weighed at most
    const int Stack = 200;

    IQueryable<ContentItem> Seen => db.Items.AsNoTracking().VisibleTo(viewer).Listed();

    /// <summary>A candidate as it comes from the database.</summary>
    sealed record Found(long Number, string Title, string Slug, string? Place, string PlaceName, string? BlogPlace, DateTimeOffset? PublishedAt, string Author, long AuthorId)
    {
        public SameEvent.Signs Signs(ILookup<long, Tag> tags) => new(Place, PlaceName, PlaceName.Length == 0 && Place == BlogPlace, Title, [.. tags[Number]]);
    }

    /// <summary>The texts that may tell of a meeting, the likeliest first.</summary>
    /// <param name="item">The meeting's item, with its blog and tags.</param>
    /// <param name="day">Its day.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<IReadOnlyList<SameEvent>> TextsOf(ContentItem item, DateOnly day, CancellationToken stop)
    {
        var number = item.Number;
        DateOnly[] days = [day.AddDays(-1), day, day.AddDays(1)];
        var (from, to) = (ThaiDate.Instant(day), ThaiDate.Instant(day.AddDays(SameEvent.DaysAfter + 1)));
        var signs = SignsOf(item);
        var (keys, name, code) = (signs.Tags.Select(t => t.Key).ToArray(), signs.PlaceName, signs.Place is { Length: > 2 } here ? here : "-");
        string[] around = [code, code.Length > 4 ? code[..4] : code, .. code.Length == 4 ? places.Inside(code).Select(p => p.Code) : []];
        var (said, named) = (db.Tellings, Naming(days));
        var open = Seen.Where(i => i.Kind != Meeting.Kind.Key && !said.Any(t => t.Number == i.Number && t.MeetingNumber == number));
        var byDay = await Read(open.Where(i => named.Contains(i.Number)), stop);
        var byPublishing = await Read(open.Where(i => i.PublishedAt >= from && i.PublishedAt < to && (around.Contains(i.PlaceCode) || i.PlaceName == name && name != "" || i.Tags.Any(t => keys.Contains(t.Key)))), stop);
        return await Weigh([.. byDay.Concat(byPublishing).DistinctBy(f => f.Number)], (f, theirs, tags) => SameEvent.Weigh(day, signs, theirs.GetValueOrDefault(f.Number, []), f.PublishedAt is { } at ? ThaiDate.Day(at) : null, f.Signs(tags), places), stop);
    }

    /// <summary>The meetings that a text may tell of, the likeliest first.</summary>
    /// <param name="item">The text, with its blog and tags.</param>
    public async Task<IReadOnlyList<SameEvent>> MeetingsOf(ContentItem item, CancellationToken stop)
    {
        var (number, own) = (item.Number, await DaysOf(item, stop));
        DateOnly? published = item.PublishedAt is { } at ? ThaiDate.Day(at) : null;
        DateOnly[] days = [.. own.SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Concat(published is { } out_ ? Enumerable.Range(0, SameEvent.DaysAfter + 1).Select(back => out_.AddDays(-back)) : []).Distinct()];
        var (said, signs) = (db.Tellings, SignsOf(item));
        var meetings = await db.Meetings.AsNoTracking().Where(m => days.Contains(m.Day) && m.CalledOff == null && !said.Any(t => t.Number == number && t.MeetingNumber == m.Number)).OrderByDescending(m => m.Day).ThenBy(m => m.Number).Take(Stack).Select(m => new { m.Number, m.Day }).ToDictionaryAsync(m => m.Number, m => m.Day, stop);
        var numbers = meetings.Keys.ToArray();
        return numbers.Length == 0 ? [] : await Weigh(await Read(Seen.Where(i => numbers.Contains(i.Number)), stop), (f, _, tags) => SameEvent.Weigh(meetings[f.Number], f.Signs(tags), own, published, signs, places), stop);
    }

    /// <summary>Texts of others about a day and a place of this one, of which nobody said yet what they tell of: the event is not here, and could be.</summary>
    /// <param name="item">The text, with its blog and tags.</param>
    public async Task<IReadOnlyList<SameEvent>> Others(ContentItem item, CancellationToken stop)
    {
        var (number, own, signs, author) = (item.Number, await DaysOf(item, stop), SignsOf(item), item.AuthorId);
        if (own.Length == 0 && item.PublishedAt is { } at)
            own = [ThaiDate.Day(at)];
        var (said, named) = (db.Tellings, Naming(own));
        var others = await Read(Seen.Where(i => i.Kind != Meeting.Kind.Key && i.AuthorId != author && i.Number != number && named.Contains(i.Number) && !said.Any(t => t.Number == i.Number && t.Answer == TellingAnswer.Yes)), stop);
        return await Weigh(others, (f, theirs, tags) => theirs.GetValueOrDefault(f.Number, []).Where(own.Contains).DefaultIfEmpty().Min() is { Year: > 1 } day && SameEvent.IsOnePlace(signs, f.Signs(tags)) ? SameEvent.Weigh(day, signs, own.Append(day).ToArray(), null, f.Signs(tags), places) : (0, []), stop);
    }

    /// <summary>The days that a text names; none when it was not read yet.</summary>
    public async Task<DateOnly[]> DaysOf(ContentItem item, CancellationToken stop) => await db.NamedDays.Where(n => n.Number == item.Number).Select(n => n.Days).SingleOrDefaultAsync(stop) ?? [];

    // Said in SQL: what EF Core makes of two arrays that overlap takes each row apart and passes the index by
    IQueryable<long> Naming(DateOnly[] days) => db.NamedDays.FromSql($"select number, days from learning.named_days where days && {days}").Select(n => n.Number);

    static SameEvent.Signs SignsOf(ContentItem item) => new(item.PlaceCode, item.PlaceName, item.PlaceName.Length == 0 && item.Blog is { } blog && blog.PlaceCode == item.PlaceCode, item.Title, item.Tags);

    static Task<List<Found>> Read(IQueryable<ContentItem> items, CancellationToken stop) => items.OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Number).Take(Stack)
        .Select(i => new Found(i.Number, i.Title, i.Slug, i.PlaceCode, i.PlaceName, i.Blog!.PlaceCode, i.PublishedAt, i.Author.DisplayName, i.AuthorId)).ToListAsync(stop);

    async Task<IReadOnlyList<SameEvent>> Weigh(IReadOnlyList<Found> found, Func<Found, Dictionary<long, DateOnly[]>, ILookup<long, Tag>, (int Weight, List<Phrase> Why)> weigh, CancellationToken stop)
    {
        if (found.Count == 0)
            return [];
        var numbers = found.Select(f => f.Number).ToArray();
        var tags = (await db.Tags.AsNoTracking().Where(t => numbers.Contains(t.Number)).ToListAsync(stop)).ToLookup(t => t.Number);
        var days = await db.NamedDays.Where(n => numbers.Contains(n.Number)).ToDictionaryAsync(n => n.Number, n => n.Days, stop);
        return [.. found.Select(f => (Found: f, Said: weigh(f, days, tags))).Where(f => f.Said.Weight >= SameEvent.Enough).OrderByDescending(f => f.Said.Weight).ThenByDescending(f => f.Found.Number).Take(SameEvent.Most)
            .Select(f => new SameEvent(f.Found.Number, f.Found.Title, ContentItem.UrlOf(f.Found.Number, f.Found.Slug), f.Found.Author, f.Said.Why, f.Said.Weight))];
    }
}
