using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What answers a question (<see cref="Comment.IsQuestion"/>): an item, or a comment below the same item. It answers for those who may read it:
/// a draft begins to when it is published, and what is hidden or taken back lets the question be open again.</summary>
public sealed class Answer
{
    /// <summary>The most answers one question has.</summary>
    public const int Most = 20;

    /// <summary>Answering and taking answers back, by one member.</summary>
    internal static readonly Pace Pace = new("AnswerQuestion", 60, TimeSpan.FromHours(1), "ท่านตอบหรือแก้คำถามหลายครั้งในชั่วโมงนี้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The comment that asks.</summary>
    public long QuestionId { get; init; }
    /// <summary>The item that answers; null when a comment does.</summary>
    public long? Number { get; init; }
    /// <summary>The comment that answers; null when an item does.</summary>
    public long? CommentId { get; init; }
    /// <summary>Who said that it answers; null once they withdrew their name.</summary>
    public long? ById { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Says that an item answers. Saying it twice is once; the caller saves.</summary>
    /// <param name="db">Where answers are.</param>
    /// <param name="viewer">Who says so.</param>
    /// <param name="question">The question, with its item.</param>
    /// <param name="typed">A number in either script, or a pasted address of this site.</param>
    /// <param name="site">Which site this is.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Refused">422: nothing that those who read the question may read; 409: there are enough.</exception>
    public static async Task ByItem(CommonsDb db, Viewer viewer, Comment question, string? typed, Site site, DateTimeOffset now)
    {
        viewer.Must(Deed.AnswerQuestion, question.Item.GroundFor(viewer));
        var (number, open) = (NumberIn(typed, site), question.Item);
        var item = await db.Items.VisibleTo(viewer).Listed().SingleOrDefaultAsync(i => i.Number == number);
        // One sentence for what is not there and what is not for everybody here: nobody learns which
        if (item is null || !Reaches(item, open))
            throw new Refused(422, "ไม่พบเรื่องที่คนอ่านคำถามนี้อ่านได้ ตรวจเลขหรือลิงก์อีกครั้ง", "Item");
        if (item.Number == open.Number)
            throw new Refused(422, "นี่คือเรื่องที่ถูกถามอยู่ เลือกเรื่องอื่น หรือตอบเป็นความเห็น", "Item");
        await Put(db, new() { QuestionId = question.Id, Number = item.Number, ById = viewer.Id, At = now });
    }

    /// <summary>Says that a comment below the same item answers: for who asked, and for who wrote the item.</summary>
    /// <exception cref="Refused">403 for anybody else; 404: no such comment stands there.</exception>
    public static async Task ByComment(CommonsDb db, Viewer viewer, Comment question, long comment, DateTimeOffset now)
    {
        if (!viewer.May(Deed.AcceptAnswer, question.Item.GroundFor(viewer)))
            viewer.Must(Deed.AcceptAnswer, new(Author: question.MemberId));
        if (comment == question.Id || !await db.Comments.AnyAsync(c => c.Id == comment && c.Number == question.Number && c.State == CommentState.Shown))
            throw Refused.NotFound();
        await Put(db, new() { QuestionId = question.Id, CommentId = comment, ById = viewer.Id, At = now });
    }

    /// <summary>Says that an item which is being written answers, once readers see it; nothing when the question is not for this writer. The item is saved already; the caller saves.</summary>
    public static async Task Promise(CommonsDb db, Viewer viewer, long? question, ContentItem item, DateTimeOffset now)
    {
        if (question is { } id && await Question.Find(db, viewer, id) is { } asked && asked.Number != item.Number && viewer.May(Deed.AnswerQuestion, asked.Item.GroundFor(viewer)))
            await Put(db, new() { QuestionId = id, Number = item.Number, ById = viewer.Id, At = now });
    }

    /// <summary>Whether this viewer may take it back: who asked, who wrote the item that is asked about, who said that it answers, and who moderates there.</summary>
    public bool MayBeUndone(Viewer viewer, Comment question) => viewer.May(Deed.UndoAnswer, question.Item.GroundFor(viewer))
        || viewer.May(Deed.UndoAnswer, new(question.Item.PlaceCode, Author: question.MemberId)) || viewer.May(Deed.UndoAnswer, new(question.Item.PlaceCode, Author: ById));

    // Two at once: the second waits for the question's row, and finds what the first put there
    static async Task Put(CommonsDb db, Answer answer)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from content.comment where id = {answer.QuestionId} for no key update");
        var there = await db.Answers.Where(a => a.QuestionId == answer.QuestionId).ToListAsync();
        if (there.Exists(a => a.Number == answer.Number && a.CommentId == answer.CommentId))
            return;
        if (there.Count >= Most)
            throw new Refused(409, "คำถามนี้มีคำตอบ 20 อย่างแล้ว");
        db.Answers.Add(answer);
    }

    // Everybody who reads what is asked about reads the answer too
    static bool Reaches(ContentItem answer, ContentItem asked) => answer.Audience == Audience.Everyone || answer.Audience == Audience.Members && asked.Audience != Audience.Everyone
        || answer.Audience == Audience.Circle && asked.Audience == Audience.Circle && answer.CircleId == asked.CircleId;

    /// <summary>The number of an item as somebody types it: in either script, in double brackets, or within a pasted address of this site; null when it is none.</summary>
    public static long? NumberIn(string? typed, Site site)
    {
        var text = ThaiDigits.ToArabic((typed ?? "").Trim()).Trim('[', ']', ' ');
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        return Link.Read(text) is { Target: { } target } read && (read.Host.Length == 0 || read.Host == Link.OwnHost(site)) ? target : null;
    }
}
