using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A meeting as text: what a revision of it holds, how one is put back, and what is searched.</summary>
static class MeetingHistory
{
    const string Day = "day", Time = "time", Round = "round", Host = "host", Story = "story", Setting = "setting", Synthesis = "synthesis", Headcount = "headcount", Steps = "steps";

    static readonly MeetingPart[] Parts = Enum.GetValues<MeetingPart>();

    /// <summary>The parts with their headings.</summary>
    public static readonly KindHistory Kept = new(Deed.Meet,
        [(Day, "วันที่"), (Time, "เวลา"), (Round, "ครั้งที่"), (Host, "เจ้าภาพ"), (Story, "เรื่องเปิดวง"), .. Parts.Select(p => (Key(p), p.Thai)), (Setting, "บรรยากาศ"), (Steps, "สิ่งที่จะทำต่อ"), (Synthesis, "สรุปท้ายวง"), (Headcount, "มากี่คน")], PutBack,
        (key, text, english) => key == Day && Read(text) is { } day ? ThaiDate.Short(day, english) : text);

    /// <summary>The meeting as its form shows it.</summary>
    public static IReadOnlyList<RevisionPart> PartsOf(Meeting meeting) =>
    [
        new(Day, meeting.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new(Time, meeting.Time.Typed), new(Round, meeting.Round?.ToString(CultureInfo.InvariantCulture) ?? ""), new(Host, meeting.HostName),
        new(Story, meeting.Story), .. Parts.Select(p => new RevisionPart(Key(p), TextOf(meeting, p))), new(Setting, meeting.Setting), new(Steps, StepsOf(meeting)), new(Synthesis, meeting.Synthesis),
        new(Headcount, meeting.Headcount?.ToString(CultureInfo.InvariantCulture) ?? ""),
    ];

    /// <summary>The same for reading: each part that says something under its heading (the key of the string localizer), days as people write them.</summary>
    public static IEnumerable<(string Heading, string Text)> Shown(Meeting meeting, bool english) =>
        PartsOf(meeting).Where(p => p.Text.Length > 0).Select(p => (Kept.Parts.Single(k => k.Key == p.Key).Thai, Kept.Shows!(p.Key, p.Text, english)));

    /// <summary>The lines under a heading as text that <see cref="MeetingPoint.Read"/> reads.</summary>
    public static string TextOf(Meeting meeting, MeetingPart part) => string.Join('\n', meeting.Of(part).Select(p => p.Whole));

    /// <summary>The next steps as text that <see cref="NextStep.Read"/> reads.</summary>
    public static string StepsOf(Meeting meeting) => string.Join('\n', meeting.Steps.OrderBy(s => s.Position).Select(s => s.Line));

    /// <summary>What readers find it by, and the line or two for lists: the outcome when there is one, the goals before.</summary>
    public static Reading ReadingOf(Meeting meeting)
    {
        string[] words = [meeting.Item.PlaceName, meeting.HostName, meeting.Story, .. Parts.Select(p => TextOf(meeting, p)), meeting.Setting, StepsOf(meeting), meeting.Synthesis];
        var gist = meeting.Synthesis.Length > 0 ? meeting.Synthesis : string.Join(" · ", meeting.Of(MeetingPart.Goal).Concat(meeting.Of(MeetingPart.Topic)).Select(p => p.Text));
        return new(string.Join('\n', words.Where(w => w.Length > 0)), ThaiText.Cut($"{ThaiDate.Long(meeting.Day)} {gist}".ReplaceLineEndings(" ").Trim(), 200), []);
    }

    static DateOnly? Read(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    static string Key(MeetingPart part) => part.ToString().ToLowerInvariant();

    static async Task PutBack(CommonsDb db, Viewer viewer, Revision revision, DateTimeOffset now, CancellationToken stop)
    {
        var meeting = await Meeting.Whole(db).SingleAsync(m => m.Number == revision.Number, stop);
        var circle = meeting.CircleId is { } id ? await db.Circles.SingleAsync(c => c.Id == id, stop) : null;
        var host = revision.Text(Host);
        var hostId = circle is null ? null : (await db.CircleHosts.Where(h => h.CircleId == circle.Id && h.Name == host).OrderBy(h => h.Id).FirstOrDefaultAsync(stop))?.Id;
        await meeting.Revise(db, viewer, new()
        {
            Title = revision.Title, Circle = circle, Round = Count(revision.Text(Round)), Day = Read(revision.Text(Day)) ?? meeting.Day, Time = MeetingTime.ReadSpan(revision.Text(Time), Time),
            PlaceCode = revision.PlaceCode, PlaceName = revision.PlaceName, HostId = hostId, HostWords = host, Story = revision.Text(Story), Setting = revision.Text(Setting), Synthesis = revision.Text(Synthesis),
            Headcount = Count(revision.Text(Headcount)), Points = Parts.ToDictionary(p => p, p => revision.Text(Key(p))), Steps = revision.Text(Steps), Audience = meeting.Item.Audience, Tags = revision.Tags,
        }, now, stop);
    }
}
