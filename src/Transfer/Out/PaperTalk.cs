using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>What belongs to the comments of a stack of papers: what answers the questions, and who said thank you. In an order that does not hang on numbers of this site alone.</summary>
sealed class PaperTalk(IReadOnlyList<(Answer Answer, string? By)> answers, IReadOnlyList<(Thanks Thanks, string By)> thanks)
{
    /// <summary>Loads it for these items. An answer that the viewer may not see stays here.</summary>
    public static async Task<PaperTalk> Load(CommonsDb db, Viewer viewer, ILookup<long, Comment> comments, long[] numbers, CancellationToken stop)
    {
        var asked = comments.SelectMany(c => c).Where(c => c.IsQuestion).Select(c => c.Id).ToArray();
        var (seen, members) = (db.Items.VisibleTo(viewer), db.Members);
        var answers = asked.Length == 0 ? [] : await db.Answers.AsNoTracking().Where(a => asked.Contains(a.QuestionId) && (a.Number == null || seen.Any(i => i.Number == a.Number)))
            .Select(a => new { Answer = a, By = members.Where(m => m.Id == a.ById).Select(m => m.Address).SingleOrDefault() }).ToListAsync(stop);
        var thanks = await db.Thanks.AsNoTracking().Where(t => numbers.Contains(t.Number)).Select(t => new { Thanks = t, t.Member.Address }).ToListAsync(stop);
        return new([.. answers.Select(a => (a.Answer, a.By))], [.. thanks.Select(t => (t.Thanks, t.Address))]);
    }

    /// <summary>The answers to questions among these comments.</summary>
    public IReadOnlyList<PaperAnswer> AnswersBelow(List<Comment> said) =>
    [
        .. from a in answers
           let question = said.FindIndex(c => c.Id == a.Answer.QuestionId)
           let comment = a.Answer.CommentId is { } id ? said.FindIndex(c => c.Id == id) : -1
           where question >= 0 && (a.Answer.Number is not null || comment >= 0)
           orderby question, a.Answer.At, a.Answer.Number, comment
           select new PaperAnswer(question, a.Answer.Number, comment >= 0 ? comment : null, a.By, a.Answer.At),
    ];

    /// <summary>The thanks for an item and for these comments on it.</summary>
    public IReadOnlyList<PaperThanks> ThanksFor(long number, List<Comment> said) =>
    [
        .. from t in thanks
           where t.Thanks.Number == number
           let comment = t.Thanks.CommentId is { } id ? said.FindIndex(c => c.Id == id) : -1
           where t.Thanks.CommentId is null || comment >= 0
           orderby comment, t.Thanks.At, t.By
           select new PaperThanks(t.By, comment >= 0 ? comment : null, t.Thanks.At),
    ];
}
