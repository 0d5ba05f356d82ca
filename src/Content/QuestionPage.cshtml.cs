using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Given = KmCommons.Content.Answer;

namespace KmCommons.Content;

/// <summary>Answer a question: <c>/questions/17</c>. By an item that is there, by one that is begun for it, or by saying which comment answers; and take an answer back.</summary>
[Needs(Deed.AnswerQuestion)]
public sealed class QuestionPage(CommonsDb db, Viewer viewer, LinkTitles titles, Site site, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>The question, with its item.</summary>
    public Comment Asked { get; private set; } = null!;
    /// <summary>What answers it: where, and what it is called; both empty for what the viewer may not see.</summary>
    public IReadOnlyList<(Answer Answer, string Url, string Says)> Answers { get; private set; } = [];
    /// <summary>The comments that the viewer may say to answer: those that reply to it.</summary>
    public IReadOnlyList<Comment> Choices { get; private set; } = [];
    /// <summary>The titles that links in it need.</summary>
    public LinkTitles Titles => titles;
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>Where it stands.</summary>
    public string Back => $"{Asked.Item.Url}#c{Asked.Id}";
    /// <summary>The number or address of the item that answers.</summary>
    [BindProperty] public string? Item { get; set; }
    /// <summary>The comment that answers.</summary>
    [BindProperty] public long Comment { get; set; }
    /// <summary>The answer that is taken back.</summary>
    [BindProperty] public long Answer { get; set; }
    /// <summary>Whether one's own comment asks.</summary>
    [BindProperty] public bool Asks { get; set; }

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long id) => Load(id);

    /// <summary>Says that an item answers.</summary>
    public Task<IActionResult> OnPostAsync(long id) => Do(id, () => Given.ByItem(db, viewer, Asked, Item, site, clock.GetUtcNow()), "โยงคำตอบแล้ว คนถามและทุกคนจะเห็นใต้คำถาม");

    /// <summary>Says that a comment answers.</summary>
    public Task<IActionResult> OnPostAcceptAsync(long id) => Do(id, () => Given.ByComment(db, viewer, Asked, Comment, clock.GetUtcNow()), "บอกแล้วว่านี่คือคำตอบ");

    /// <summary>Takes an answer back.</summary>
    public Task<IActionResult> OnPostUndoAsync(long id) => Do(id, async () =>
    {
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.Id == Answer && a.QuestionId == id) ?? throw Refused.NotFound();
        if (!answer.MayBeUndone(viewer, Asked))
            throw Refused.NotAllowed();
        db.Answers.Remove(answer);
    }, "เอาคำตอบออกแล้ว");

    /// <summary>Says of one's own comment that it asks, or does not.</summary>
    public async Task<IActionResult> OnPostMarkAsync(long id)
    {
        var seen = db.Items.VisibleTo(viewer).Listed();
        var comment = await db.Comments.Include(c => c.Member).Include(c => c.Item.Blog!.Writers).SingleOrDefaultAsync(c => c.Id == id && c.State == CommentState.Shown && seen.Any(i => i.Number == c.Number)) ?? throw Refused.NotFound();
        Asked = comment;
        viewer.Must(Deed.MarkQuestion, new(Author: comment.MemberId));
        paces.Count(Given.Pace, viewer.Id);
        comment.Ask(Asks);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(Asks ? "เป็นคำถามแล้ว จะอยู่ในหน้าคำถามที่รอคำตอบ" : "ไม่นับเป็นคำถามแล้ว");
        return Redirect(Back);
    }

    async Task<IActionResult> Do(long id, Func<Task> deed, string said)
    {
        await Load(id);
        paces.Count(Given.Pace, viewer.Id);
        await deed();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect(Back);
    }

    async Task Load(long id)
    {
        var stop = HttpContext.RequestAborted;
        Asked = await Question.Find(db, viewer, id, stop) ?? throw Refused.NotFound();
        await titles.Know([Asked.Html], stop);
        var answers = await db.Answers.AsNoTracking().Where(a => a.QuestionId == id).OrderBy(a => a.Id).ToListAsync(stop);
        var (numbers, comments) = (answers.Select(a => a.Number).OfType<long>().ToArray(), answers.Select(a => a.CommentId).OfType<long>().ToArray());
        var items = numbers.Length == 0 ? [] : await db.Items.VisibleTo(viewer).Where(i => numbers.Contains(i.Number)).Select(i => new { i.Number, i.Slug, i.Title }).ToDictionaryAsync(i => i.Number, stop);
        var below = await db.Comments.AsNoTracking().Include(c => c.Member).Where(c => c.Number == Asked.Number && c.State == CommentState.Shown && (c.ReplyTo.Contains(id) || comments.Contains(c.Id))).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(stop);
        Answers = [.. answers.Select(a => a.Number is { } number ? items.GetValueOrDefault(number) is { } item ? (a, ContentItem.UrlOf(number, item.Slug), item.Title) : (a, "", "")
            : below.Find(c => c.Id == a.CommentId) is { } comment ? (a, $"{Asked.Item.Url}#c{comment.Id}", comment.SaidBy) : (a, "", ""))];
        if (viewer.May(Deed.AcceptAnswer, Asked.Item.GroundFor(viewer)) || viewer.May(Deed.AcceptAnswer, new(Author: Asked.MemberId)))
            Choices = [.. below.Where(c => !comments.Contains(c.Id))];
    }
}
