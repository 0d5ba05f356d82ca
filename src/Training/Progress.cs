using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using KmCommons.People;

namespace KmCommons.Training;

/// <summary>The steps to a first note, in their order.</summary>
public enum Step
{
    /// <summary>Joined and signed in.</summary>
    Joined,
    /// <summary>Said something about themselves.</summary>
    Profile,
    /// <summary>Began a text.</summary>
    Draft,
    /// <summary>Put a photo to use.</summary>
    Photo,
    /// <summary>Published for the cohort, or for readers.</summary>
    Published,
    /// <summary>Said something on what another wrote.</summary>
    Commented,
    /// <summary>Published in a real blog.</summary>
    FirstNote,
}

/// <summary>Where a learner is on the way to a first note: computed each time from what really happened, kept nowhere.</summary>
/// <param name="Learner">Who.</param>
/// <param name="Reached">The steps reached, each with when (UTC); null when only that it was reached is known.</param>
public sealed record Progress(Learner Learner, IReadOnlyDictionary<Step, DateTimeOffset?> Reached)
{
    /// <summary>All steps.</summary>
    public static readonly IReadOnlyList<Step> Steps = Enum.GetValues<Step>();

    /// <summary>Whether the first note is written.</summary>
    public bool IsDone => Reached.ContainsKey(Step.FirstNote);
    /// <summary>The farthest step reached; null for who has not joined.</summary>
    public Step? Last => Reached.Count == 0 ? null : Reached.Keys.Max();
    /// <summary>The first step that is missing; null when none is.</summary>
    public Step? Next => Steps.Where(s => !Reached.ContainsKey(s)).Select(s => (Step?)s).FirstOrDefault();
    /// <summary>Since when nothing more happened (UTC): since the last step, since somebody helped, or since they came on the list.</summary>
    public DateTimeOffset Since => Reached.Values.OfType<DateTimeOffset>().Append(Learner.HelpedAt ?? Learner.AddedAt).Append(Learner.AddedAt).Max();

    /// <summary>The learners of a cohort: who is stuck longest first, who is done last.</summary>
    public static async Task<IReadOnlyList<Progress>> Of(CommonsDb db, Cohort cohort, CancellationToken stop)
    {
        var (ids, from) = (cohort.Learners.Select(l => l.MemberId).OfType<long>().ToArray(), cohort.BegunAt);
        var told = await db.Members.Where(m => ids.Contains(m.Id) && m.About != "").Select(m => m.Id).ToListAsync(stop);
        var items = await db.Items.Where(i => ids.Contains(i.AuthorId) && i.CreatedAt >= from).GroupBy(i => i.AuthorId).Select(g => new
        {
            g.Key,
            Draft = g.Min(i => i.CreatedAt),
            Published = g.Min(i => i.State == ItemState.Published ? i.PublishedAt : null),
            Real = g.Min(i => i.State == ItemState.Published && i.Audience != Audience.Practice ? i.PublishedAt : null),
        }).ToDictionaryAsync(i => i.Key, stop);
        var photos = await db.Items.Where(i => ids.Contains(i.AuthorId) && i.CreatedAt >= from).SelectMany(i => i.Photos, (i, p) => new { i.AuthorId, p.Photo.UploadedAt }).GroupBy(p => p.AuthorId).Select(g => new { g.Key, At = g.Min(p => p.UploadedAt) }).ToDictionaryAsync(p => p.Key, p => p.At, stop);
        var comments = await db.Comments.Where(c => c.MemberId != null && ids.Contains(c.MemberId.Value) && c.At >= from && c.State == CommentState.Shown && c.Item.AuthorId != c.MemberId)
            .GroupBy(c => c.MemberId!.Value).Select(g => new { g.Key, At = g.Min(c => c.At) }).ToDictionaryAsync(c => c.Key, c => c.At, stop);
        return [.. cohort.Learners.Select(One).OrderBy(p => p.IsDone).ThenBy(p => p.Since).ThenBy(p => p.Learner.Id)];

        Progress One(Learner learner)
        {
            var reached = new Dictionary<Step, DateTimeOffset?>();
            if (learner.MemberId is not { } id)
                return new(learner, reached);
            reached[Step.Joined] = learner.JoinedAt;
            if (told.Contains(id)) reached[Step.Profile] = null;
            if (items.TryGetValue(id, out var item)) reached[Step.Draft] = item.Draft;
            if (photos.TryGetValue(id, out var photo)) reached[Step.Photo] = photo;
            if (item?.Published is { } published) reached[Step.Published] = published;
            if (comments.TryGetValue(id, out var comment)) reached[Step.Commented] = comment;
            if (item?.Real is { } real) reached[Step.FirstNote] = real;
            return new(learner, reached);
        }
    }
}

/// <summary>What steps are called.</summary>
public static class StepNames
{
    extension(Step step)
    {
        /// <summary>The step in Thai; the key of the string localizer.</summary>
        public string Thai => step switch
        {
            Step.Joined => "เข้าใช้ครั้งแรก",
            Step.Profile => "เล่าเรื่องของตัวเองสั้น ๆ",
            Step.Draft => "เขียนร่างแรก",
            Step.Photo => "ใส่ภาพหนึ่งภาพ",
            Step.Published => "เผยแพร่ให้เพื่อนในรุ่นอ่าน",
            Step.Commented => "แสดงความเห็นให้เพื่อน",
            _ => "บันทึกแรกในสมุดจริง",
        };
    }
}
