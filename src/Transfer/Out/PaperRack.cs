using System.Globalization;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>Takes items out of the database as <see cref="Paper"/>s, a small stack at a time.</summary>
/// <param name="db">Where they are.</param>
/// <param name="viewer">Who asks: what they may not see is not there.</param>
/// <param name="circles">The addresses of the circles, by number.</param>
public sealed class PaperRack(CommonsDb db, Viewer viewer, IReadOnlyDictionary<long, string> circles)
{
    /// <summary>A paper, and what only its static page needs.</summary>
    /// <param name="Paper">The paper.</param>
    /// <param name="Item">Its item, with author, blog and photos.</param>
    /// <param name="Comments">The comments that stand, with who wrote them, in the paper's order.</param>
    public sealed record Sheaf(Paper Paper, ContentItem Item, IReadOnlyList<Comment> Comments);

    /// <summary>The papers of these numbers, in the order of the numbers. What comments nobody may read, or are not settled, stay here.</summary>
    public async Task<IReadOnlyList<Sheaf>> Load(long[] numbers, CancellationToken stop)
    {
        var items = await db.Items.AsNoTracking().AsSplitQuery().VisibleTo(viewer).Where(i => numbers.Contains(i.Number)).Include(i => i.Author).Include(i => i.Blog).Include(i => i.Tags)
            .Include(i => i.Photos).ThenInclude(p => p.Photo).Include(i => i.Files).ThenInclude(f => f.Attachment).OrderBy(i => i.Number).ToListAsync(stop);
        var entries = await db.Entries.AsNoTracking().Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, stop);
        var aars = await db.Aars.AsNoTracking().AsSplitQuery().Include(a => a.Lines).Include(a => a.People).ThenInclude(p => p.Member).Where(a => numbers.Contains(a.Number)).ToDictionaryAsync(a => a.Number, stop);
        var meetings = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Host).Include(m => m.Points).Include(m => m.Steps).Include(m => m.Moves.OrderBy(v => v.Id)).Where(m => numbers.Contains(m.Number)).ToDictionaryAsync(m => m.Number, stop);
        var agreed = entries.Values.Select(e => e.Credits.AgreedById).OfType<long>().ToArray();
        var sayers = agreed.Length == 0 ? [] : await db.Members.Where(m => agreed.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Address, stop);
        var stories = await db.CaseStories.AsNoTracking().AsSplitQuery().Include(s => s.Texts).ThenInclude(t => t.Teller).Include(s => s.Sources).Include(s => s.Figures).Include(s => s.Checker).Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, stop);
        var cited = stories.Values.SelectMany(s => s.Sources).Select(s => s.Cites).OfType<long>().ToArray();
        var seen = cited.Length == 0 ? [] : (await db.Items.VisibleTo(viewer).Where(i => cited.Contains(i.Number)).Select(i => i.Number).ToListAsync(stop)).ToHashSet();
        var comments = (await db.Comments.AsNoTracking().Include(c => c.Member).Where(c => numbers.Contains(c.Number) && c.State == CommentState.Shown).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(stop)).ToLookup(c => c.Number);
        var origins = (await db.Origins.AsNoTracking().Where(o => numbers.Contains(o.Number) && !(o.Source == "markdown" && o.OldNumber == o.Number)).OrderBy(o => o.Source).ThenBy(o => o.Key).ToListAsync(stop)).ToLookup(o => o.Number);
        var (listed, tellers) = (db.Items.VisibleTo(viewer), db.Members);
        var told = (await (from telling in db.Tellings.AsNoTracking()
                           where numbers.Contains(telling.Number) && telling.Answer == TellingAnswer.Yes && listed.Any(i => i.Number == telling.MeetingNumber)
                           orderby telling.MeetingNumber
                           select new { telling.Number, Paper = new PaperTelling(telling.MeetingNumber, telling.IsClosing, tellers.Where(m => m.Id == telling.ById).Select(m => m.Address).SingleOrDefault(), telling.At) }).ToListAsync(stop)).ToLookup(t => t.Number, t => t.Paper);
        var talk = await PaperTalk.Load(db, viewer, comments, numbers, stop);
        return [.. items.Select(item =>
        {
            var said = comments[item.Number].ToList();
            var paper = Common(item, said) with { TellsOf = [.. told[item.Number]], Answers = talk.AnswersBelow(said), Thanks = talk.ThanksFor(item.Number, said), Old = [.. origins[item.Number].OrderBy(o => o.Source, StringComparer.Ordinal).ThenBy(o => o.Key, StringComparer.Ordinal).Select(o => new PaperOrigin(o.Source, o.Key, o.OldNumber, o.Address))] };
            return new Sheaf(entries.TryGetValue(item.Number, out var entry) ? Of(paper, entry, sayers) : aars.TryGetValue(item.Number, out var aar) ? Of(paper, aar) : stories.TryGetValue(item.Number, out var story) ? Of(paper, story, item.AuthorId, seen)
                : meetings.TryGetValue(item.Number, out var meeting) ? paper with { Body = MeetingSheet.Write(meeting) } : paper, item, said);
        })];
    }

    Paper Common(ContentItem item, List<Comment> said) => new()
    {
        Number = item.Number, Kind = item.Kind, Title = item.Title, Blog = item.Blog?.Address, Author = item.Author.Address, Circle = item.CircleId is { } circle ? circles.GetValueOrDefault(circle) : null,
        Place = item.PlaceCode, PlaceName = item.PlaceName, Date = item.PublishedAt ?? item.CreatedAt, Created = item.PublishedAt is { } published && published != item.CreatedAt ? item.CreatedAt : null, Edited = item.RevisedAt,
        State = item.State switch { ItemState.Published => "published", ItemState.Scheduled => "scheduled", _ => item.PublishedAt is null ? "draft" : "withdrawn" },
        PublishAt = item.PublishAt, Hidden = item.HiddenAt, Audience = item.Audience.ToString().ToLowerInvariant(), Licence = Licences.Name(item.Licence),
        Tags = [.. item.Tags.Select(t => t.Label).Order(StringComparer.Ordinal)],
        Photos = [.. item.Photos.OrderBy(p => p.Position).Select((p, at) => new PaperPhoto(p.Name, p.Photo.Hash + ".jpg", p.Caption, p.Alt, p.Position == at + 1 ? null : p.Position))],
        Files = [.. item.Files.OrderBy(f => f.Position).ThenBy(f => f.AttachmentId).Select(f => new PaperAttachment(f.Name, $"{f.Attachment.Sha256}.{f.Attachment.Kind}"))],
        Comments = [.. said.Select(c => new PaperComment(c.Member?.Address, c.MemberId is null ? c.GuestName : null, c.At, c.Text, [.. said.Select((other, at) => (other, at)).Where(o => c.ReplyTo.Contains(o.other.Id)).Select(o => o.at)], c.IsQuestion))],
    };

    static Paper Of(Paper paper, Entry entry, Dictionary<long, string> sayers) => paper with
    {
        Body = entry.Markdown.ReplaceLineEndings("\n").Trim('\n'), Series = entry.SeriesName is { } name ? new(name, entry.SeriesPart) : null, Quick = entry.IsQuick,
        Credits = entry.Credits is { IsEmpty: false } c ? new(c.Narrator, c.Writer, c.Photographer, c.AgreedAt, c.AgreedById is { } by ? sayers.GetValueOrDefault(by) : null) : null,
    };

    static Paper Of(Paper paper, Aar aar) => paper with
    {
        Event = aar.EventName, EventDate = aar.EventDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Participants = aar.Participants, Gist = aar.Gist,
        People = [.. aar.People.OrderBy(p => p.Position).Select(p => p.Member?.Address ?? p.Words)],
        Body = string.Join("\n\n", Enum.GetValues<AarQuestion>().Where(q => aar.Of(q).Any()).Select(q => $"## {AarForm.Thai[q].Heading}\n\n{string.Join('\n', aar.Of(q).Select(l => "- " + l.Whole))}")),
    };

    static Paper Of(Paper paper, CaseStory story, long author, HashSet<long> seen) => paper with
    {
        Tags = story.Themes, Story = story.State.ToString().ToLowerInvariant(), Example = story.Example, CheckedBy = story.Checker?.Address, CheckedAt = story.CheckedAt,
        Sources = [.. story.Sources.OrderBy(s => s.Position).Select(s => s.Cites is { } number && !seen.Contains(number) ? "…" : s.Typed)],
        Figures = [.. story.Figures.OrderBy(f => f.Position).Select(f => new PaperFigure(f.Label, f.Value, f.Unit, f.Source - 1))],
        Tellers = [.. story.Texts.Where(t => t.TellerId != author).OrderBy(t => t.Part).Select(t => new PaperTeller(t.Part.ToString().ToLowerInvariant(), t.Teller.Address))],
        Body = string.Join("\n\n", Enum.GetValues<CasePart>().Select(story.Of).OfType<CaseText>().Select(t => $"## {t.Part.Heading}\n\n{Lines(t.Markdown).Replace("\n## ", "\n ## ", StringComparison.Ordinal)}")),
    };

    // A heading of the teller's own in the first line of a part is set off like the others
    static string Lines(string text) => text.ReplaceLineEndings("\n").Trim('\n') is var lines && lines.StartsWith("## ", StringComparison.Ordinal) ? " " + lines : lines;
}
