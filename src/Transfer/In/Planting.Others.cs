using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

public sealed partial class Planting
{
    async Task<(ContentItem, Func<DateTimeOffset, Task>)> Aar(Paper paper, Viewer author, Blog? blog, long? circle, long number, DateTimeOffset begun, CancellationToken stop)
    {
        var said = new AarSaid
        {
            Number = number, Title = paper.Title, EventName = paper.Event ?? paper.Title, EventDate = Day(paper.EventDate), Participants = paper.Participants, Gist = paper.Gist ?? "", Answers = AarForm.AnswersIn(paper.Body),
            People = string.Join('\n', paper.People), PlaceCode = Place(paper), PlaceName = paper.PlaceName, Blog = blog, CircleId = circle, Audience = AudienceOf(paper), Tags = paper.Tags,
        };
        var aar = await KmCommons.Learning.Aar.Write(db, author, said, begun, stop);
        return (aar.Item, at => aar.Revise(db, author, said, at, stop));
    }

    async Task<(ContentItem, Func<DateTimeOffset, Task>)> Case(Paper paper, Viewer author, Blog? blog, long number, DateTimeOffset begun, CancellationToken stop)
    {
        var tellers = order.IsWhole ? await db.Members.Where(m => paper.Tellers.Select(t => t.By).Contains(m.Address)).ToDictionaryAsync(m => m.Address, m => m.Id, stop) : [];
        var said = new CaseSaid
        {
            Number = number, Title = paper.Title, Texts = CaseParts.In(paper.Body), Themes = paper.Tags, Example = paper.Example, PlaceCode = Place(paper), PlaceName = paper.PlaceName, Blog = blog, Audience = AudienceOf(paper),
            Sources = [.. await Sources(paper, stop)], Figures = [.. paper.Figures.Select(f => new FigureSaid { Label = f.Label, Value = f.Value, Unit = f.Unit, Source = f.Source })],
            Tellers = paper.Tellers.Where(t => Enum.TryParse<CasePart>(t.Part, ignoreCase: true, out _) && tellers.ContainsKey(t.By)).ToDictionary(t => Enum.Parse<CasePart>(t.Part, ignoreCase: true), t => tellers[t.By]),
        };
        var story = await CaseStory.Tell(db, author, said, begun, stop);
        var checker = order.IsWhole && paper.CheckedBy is { } by ? await db.Members.SingleOrDefaultAsync(m => m.Address == by, stop) : null;
        Check();
        return (story.Item, async edited => { await story.Revise(db, author, said, edited, stop); Check(); });

        void Check()
        {
            if (checker is not null && paper.CheckedAt is { } at && Enum.TryParse<CaseState>(paper.Story, ignoreCase: true, out var state) && state is CaseState.Checked or CaseState.LearningSource)
                story.Check(new(checker.Id, checker.DisplayName, [new RoleHeld { Role = Role.Administrator }]), state, at.ToUniversalTime());
        }
    }

    // What was cited by its number there is cited by the number it has here; what is not here is words
    async Task<IEnumerable<string>> Sources(Paper paper, CancellationToken stop)
    {
        if (order.IsWhole)
            return paper.Sources;
        var numbers = paper.Sources.Select(s => long.TryParse(s, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        var here = await db.Origins.Where(o => o.Source == "markdown" && o.OldNumber != null && numbers.Contains(o.OldNumber.Value)).ToListAsync(stop);
        return paper.Sources.Select((s, i) => numbers[i] == 0 ? s : here.Find(o => o.OldNumber == numbers[i])?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? $"เรื่องเลขเดิม {s} {HtmlMarkdown.LostLink}");
    }
}
