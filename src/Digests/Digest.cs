using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>What happened in one member's week, chosen by <see cref="Interest"/> from what that member may see at the moment of asking.</summary>
/// <param name="Week">The week.</param>
/// <param name="Lines">What the letter shows: answers to the member first, then new things, the nearest first.</param>
/// <param name="Answered">How many of the member's own things were commented on by others.</param>
/// <param name="Told">The numbers of those, shown or not.</param>
/// <param name="ToldComments">The comments on the member's own things, shown or not.</param>
/// <param name="FromPlaces">Whether some of the new things come from the member's places.</param>
/// <param name="FromCircles">Whether some come from their circles.</param>
/// <param name="FromFollows">Whether some come only from what they follow.</param>
/// <param name="TalkedOf">How many things that the member follows, and did not write, were commented on.</param>
/// <param name="Circles">The member's circles by their names, the one that meets first at the top.</param>
/// <param name="Coming">What these have to come in the next two weeks, the nearest first; not among the lines.</param>
/// <param name="IsSoon">Whether some of that comes within a week: reason enough for a letter.</param>
public sealed record Digest(Week Week, IReadOnlyList<DigestLine> Lines, int Answered, long[] Told, long[] ToldComments, bool FromPlaces, bool FromCircles, bool FromFollows, int TalkedOf, IReadOnlyList<CircleDays> Circles, IReadOnlyList<DigestLine> Coming, bool IsSoon)
{
    /// <summary>The most lines a letter has.</summary>
    public const int Most = 12;

    // New things keep half of the letter when there are as many
    const int MostAnswers = 6;
    // More than anyone's week; a bound for memory
    const int MostRead = 500;
    // Days ahead that are told of, days ahead that are reason enough for a letter, and the most meetings a letter has
    const int Ahead = 14, Soon = 7, MostComing = 8;

    /// <summary>Whether there is nothing to tell; no letter is written then.</summary>
    public bool IsEmpty => Lines.Count == 0 && Told.Length == 0 && !IsSoon;

    /// <summary>How many new things there are, shown or not.</summary>
    public int News => Told.Length;

    /// <summary>How many the letter does not show. What is new and to come is one, told with its day.</summary>
    public int More => Answered + TalkedOf + News - Lines.Count + Circles.SelectMany(c => c.Days).Sum(d => (Told.Contains(d.Number) ? 0 : 1) - (Coming.Any(l => l.Path == ContentItem.UrlOf(d.Number, "")) ? 1 : 0));

    /// <summary>How many meetings are to come in the next two weeks, shown or not.</summary>
    public int Meetings => Circles.Sum(c => c.Days.Count);

    /// <summary>The same with the last line left out.</summary>
    public Digest Shorter() => this with { Lines = [.. Lines.SkipLast(1)] };

    /// <summary>The digest of this member: what readers see since a time within <paramref name="since"/> and the week's end, and was not told before.
    /// It goes by when something became visible, not by its date: a comment that was let stand later, a thing published late or shown again counts from then.</summary>
    /// <param name="w">The language of the letter.</param>
    /// <param name="today">The day in Bangkok whose roles count.</param>
    public static async Task<Digest> Of(CommonsDb db, Gazetteer gazetteer, Kinds kinds, IEnumerable<CircleCalendar> calendars, Member member, Week week, DateTimeOffset since, DateOnly today, Wording w, CancellationToken stop = default)
    {
        var viewer = await Viewer.Of(db, member.Id, today, stop);
        var mine = db.Items.AsNoTracking().VisibleTo(viewer);
        var (seen, before) = (mine.Listed(), db.DigestsSent.Where(d => d.MemberId == member.Id));
        var interest = await Interest.Of(db, gazetteer, viewer, member.TambonCode, today, w, stop);
        var (answers, comments) = await Answers(db, mine, before, viewer, kinds, interest.FollowedItems, since, week.Until, w, stop);
        var circles = await CirclesOf(db, calendars, viewer, today, stop);
        var days = circles.SelectMany(c => c.Days.Select(d => (Circle: c.Id, Day: d))).OrderBy(d => d.Day.On).Take(MostComing).ToList();
        var (until, known) = (week.Until, kinds.All.Select(k => k.Key).ToArray());
        var found = interest.IsEmpty ? [] : await interest.Among(seen)
            .Where(i => i.ShownAt >= since && i.ShownAt < until && known.Contains(i.Kind) && !before.Any(d => d.Told.Contains(i.Number)))
            .OrderByDescending(i => i.ShownAt).ThenByDescending(i => i.Number).Take(MostRead)
            .Select(i => new { i.Number, Place = i.PlaceCode ?? i.Blog!.PlaceCode, i.CircleId, i.AuthorId }).ToListAsync(stop);
        var ranked = found.Where(f => !days.Exists(d => d.Day.Number == f.Number)).Select(f => (f.Number, Circle: f.CircleId, Why: interest.Why(f.Place, f.CircleId, f.AuthorId))).OrderBy(f => f.Why.Rank).ToList();
        var shown = answers.Take(Math.Max(MostAnswers, Most - ranked.Count)).Take(Most).ToList();
        var chosen = ranked.Take(Most - shown.Count).ToList();
        var numbers = chosen.Select(c => c.Number).ToArray();
        var rows = await Row.Project(seen.Where(i => numbers.Contains(i.Number))).ToDictionaryAsync(r => r.Number, stop);
        shown.AddRange(from c in chosen where rows.ContainsKey(c.Number) select DigestLine.New(rows[c.Number], kinds, gazetteer, w, c.Why.Says, circles.Any(k => k.Id == c.Circle) ? c.Circle : null));
        var reasons = found.ConvertAll(f => interest.Why(f.Place, f.CircleId, f.AuthorId));
        var talked = answers.Count(a => a.IsFollowed);
        return new(week, shown, answers.Count - talked, [.. found.Select(f => f.Number)], comments, reasons.Exists(r => r is { FromCircle: false, IsFollowed: false }), reasons.Exists(r => r.FromCircle), reasons.Exists(r => r.IsFollowed), talked,
            circles, [.. days.Select(d => DigestLine.Coming(d.Circle, d.Day, kinds[d.Day.Kind], w))], days.Exists(d => d.Day.On > today && d.Day.On <= today.AddDays(Soon)));
    }

    static async Task<List<CircleDays>> CirclesOf(CommonsDb db, IEnumerable<CircleCalendar> calendars, Viewer viewer, DateOnly today, CancellationToken stop)
    {
        var circles = new List<CircleDays>();
        foreach (var calendar in viewer.Circles.Length == 0 ? [] : calendars)
            circles.AddRange(await calendar.Of(db, viewer, today, today.AddDays(Ahead), stop));
        return [.. circles.OrderBy(c => c.Days.Select(d => d.On).DefaultIfEmpty(DateOnly.MaxValue).Min())];
    }

    // Also on what the member has taken back meanwhile: it is shown to them still, and the comments would be told nowhere else
    static async Task<(List<DigestLine> Lines, long[] Comments)> Answers(CommonsDb db, IQueryable<ContentItem> items, IQueryable<DigestSent> before, Viewer viewer, Kinds kinds, long[] followed,
        DateTimeOffset since, DateTimeOffset until, Wording w, CancellationToken stop)
    {
        var (me, known) = (viewer.Id, kinds.All.Select(k => k.Key).ToArray());
        var readable = db.Comments.VisibleTo(viewer);
        var comments = await (
            from item in items
            where (item.AuthorId == me || item.State == ItemState.Published && item.HiddenAt == null && followed.Contains(item.Number)) && known.Contains(item.Kind)
            from comment in readable
            where comment.Number == item.Number && comment.State == CommentState.Shown && comment.MemberId != me && comment.ShownAt >= since && comment.ShownAt < until
                && !before.Any(d => d.ToldComments.Contains(comment.Id))
            orderby comment.At descending, comment.Id descending
            select new { item.Number, Mine = item.AuthorId == me, item.Kind, item.Title, comment.Id, comment.Text, Name = comment.Member!.DisplayName ?? comment.GuestName })
            .Take(MostRead).ToListAsync(stop);
        return ([.. from comment in comments
                    group comment by comment.Number into about
                    let newest = about.First()
                    orderby newest.Mine descending
                    select DigestLine.Answer(newest.Number, newest.Id, kinds[newest.Kind], newest.Title, newest.Text, newest.Name, about.Count(), newest.Mine, w)], [.. comments.Select(c => c.Id)]);
    }
}
