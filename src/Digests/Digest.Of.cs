using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

// How it is gathered
public sealed partial record Digest
{
    sealed record Found(string? Place, long? Circle, long Author);

    /// <summary>The digest of this member: what readers see since a time before the issue's end, and was not told before.
    /// It goes by when something became visible, not by its date: a comment that was let stand later, a thing published late or shown again counts from then.</summary>
    /// <param name="things">The site's things.</param>
    /// <param name="member">The reader.</param>
    /// <param name="letter">Their letter of this rhythm.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="w">The language of the letter.</param>
    /// <param name="stop">Stops gathering.</param>
    public static async Task<Digest> Of(IServiceProvider things, Member member, Subscription letter, Issue issue, Wording w, CancellationToken stop = default) =>
        await Of(things, (await Reader.OfAll(things, [member.Id], issue, letter.LooksFrom(issue), stop))[member.Id], member, letter, issue, w, stop);

    internal static async Task<Digest> Of(IServiceProvider things, Reader reader, Member member, Subscription letter, Issue issue, Wording w, CancellationToken stop)
    {
        var (db, kinds, gazetteer, today) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<Kinds>(), things.GetRequiredService<Gazetteer>(), ThaiDate.Day(things.GetRequiredService<TimeProvider>().GetUtcNow()));
        var (viewer, chosen, since) = (reader.Viewer, reader.Chosen, letter.LooksFrom(issue));
        var circles = await CirclesOf(db, things, viewer, chosen, letter, issue, today, stop);
        bool Wants(string source) => chosen.With(source) == issue.Rhythm && (issue.Rhythm != Rhythm.BeforeMeeting || circles.Any(c => Source.OfCircle(c.Id) == source));
        var (seen, before, read) = (db.Items.AsNoTracking().VisibleTo(viewer).Listed(), db.DigestsSent.Where(d => d.MemberId == member.Id), db.Set<ReadItem>().Where(r => r.MemberId == member.Id));
        var interest = Interest.Of(gazetteer, reader, member.TambonCode, Wants, w);
        var own = reader.Writes && Wants(Source.Own);
        var (answers, comments) = own || interest.FollowedItems.Length > 0 ? await Answers(db, db.Items.AsNoTracking().VisibleTo(viewer), before, read, viewer, kinds, own, interest.FollowedItems, since, issue.Until, w, stop) : ([], []);
        var days = circles.SelectMany(c => c.Days.Select(d => (Circle: c, Day: d))).OrderBy(d => d.Day.Was is null).ThenBy(d => d.Day.On).Take(MostComing).ToList();
        var (asked, questions) = !reader.IsAsked ? ([], []) : await Open(db, interest, before, read, comments, viewer, kinds, since, issue.Until, w, stop);
        var duties = Wants(Source.Own) ? await DutiesOf(db, reader, issue, today, w, stop) : [];

        var (until, known) = (issue.Until, kinds.All.Select(k => k.Key).ToArray());
        IQueryable<RowWith<Found>> New(IQueryable<ContentItem> items) => Row.Project(items.Where(i => i.ShownAt >= since && i.ShownAt < until && known.Contains(i.Kind) && !before.Any(d => d.Told.Contains(i.Number)) && !read.Any(r => r.Number == i.Number && r.At >= i.ShownAt))
            .OrderByDescending(i => i.ShownAt).ThenByDescending(i => i.Number).Take(MostRead), i => new Found(i.PlaceCode ?? i.Blog!.PlaceCode, i.CircleId, i.AuthorId));
        var found = interest.IsEmpty ? [] : (await New(interest.Among(seen)).ToListAsync(stop)).ConvertAll(f => (f.Row, f.More.Circle, Why: interest.Why(f.More.Place, f.More.Circle, f.More.Author), Part: NewsPart.News));
        foreach (var search in reader.Searches)
            if (Wants(Source.OfSearch(search.Id)))
                found.AddRange((await New(search.NewSince(db, viewer, things.GetRequiredService<Catalogue>().View, since.AddTicks(-1)).AsNoTracking()).ToListAsync(stop)).Where(f => !found.Exists(o => o.Row.Number == f.Row.Number))
                    .Select(f => (f.Row, f.More.Circle, new Reason(5, w["จากที่ค้นไว้: {0}", search.Name], FromCircle: false, IsFollowed: true), NewsPart.Search)));
        foreach (var honours in interest.Areas.Count == 0 ? [] : reader.Given)
            foreach (var given in await New(interest.Honoured(seen, honours.Of(db))).ToListAsync(stop))
            {
                found.RemoveAll(f => f.Row.Number == given.Row.Number);
                found.Add((given.Row, null, new(6, w["ผลที่เพิ่งประกาศ"], FromCircle: false), NewsPart.Honour));
            }

        var ranked = found.Where(f => !days.Exists(d => d.Day.Number == f.Row.Number)).OrderBy(f => f.Why.Rank).ToList();
        var (due, waits) = (duties.Take(MostDuties).ToList(), asked.Take(MostAsked).ToList());
        var room = Most - days.Count - due.Count - waits.Count;
        var shown = answers.Take(Math.Max(room / 2, room - ranked.Count)).ToList();
        shown.AddRange(from c in ranked.Take(room - shown.Count).ToList() select DigestLine.New(c.Row, kinds, gazetteer, w, c.Why.Says, circles.Any(k => k.Id == c.Circle) ? c.Circle : null, c.Part));
        var talked = answers.Count(a => a.IsFollowed);
        return new()
        {
            Issue = issue, Lines = shown, Asked = waits, AllAsked = asked.Count, Circles = circles, Coming = [.. days.Select(d => DigestLine.Coming(d.Circle, d.Day, kinds[d.Day.Kind], w))], Duties = [.. due.Select(d => DigestLine.Taken(d, today, w))],
            Answered = answers.Count - talked, TalkedOf = talked, AllDuties = duties.Count, Told = [.. found.Select(f => f.Row.Number)], ToldComments = [.. comments, .. questions],
            FromPlaces = found.Exists(f => f.Why is { FromCircle: false, IsFollowed: false }), FromCircles = found.Exists(f => f.Why.FromCircle), FromFollows = found.Exists(f => f.Why.IsFollowed),
            IsSoon = circles.SelectMany(c => c.Days).Any(d => d.On > today && d.On <= today.AddDays(issue.Rhythm.Soon)) || duties.Any(d => d.Due >= ThaiDate.Day(issue.From) && d.Due <= today.AddDays(issue.Rhythm.Soon)),
        };
    }

    // Before a meeting, those only that meet so soon and did not when the letter looked last
    static async Task<List<CircleDays>> CirclesOf(CommonsDb db, IServiceProvider things, Viewer viewer, Chosen chosen, Subscription letter, Issue issue, DateOnly today, CancellationToken stop)
    {
        var circles = new List<CircleDays>();
        foreach (var calendar in viewer.Circles.Length == 0 ? [] : things.GetServices<CircleCalendar>())
            circles.AddRange(await calendar.Of(db, viewer, today, today.AddDays(issue.Rhythm.Ahead), stop));
        circles.RemoveAll(c => chosen.With(Source.OfCircle(c.Id)) != issue.Rhythm);
        if (issue.Rhythm == Rhythm.AtOnce)
            return circles.ConvertAll(c => c with { Days = [] });
        if (issue.Rhythm == Rhythm.BeforeMeeting)
        {
            // By the day of the issue, not by the clock: one that is written after midnight would tell what the next one tells
            var (looked, last) = (ThaiDate.Day(letter.LookedUntil ?? issue.From).AddDays(Hours.DaysBefore), issue.Day.AddDays(Hours.DaysBefore));
            circles = circles.ConvertAll(c => c with { Days = [.. c.Days.Where(d => d.On > looked && d.On <= last)] });
            circles.RemoveAll(c => c.Days.Count == 0);
        }
        return [.. circles.OrderBy(c => c.Days.Select(d => d.On).DefaultIfEmpty(DateOnly.MaxValue).Min())];
    }

    static async Task<List<Duty>> DutiesOf(CommonsDb db, Reader reader, Issue issue, DateOnly today, Wording w, CancellationToken stop)
    {
        var (all, (first, last)) = (new List<Duty>(), Reader.Span(issue, today));
        foreach (var duties in reader.Owes)
            all.AddRange(await duties.Of(db, reader.Viewer, first, last, w, stop));
        return [.. all.OrderBy(d => d.Due)];
    }

    // Questions below others' things that wait for whoever knows; who asks on one's own things has answered one already, by asking
    static async Task<(List<DigestLine> Lines, long[] Comments)> Open(CommonsDb db, Interest interest, IQueryable<DigestSent> before, IQueryable<ReadItem> read, long[] answers, Viewer viewer, Kinds kinds,
        DateTimeOffset since, DateTimeOffset until, Wording w, CancellationToken stop)
    {
        var me = viewer.Id;
        var open = interest.IsEmpty ? [] : await KmCommons.Content.Question.Open(db, viewer, interest.Among(db.Items)).AsNoTracking()
            .Where(c => c.MemberId != me && c.ShownAt >= since && c.ShownAt < until && !answers.Contains(c.Id) && !before.Any(d => d.ToldComments.Contains(c.Id)) && !read.Any(r => r.Number == c.Number && r.At >= c.ShownAt))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostRead)
            .Select(c => new { c.Id, c.Number, c.Item.Kind, c.Item.Title, c.Text, Name = c.Member!.DisplayName ?? c.GuestName, Place = c.Item.PlaceCode ?? c.Item.Blog!.PlaceCode, c.Item.CircleId, c.Item.AuthorId }).ToListAsync(stop);
        return ([.. from question in open
                    group question by question.Number into about
                    let newest = about.First()
                    select DigestLine.Question(newest.Number, newest.Id, kinds[newest.Kind], newest.Title, newest.Text, newest.Name, about.Count(), interest.Why(newest.Place, newest.CircleId, newest.AuthorId).Says, w)], [.. open.Select(q => q.Id)]);
    }

    // Also on what the member has taken back meanwhile: it is shown to them still, and the comments would be told nowhere else
    static async Task<(List<DigestLine> Lines, long[] Comments)> Answers(CommonsDb db, IQueryable<ContentItem> items, IQueryable<DigestSent> before, IQueryable<ReadItem> read, Viewer viewer, Kinds kinds, bool own, long[] followed,
        DateTimeOffset since, DateTimeOffset until, Wording w, CancellationToken stop)
    {
        var (me, known) = (viewer.Id, kinds.All.Select(k => k.Key).ToArray());
        var readable = db.Comments.VisibleTo(viewer);
        var comments = await (
            from item in items
            where (own && item.AuthorId == me || item.AuthorId != me && item.State == ItemState.Published && item.HiddenAt == null && followed.Contains(item.Number)) && known.Contains(item.Kind)
            from comment in readable
            where comment.Number == item.Number && comment.State == CommentState.Shown && comment.MemberId != me && comment.ShownAt >= since && comment.ShownAt < until
                && !before.Any(d => d.ToldComments.Contains(comment.Id)) && !read.Any(r => r.Number == item.Number && r.At >= comment.ShownAt)
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
