using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What a revision of a review holds, and how one is put back.</summary>
static class AarHistory
{
    const string Event = "event", Day = "day", Participants = "participants", Gist = "gist", People = "people";

    static readonly AarQuestion[] Questions = Enum.GetValues<AarQuestion>();

    /// <summary>The parts with their headings.</summary>
    public static readonly KindHistory Kept = new(Deed.Reflect,
        [(Event, "งาน"), (Day, "วันที่ของงาน"), (Participants, "คนร่วม"), .. Questions.Select(q => (Key(q), AarForm.Thai[q].Heading)), (Gist, "ถ้าอ่านได้บรรทัดเดียว:"), (People, "ใครพูดบ้าง")], PutBack,
        (key, text, english) => key == Day && Read(text) is { } day ? ThaiDate.Short(day, english) : text);

    /// <summary>The review as its form shows it.</summary>
    public static IReadOnlyList<RevisionPart> PartsOf(Aar aar) =>
    [
        new(Event, aar.EventName), new(Day, aar.EventDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""), new(Participants, aar.Participants?.ToString(CultureInfo.InvariantCulture) ?? ""),
        .. Questions.Select(q => new RevisionPart(Key(q), string.Join('\n', aar.Of(q).Select(l => l.Whole)))),
        new(Gist, aar.Gist), new(People, string.Join('\n', aar.People.OrderBy(p => p.Position).Select(p => p.Words))),
    ];

    static DateOnly? Read(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string Key(AarQuestion question) => question.ToString().ToLowerInvariant();

    static async Task PutBack(CommonsDb db, Viewer viewer, Revision revision, DateTimeOffset now, CancellationToken stop)
    {
        var aar = await Aar.Whole(db).SingleAsync(a => a.Number == revision.Number, stop);
        await aar.Revise(db, viewer, new()
        {
            Title = revision.Title, EventName = revision.Text(Event), EventDate = Read(revision.Text(Day)),
            Participants = int.TryParse(revision.Text(Participants), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
            Gist = revision.Text(Gist), Answers = [.. Questions.Select(q => revision.Text(Key(q)))], People = revision.Text(People), Tags = revision.Tags,
            PlaceCode = revision.PlaceCode, PlaceName = revision.PlaceName, CircleId = aar.Item.CircleId, Audience = aar.Item.Audience,
        }, now, stop);
    }
}
