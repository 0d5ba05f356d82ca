using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What may be read below an item: the comments, oldest first, who answers whom, what answers the questions, and how many said thank you.</summary>
public sealed class Talk
{
    /// <summary>What answers a question, as this viewer may see it.</summary>
    /// <param name="Url">Where it is.</param>
    /// <param name="Says">The item's title, or the name of who wrote the comment.</param>
    /// <param name="IsItem">Whether it is an item.</param>
    public sealed record Answered(string Url, string Says, bool IsItem);

    /// <summary>Nothing.</summary>
    public static readonly Talk None = new();

    /// <summary>The comments.</summary>
    public IReadOnlyList<Comment> Comments { get; private init; } = [];
    /// <summary>The comments that answer one, by its number.</summary>
    public ILookup<long, Comment> Replies { get; private init; } = Array.Empty<Comment>().ToLookup(_ => 0L);
    /// <summary>What answers a question, by its number; none while it is open.</summary>
    public ILookup<long, Answered> Answers { get; private init; } = Array.Empty<Answered>().ToLookup(_ => 0L);
    /// <summary>How many said thank you for a comment, by its number.</summary>
    public IReadOnlyDictionary<long, int> Thanks { get; private init; } = new Dictionary<long, int>();
    /// <summary>The comments that the viewer said thank you for.</summary>
    public IReadOnlySet<long> Thanked { get; private init; } = new HashSet<long>();

    /// <summary>Reads it. Every question to the database is a third of a millisecond: what is not there is not asked for.</summary>
    /// <param name="db">Where it is.</param>
    /// <param name="viewer">Who reads.</param>
    /// <param name="number">The item's number; the viewer may see it.</param>
    /// <param name="minds">Whether the viewer looks after the comments, and so sees those that wait.</param>
    /// <param name="stop">Stops asking.</param>
    public static async Task<Talk> Below(CommonsDb db, Viewer viewer, long number, bool minds, CancellationToken stop)
    {
        var all = db.Comments.AsNoTracking().Include(c => c.Member).Where(c => c.Number == number);
        var comments = await (minds ? all.Where(c => c.State != CommentState.Removed) : all.VisibleTo(viewer)).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(stop);
        var thanks = comments.Count == 0 ? [] : await db.Thanks.Where(t => t.Number == number && t.CommentId != null).Select(t => new { Id = t.CommentId!.Value, t.MemberId }).ToListAsync(stop);
        var byId = comments.ToDictionary(c => c.Id);
        return new()
        {
            Comments = comments,
            Replies = comments.Where(c => c.State == CommentState.Shown).SelectMany(c => c.ReplyTo, (c, to) => (To: to, Comment: c)).ToLookup(r => r.To, r => r.Comment),
            Answers = comments.Exists(c => c.IsQuestion) ? await AnswersTo(db, viewer, byId, stop) : None.Answers,
            Thanks = thanks.CountBy(t => t.Id).ToDictionary(),
            Thanked = viewer.IsMember ? thanks.Where(t => t.MemberId == viewer.Id).Select(t => t.Id).ToHashSet() : None.Thanked,
        };
    }

    /// <summary>The comments that an address names as <c>3,5</c>, of those that stand here.</summary>
    public long[] Named(string? reply) => [.. (reply ?? "").Split(',', NewComment.MostReplies + 1).Select(r => long.TryParse(r, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => Comments.Any(c => c.Id == id && c.State == CommentState.Shown)).Distinct()];

    static async Task<ILookup<long, Answered>> AnswersTo(CommonsDb db, Viewer viewer, Dictionary<long, Comment> comments, CancellationToken stop)
    {
        var asked = comments.Values.Where(c => c.IsQuestion).Select(c => c.Id).ToArray();
        var seen = db.Items.VisibleTo(viewer).Listed();
        var found = await (from answer in db.Answers where asked.Contains(answer.QuestionId) orderby answer.Id
                           from item in seen.Where(i => i.Number == answer.Number).DefaultIfEmpty()
                           select new { answer.QuestionId, answer.CommentId, Number = (long?)item!.Number, item.Slug, item.Title }).ToListAsync(stop);
        return found.Select(f => (f.QuestionId, Answered: f.Number is { } number ? new(ContentItem.UrlOf(number, f.Slug), f.Title, true)
                : f.CommentId is { } id && comments.GetValueOrDefault(id) is { State: CommentState.Shown } comment ? new Answered($"#c{id}", comment.SaidBy, false) : null))
            .Where(f => f.Answered is not null).ToLookup(f => f.QuestionId, f => f.Answered!);
    }
}
