using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A question in a list: a comment that asks and waits for its answer.</summary>
public sealed record Question(long Id, long Number, string Slug, string Kind, string Title, string? PlaceCode, string Text, string Who, string? WhoAddress, DateTimeOffset At, int Replies)
{
    /// <summary>So much of its text stands in a list, in letters with their marks.</summary>
    public const int Shown = 240;

    /// <summary>Where it stands.</summary>
    public string Url => $"{ContentItem.UrlOf(Number, Slug)}#c{Id}";

    /// <summary>Its beginning.</summary>
    public string Gist => ThaiText.Cut(Text, Shown);

    /// <summary>The questions below these items that nothing answers which this viewer may see.</summary>
    public static IQueryable<Comment> Open(CommonsDb db, Viewer viewer, IQueryable<ContentItem> among)
    {
        var (asked, seen, answers, comments) = (among.VisibleTo(viewer).Listed(), db.Items.VisibleTo(viewer).Listed(), db.Answers, db.Comments);
        return db.Comments.Where(c => c.IsQuestion && c.State == CommentState.Shown && asked.Any(i => i.Number == c.Number)
            // Two questions and not one with «or»: for that the database would read every item and every comment first
            && !answers.Any(a => a.QuestionId == c.Id && seen.Any(i => i.Number == a.Number))
            && !answers.Any(a => a.QuestionId == c.Id && comments.Any(r => r.Id == a.CommentId && r.State == CommentState.Shown)));
    }

    /// <summary>A page of them, newest first, and how many there are in all.</summary>
    public static async Task<(IReadOnlyList<Question> Items, int Total)> Read(CommonsDb db, Viewer viewer, IQueryable<ContentItem> among, int page, int perPage, CancellationToken stop)
    {
        var open = Open(db, viewer, among).AsNoTracking();
        var total = await open.CountAsync(stop);
        page = Math.Clamp(page, 1, Math.Max(1, (total + perPage - 1) / perPage));
        return total == 0 ? ([], 0) : (await Project(open.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip((page - 1) * perPage).Take(perPage), db).ToListAsync(stop), total);
    }

    static IQueryable<Question> Project(IQueryable<Comment> questions, CommonsDb db)
    {
        var comments = db.Comments;
        return questions.Select(c => new Question(c.Id, c.Number, c.Item.Slug, c.Item.Kind, c.Item.Title, c.Item.PlaceCode, c.Text, c.Member!.DisplayName ?? c.GuestName, c.Member!.Address, c.At,
            comments.Count(r => r.Number == c.Number && r.State == CommentState.Shown && r.ReplyTo.Contains(c.Id))));
    }

    /// <summary>The question of this number with its item, if this viewer may read both; null otherwise.</summary>
    public static async Task<Comment?> Find(CommonsDb db, Viewer viewer, long id, CancellationToken stop = default)
    {
        var seen = db.Items.VisibleTo(viewer).Listed();
        return await db.Comments.Include(c => c.Member).Include(c => c.Item.Blog!.Writers)
            .SingleOrDefaultAsync(c => c.Id == id && c.IsQuestion && c.State == CommentState.Shown && seen.Any(i => i.Number == c.Number), stop);
    }
}
