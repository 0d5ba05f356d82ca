using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Content;

/// <summary>A page of open questions, of all or of one list: what <c>_Questions</c> shows.</summary>
/// <param name="Items">The questions, newest first.</param>
/// <param name="Page">How many there are, and where in the whole it is.</param>
/// <param name="From">What they are of, in Thai; empty for the whole site.</param>
/// <param name="Url">Where that is.</param>
public sealed record OpenQuestions(IReadOnlyList<Question> Items, Rows Page, string From, string Url)
{
    /// <summary>Reads them.</summary>
    public static async Task<OpenQuestions> Of(CommonsDb db, Viewer viewer, IQueryable<ContentItem> among, string of, string url, int page, CancellationToken stop)
    {
        var (items, total) = await Question.Read(db, viewer, among, page, Row.PerPage, stop);
        return new(items, new([], total, Math.Clamp(page, 1, Math.Max(1, (total + Row.PerPage - 1) / Row.PerPage)), Row.PerPage), of, url);
    }
}
