using System.Globalization;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A meeting as a Markdown sheet that holds all of it, each part under its heading (<c>## เป้าหมาย</c>): what goes into a copy, and what a seed or an import brings. What one writes the other reads.</summary>
public static class MeetingSheet
{
    const string Steps = "steps", Moved = "เดิมนัดไว้วันไหน", MovedWhy = "เลื่อนเพราะอะไร", CalledOff = "งดประชุมครั้งนี้", Seats = "มีกี่ที่", Talk = "เปิดคุยกันก่อนประชุมกี่วัน";

    /// <summary>The sheet of a meeting; its points, steps, moves and host must be loaded.</summary>
    public static string Write(Meeting meeting)
    {
        // What was said of a line stands indented below it; all else is plain text, and keeps the spaces that it begins with
        var said = Enum.GetValues<MeetingPart>().Where(p => p.HasSaid).Select(p => p.Thai).ToHashSet();
        var headings = MeetingHistory.Kept.Parts.ToDictionary(p => p.Key, p => p.Thai);
        var parts = MeetingHistory.PartsOf(meeting).Where(p => p.Text.Length > 0).Select(p => (Heading: headings[p.Key], Text: p.Key == Steps ? string.Join('\n', meeting.Steps.OrderBy(s => s.Position).Select(s => s.Whole)) : p.Text)).ToList();
        if (meeting.Moves.LastOrDefault(m => m.IsOfDay) is { } move)
            parts.AddRange([(Moved, Day(move.Day)), .. move.Why.Length > 0 ? [(MovedWhy, move.Why)] : Array.Empty<(string, string)>()]);
        if (meeting.Seats is { } seats)
            parts.Add((Seats, seats.ToString(CultureInfo.InvariantCulture)));
        if (meeting.TalkDays != Meeting.UsualTalkDays)
            parts.Add((Talk, meeting.TalkDays.ToString(CultureInfo.InvariantCulture)));
        if (meeting.CalledOff is { } why)
            parts.Add((CalledOff, why));
        return string.Join("\n\n", parts.Select(p => $"## {p.Heading}\n\n{string.Join('\n', p.Text.Split('\n').Select(l => said.Contains(p.Heading) && l.StartsWith("  ", StringComparison.Ordinal) ? "  - " + l.Trim() : "- " + l))}"));
    }

    /// <summary>Reads one. What the sheet does not say (circle, place, readers, tags) the caller fills in.</summary>
    /// <param name="db">Where the host is looked for by its name.</param>
    /// <param name="body">The Markdown.</param>
    /// <param name="circle">The circle, or null.</param>
    /// <returns>What it says, and why the meeting was called off; null when it stands.</returns>
    /// <exception cref="Refused">422: there is no day, or a time that is none.</exception>
    public static async Task<(MeetingSaid Said, string? CalledOff)> Read(CommonsDb db, string body, Circle? circle, CancellationToken stop)
    {
        var (parts, under) = (new Dictionary<string, string>(), "");
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                under = line[3..].Trim();
            else if (!string.IsNullOrWhiteSpace(line))
                parts[under] = parts.TryGetValue(under, out var before) ? before + "\n" + line : line;
        var keys = MeetingHistory.Kept.Parts.ToDictionary(p => p.Key, p => p.Thai);
        string Of(string key) => parts.GetValueOrDefault(keys.GetValueOrDefault(key, key), "");
        string Plain(string key) => string.Join('\n', Of(key).Split('\n').Select(l => l.StartsWith("- ", StringComparison.Ordinal) ? l[2..] : l.Trim()));
        int? Count(string key) => int.TryParse(Plain(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
        var host = Plain("host");
        return (new()
        {
            Circle = circle, Round = Count("round"), Day = DayOf(Plain("day")) ?? throw new Refused(422, "ประชุมวันไหน พิมพ์แบบ 16 มี.ค. 2552", "Day"), Time = MeetingTime.ReadSpan(Plain("time"), "Time"),
            HostId = circle is null || host.Length == 0 ? null : await db.CircleHosts.Where(h => h.CircleId == circle.Id && h.Name == host).OrderBy(h => h.Id).Select(h => (long?)h.Id).FirstOrDefaultAsync(stop), HostWords = host,
            Story = Plain("story"), Setting = Plain("setting"), Synthesis = Plain("synthesis"), Headcount = Count("headcount"), Steps = Plain(Steps), StepsTellTheirEnd = true, Seats = Count(Seats), TalkDays = Count(Talk), MovedFrom = DayOf(Plain(Moved)), MoveReason = Plain(MovedWhy),
            Points = Enum.GetValues<MeetingPart>().ToDictionary(p => p, p => Of(p.ToString().ToLowerInvariant())),
        }, Plain(CalledOff) is { Length: > 0 } why ? why : null);
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
