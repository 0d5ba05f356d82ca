using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Lessons that fit a meeting: from near by, or of the same matter. None is shown to fill up.</summary>
public static class FittingLessons
{
    /// <summary>At most so many are shown.</summary>
    public const int Most = 5;

    // The most that are weighed: the most taken up, of all that fit somehow
    const int MostWeighed = 200;
    // Two words in common say it; more would let a long text win over a near place
    const int MostMatters = 2, ForTag = 3, ForWord = 2;
    const int Meetings = 24;

    /// <summary>The lessons for a meeting, the best first. Asks the database three questions, each by an index.</summary>
    public static async Task<IReadOnlyList<FittingLesson>> For(CommonsDb db, Viewer viewer, Gazetteer gazetteer, PlannedMeeting meeting, CancellationToken stop)
    {
        var adoptions = db.Adoptions.Where(a => a.Outcome != AdoptionOutcome.NotHere);
        var near = Surroundings.Of(gazetteer, meeting.PlaceCode ?? meeting.Circle.PlaceCode);
        var before = MeetingChain.Links(db, viewer, meeting.Circle.Id).OrderByDescending(l => l.Day).ThenByDescending(l => l.Number).Take(Meetings);
        var themes = (await db.Set<Tag>().Where(t => before.Any(l => l.Number == t.Number)).Select(t => t.Key).Distinct().ToListAsync(stop)).Union(meeting.Tags.Select(Tag.Of).OfType<Tag>().Select(t => t.Key)).ToArray();
        var words = LessonWords.Of(string.Join('\n', meeting.Texts.Select(t => FittingLesson.CardIn(t).Words)));
        var found = await Fit(db, viewer, meeting, near, themes, words).OrderByDescending(l => adoptions.Count(a => a.LessonId == l.Id)).ThenByDescending(l => l.Id).Take(MostWeighed)
            .Select(l => new { l.Id, l.Claim, l.Tags, l.TagKeys, l.Words, From = l.Source.PlaceCode }).ToListAsync(stop);
        if (found.Count == 0)
            return [];
        var ids = found.Select(l => l.Id).ToArray();
        var used = (await adoptions.Where(a => ids.Contains(a.LessonId)).Select(a => new { a.LessonId, a.PlaceCode }).Distinct().ToListAsync(stop)).ToLookup(a => a.LessonId, a => a.PlaceCode);
        var fitting = from lesson in found
                      let fit = Near(near, lesson.From, used[lesson.Id])
                      let tags = lesson.TagKeys.Zip(lesson.Tags).Where(t => themes.Contains(t.First)).Select(t => t.Second).Take(MostMatters).ToList()
                      let common = lesson.Words.Intersect(words).Where(w => !tags.Exists(t => t.Contains(w, StringComparison.OrdinalIgnoreCase))).OrderByDescending(w => w.Length).ToList()
                      let shared = common.Where(w => !common.Exists(longer => longer.Length > w.Length && longer.Contains(w, StringComparison.Ordinal))).Take(MostMatters - tags.Count).ToList()
                      where fit is not null || tags.Count + shared.Count > 0
                      orderby (fit is null ? 0 : (int)fit.Nearness) + tags.Count * ForTag + shared.Count * ForWord descending, used[lesson.Id].Count() descending, lesson.Id descending
                      select new FittingLesson(lesson.Id, lesson.Claim, used[lesson.Id].Count(), fit, [.. tags, .. shared]);
        return [.. fitting.Take(Most)];
    }

    /// <summary>The lesson as a line for the matters of a meeting, when who reads the meeting may read it.</summary>
    /// <exception cref="Refused">404: there is none that this viewer and all who read the meeting may see.</exception>
    public static async Task<string> LineFor(CommonsDb db, Viewer viewer, Circle? circle, Audience audience, long id, CancellationToken stop) =>
        await Open(db.Lessons.VisibleTo(db, viewer).Standing(), audience, circle?.Id).Where(l => l.Id == id).Select(l => l.Claim).SingleOrDefaultAsync(stop) is { } claim ? FittingLesson.LineOf(claim, id) : throw Refused.NotFound();

    /// <summary>Whether all who read the meeting may read this lesson. One that is not there is nobody's secret.</summary>
    public static async Task<bool> IsOpenTo(CommonsDb db, Viewer viewer, Circle? circle, Audience audience, long id, CancellationToken stop) =>
        !await db.Lessons.AnyAsync(l => l.Id == id, stop) || await Open(db.Lessons.VisibleTo(db, viewer).Standing(), audience, circle?.Id).AnyAsync(l => l.Id == id, stop);

    // What is brought into a meeting is read by all who read the meeting
    static IQueryable<Lesson> Open(IQueryable<Lesson> lessons, Audience audience, long? circle) => audience switch
    {
        Audience.Everyone => lessons.Where(l => l.Source.Audience == Audience.Everyone),
        Audience.Members => lessons.Where(l => l.Source.Audience == Audience.Everyone || l.Source.Audience == Audience.Members),
        _ => lessons.Where(l => l.Source.Audience == Audience.Everyone || l.Source.Audience == Audience.Members || l.Source.Audience == Audience.Circle && l.Source.CircleId == circle),
    };

    static IQueryable<Lesson> Fit(CommonsDb db, Viewer viewer, PlannedMeeting meeting, Surroundings near, string[] themes, string[] words)
    {
        var (circle, here, neighbours, district, all) = (meeting.Circle.Id, near.Here?.Code, near.Neighbours.ToArray(), near.District, db.Adoptions);
        // Each way by its own index; the union is small whatever there is in the whole
        var ways = db.Lessons.Where(l => l.TagKeys.Any(t => themes.Contains(t)) || l.Words.Any(w => words.Contains(w))).Select(l => l.Id);
        if (district is not null)
            ways = ways.Union(db.Adoptions.Where(a => a.Outcome != AdoptionOutcome.NotHere && (EF.Functions.Like(a.PlaceCode, district + "%") || neighbours.Contains(a.PlaceCode))).Select(a => a.LessonId))
                .Union(db.Lessons.Where(l => EF.Functions.Like(l.Source.PlaceCode!, district + "%") || neighbours.Contains(l.Source.PlaceCode!)).Select(l => l.Id));
        var fitting = Open(db.Lessons.VisibleTo(db, viewer).Standing(), meeting.Audience, circle).Where(l => ways.Contains(l.Id) && !all.Any(a => a.LessonId == l.Id && a.CircleId == circle));
        // What holds in some other place only does not fit here
        return here is null ? fitting : fitting.Where(l => l.PlaceCode == null || here.StartsWith(l.PlaceCode) || l.PlaceCode.StartsWith(here));
    }

    static FitOfPlace? Near(Surroundings near, string? source, IEnumerable<string> used) =>
        (from place in used.Select(code => (Code: code, IsUsed: true)).Append((Code: source ?? "", IsUsed: false))
         let nearness = near.To(place.Code)
         where nearness is not null
         orderby nearness descending, place.IsUsed descending, place.Code
         select new FitOfPlace(place.Code, nearness.Value, place.IsUsed)).FirstOrDefault();
}
