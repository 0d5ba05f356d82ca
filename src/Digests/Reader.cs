using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>What a letter has to know of its reader before it looks for what is new. It is asked for many readers at once: one after the other, the questions would take longer than all the rest.</summary>
/// <param name="Viewer">The reader with today's roles.</param>
/// <param name="Chosen">What they chose.</param>
/// <param name="Followed">What they follow and want told by letter.</param>
/// <param name="InCircles">Who is in the circles that any of the readers is in.</param>
/// <param name="Searches">The searches that they keep.</param>
/// <param name="Writes">Whether they ever wrote anything that could be answered.</param>
/// <param name="Owes">Who of the modules (<see cref="Duties"/>) may know of something that they took on.</param>
/// <param name="IsAsked">Whether anybody asked anything of late, wherever it was.</param>
/// <param name="Given">Who of the modules (<see cref="Honours"/>) knows of an honour of late, whoever got it.</param>
sealed record Reader(Viewer Viewer, Chosen Chosen, Followed Followed, ILookup<long, long> InCircles, IReadOnlyList<SavedSearch> Searches, bool Writes, IReadOnlyList<Duties> Owes, bool IsAsked, IReadOnlyList<Honours> Given)
{
    // What was due so many days ago is told still
    const int Overdue = 30;

    /// <summary>From when to when what a reader took on is told.</summary>
    public static (DateOnly First, DateOnly Last) Span(Issue issue, DateOnly today) => (today.AddDays(-Overdue), today.AddDays(issue.Rhythm.Ahead));

    /// <summary>These members by their numbers.</summary>
    /// <param name="things">The site's things.</param>
    /// <param name="members">Who.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="since">From when on the first of their letters looks (UTC).</param>
    /// <param name="stop">Stops asking.</param>
    public static async Task<Dictionary<long, Reader>> OfAll(IServiceProvider things, long[] members, Issue issue, DateTimeOffset since, CancellationToken stop)
    {
        var (db, today) = (things.GetRequiredService<CommonsDb>(), ThaiDate.Day(things.GetRequiredService<TimeProvider>().GetUtcNow()));
        var viewers = await Viewer.OfAll(db, members, today, stop);
        var (chosen, followed) = (await Chosen.ByAll(db, members, stop), await Followed.ByAll(db, members, weekly: true, today, stop));
        var circles = await Followed.InCircles(db, [.. viewers.Values.SelectMany(v => v.Circles).Distinct()], today, stop);
        var searches = (await db.SavedSearches.AsNoTracking().Where(s => members.Contains(s.MemberId)).OrderBy(s => s.Id).ToListAsync(stop)).ToLookup(s => s.MemberId);
        var writers = await db.Items.Where(i => members.Contains(i.AuthorId)).Select(i => i.AuthorId).Distinct().ToListAsync(stop);
        var (owed, (first, last)) = (new List<(Duties Module, IReadOnlyList<long> Whose)>(), Span(issue, today));
        foreach (var duties in issue.Rhythm == Rhythm.AtOnce ? [] : things.GetServices<Duties>())
            owed.Add((duties, await duties.Whose(db, members, first, last, stop)));
        var (until, given) = (issue.Until, new List<Honours>());
        var asked = await db.Comments.AnyAsync(c => c.IsQuestion && c.State == CommentState.Shown && c.ShownAt >= since && c.ShownAt < until, stop);
        foreach (var honours in things.GetServices<Honours>())
        {
            var those = honours.Of(db);
            if (await db.Items.AnyAsync(i => i.State == ItemState.Published && i.HiddenAt == null && i.ShownAt >= since && i.ShownAt < until && those.Any(h => h.Number == i.Number), stop))
                given.Add(honours);
        }
        return members.ToDictionary(m => m, m => new Reader(viewers.GetValueOrDefault(m, Viewer.Anonymous), chosen[m], followed[m], circles, [.. searches[m]], writers.Contains(m), [.. owed.Where(o => o.Whose.Contains(m)).Select(o => o.Module)], asked, given));
    }
}
