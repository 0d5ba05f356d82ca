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

    async Task<(ContentItem, Func<DateTimeOffset, Task>)> Meeting(Paper paper, Viewer author, long? circle, long number, DateTimeOffset begun, CancellationToken stop)
    {
        var (said, calledOff) = await MeetingSheet.Read(db, paper.Body, circle is null ? null : await db.Circles.SingleAsync(c => c.Id == circle, stop), stop);
        said = said with { Number = number, Title = paper.Title, PlaceCode = Place(paper), PlaceName = paper.PlaceName, Audience = AudienceOf(paper), Tags = paper.Tags };
        var meeting = await KmCommons.Learning.Meeting.Call(db, author, said, begun, stop);
        await Picture(meeting.Item, paper, author.Id, begun, stop);
        if (calledOff is not null)
            await meeting.CallOff(db, calledOff, begun, stop);
        return (meeting.Item, at => meeting.Revise(db, author, said, at, stop));
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

    // What answers which question, and who said thank you; only a whole copy speaks for its members. An item that answers may come later in the copy; one whose number is somebody else's here answers nothing
    async Task Appreciated(ContentItem item, Paper paper, List<Comment> said, CancellationToken stop)
    {
        Comment? At(int? place) => place is { } at and >= 0 && at < said.Count ? said[at] : null;
        var called = paper.TellsOf.Select(t => t.By).Concat(paper.Answers.Select(a => a.By)).Concat(paper.Thanks.Select(t => t.By)).OfType<string>().Distinct().ToArray();
        var members = called.Length == 0 ? [] : await db.Members.Where(m => called.Contains(m.Address)).ToDictionaryAsync(m => m.Address, m => m.Id, stop);
        var answering = paper.Answers.Select(a => a.Item).OfType<long>().Concat(paper.TellsOf.Select(t => t.Meeting)).Where(brought.Contains).ToArray();
        var origins = db.Origins;
        var taken = answering.Length == 0 ? [] : await db.Items.Where(i => answering.Contains(i.Number) && i.Number != item.Number && !origins.Any(o => o.Number == i.Number && o.OldNumber == i.Number && o.Source == "markdown")).Select(i => i.Number).ToListAsync(stop);
        foreach (var answer in paper.Answers)
            if (At(answer.Question) is { } asked && (answer.Item is { } number ? answering.Contains(number) && !taken.Contains(number) : At(answer.Comment) is not null))
                db.Answers.Add(new() { QuestionId = asked.Id, Number = answer.Item, CommentId = answer.Item is null ? At(answer.Comment)!.Id : null, ById = members.TryGetValue(answer.By ?? "", out var by) ? by : null, At = (answer.At ?? asked.At).ToUniversalTime() });
        foreach (var told in paper.TellsOf.DistinctBy(t => t.Meeting).Where(t => answering.Contains(t.Meeting) && !taken.Contains(t.Meeting)))
            if (!await db.Tellings.AnyAsync(t => t.Number == item.Number && t.MeetingNumber == told.Meeting, stop))
                db.Tellings.Add(Telling.Brought(item.Number, told.Meeting, told.Closing && item.Kind == KmCommons.Learning.Aar.Kind.Key && !await db.Tellings.AnyAsync(t => t.MeetingNumber == told.Meeting && t.IsClosing, stop), members.TryGetValue(told.By ?? "", out var teller) ? teller : null, (told.At ?? item.CreatedAt).ToUniversalTime()));
        foreach (var thanks in paper.Thanks.DistinctBy(t => (t.By, t.Comment)))
            if (members.TryGetValue(thanks.By, out var who) && (thanks.Comment is null || At(thanks.Comment) is not null))
                db.Thanks.Add(new() { MemberId = who, Number = item.Number, CommentId = At(thanks.Comment)?.Id, At = (thanks.At ?? item.CreatedAt).ToUniversalTime() });
        await db.SaveChangesAsync(stop);
    }
}
