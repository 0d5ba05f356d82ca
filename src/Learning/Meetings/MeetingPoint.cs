using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>One thing of a meeting under one heading: a goal with its outcome, a line of the agenda, a group with its recorder.
/// As text it is one line, and what was said about it stands below, indented; so it is kept in revisions and carried out and in.</summary>
public sealed partial class MeetingPoint
{
    /// <summary>The most lines under one heading; the longest line, and the longest text about one, in UTF-16 units.</summary>
    public const int Most = 60, Longest = 600, LongestSaid = 4000;
    /// <summary>The word below a goal or a topic that says that it goes on at the next meeting.</summary>
    public const string Carried = "ค้าง";

    /// <summary>Identity; it stays when the lines around it change.</summary>
    public long Id { get; private set; }
    /// <summary>The meeting.</summary>
    public long Number { get; private set; }
    /// <summary>The heading.</summary>
    public MeetingPart Part { get; init; }
    /// <summary>Its place under the heading, from 1.</summary>
    public int Position { get; set; }
    /// <summary>The thing itself.</summary>
    public string Text { get; set; } = "";
    /// <summary>Who: speaks, records; may be empty.</summary>
    public string Who { get; set; } = "";
    /// <summary>The outcome of a goal or topic, what a group said; plain text of several lines, may be empty.</summary>
    public string Said { get; set; } = "";
    /// <summary>Whether it goes on at the next meeting (ค้าง).</summary>
    public bool IsCarried { get; set; }
    /// <summary>The same matter in a meeting before, that was carried here.</summary>
    public long? ContinuesId { get; set; }
    /// <summary>Agenda: when it begins.</summary>
    public TimeOnly? At { get; set; }
    /// <summary>Agenda: how many minutes are planned.</summary>
    public int? Minutes { get; set; }
    /// <summary>Agenda: how many minutes each speaker or matter has, where the text says so (เรื่องละ 8 นาที).</summary>
    public int? Each => Part == MeetingPart.Agenda && EachMinutes().Match(Text) is { Success: true } match ? NumberIn(match) : null;
    /// <summary>Agenda: how many minutes it took; where speakers take turns, of each in order. Empty while nobody measured.</summary>
    public int[] Actual { get; set; } = [];
    /// <summary>Agenda: since when it runs, or the speaker whose turn it is (UTC); null when it does not run.</summary>
    public DateTimeOffset? RunsSince { get; set; }
    /// <summary>Sector: how many people.</summary>
    public int? Count { get; set; }

    /// <summary>Whether it is the part of the day for drawing together, which nobody may talk away.</summary>
    public bool IsSynthesis => Part == MeetingPart.Agenda && Synthesis().IsMatch(Text);

    /// <summary>The line as it is typed.</summary>
    public string Line => string.Concat(At is { } at ? at.ToString("HH:mm", CultureInfo.InvariantCulture) + " " : "", Text, Minutes is { } m ? string.Create(CultureInfo.InvariantCulture, $" {m} นาที") : "",
        Count is { } c ? string.Create(CultureInfo.InvariantCulture, $" {c} คน") : "", Who.Length > 0 ? " — " + Who : "", Actual.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $" (จริง {string.Join(", ", Actual)} นาที)") : "");

    /// <summary>The line, and below it what was said.</summary>
    public string Whole => string.Join("\n  ", [Line, .. Said.Split('\n', StringSplitOptions.RemoveEmptyEntries), .. IsCarried ? [Carried] : Array.Empty<string>()]);

    /// <summary>The points of a typed text: a line that begins at the margin is a point, an indented one says more about it.</summary>
    /// <exception cref="Refused">422: too many lines, or one too long.</exception>
    public static List<MeetingPoint> Read(MeetingPart part, string? text)
    {
        var points = new List<MeetingPoint>();
        foreach (var line in ThaiText.Normalise(text ?? "").Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)))
            if (char.IsWhiteSpace(line[0]) && points.Count > 0 && part.HasSaid)
                points[^1].Add(Bullet().Replace(line, "").Trim());
            else if (Bullet().Replace(line, "").Trim() is { Length: > 0 } said)
                points.Add(Of(part, said));
        if (points.Count > Most || points.Exists(p => p.Text.Length is 0 or > Longest || p.Who.Length > Longest || p.Said.Length > LongestSaid))
            throw new Refused(422, "หัวข้อหนึ่งรับได้ 60 บรรทัด บรรทัดละไม่เกิน 600 ตัวอักษร และผลของเรื่องหนึ่งไม่เกิน 4,000 ตัวอักษร", part.ToString());
        return points;
    }

    void Add(string line)
    {
        if (line == Carried && Part != MeetingPart.Group)
            IsCarried = true;
        else
            Said = Said.Length == 0 ? line : Said + "\n" + line;
    }

    static MeetingPoint Of(MeetingPart part, string line)
    {
        int[] actual = [];
        if (part == MeetingPart.Agenda)
            line = Took().Replace(line, m => { actual = [.. m.Groups["n"].Captures.Select(c => int.Parse(ThaiDigits.ToArabic(c.Value), NumberStyles.None, CultureInfo.InvariantCulture))]; return ""; });
        // The name of a group may have a hyphen of its own
        var behind = part switch { MeetingPart.Agenda => Behind().Match(line), MeetingPart.Group => Recorder().Match(line), _ => Match.Empty };
        var who = behind.Success ? behind : null;
        var text = who?.Groups["text"].Value ?? line;
        TimeOnly? at = null;
        int? minutes = null, count = null;
        if (part == MeetingPart.Agenda)
        {
            text = Clock().Replace(text, m => { at = MeetingTime.Read(m.Groups["at"].Value); return at is null ? m.Value : ""; });
            if (!EachMinutes().IsMatch(text))
                text = ForMinutes().Replace(text, m => { minutes = NumberIn(m); return ""; });
        }
        else if (part == MeetingPart.Sector)
            text = People().Replace(text, m => { count = NumberIn(m); return ""; });
        return new() { Part = part, Text = text.Trim(), Who = who?.Groups["who"].Value.Trim() ?? "", At = at, Minutes = minutes, Actual = actual, Count = count };
    }

    static int? NumberIn(Match match) => int.Parse(ThaiDigits.ToArabic(match.Groups["n"].Value).Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?:[-*•·–—]|[0-9๐-๙]{1,2}[.)])\s+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?<text>.+\S)\s+(?:—|–|--?)\s+(?<who>\S.*)$")]
    private static partial Regex Behind();

    [GeneratedRegex(@"^(?<text>.+\S)\s+—\s+(?<who>\S.*)$")]
    private static partial Regex Recorder();

    [GeneratedRegex(@"^(?<at>[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2})\s*(?:น\.)?\s+")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\s*\(?(?:(?:คน|เรื่อง|กลุ่ม)ละ|each)\s*(?<n>[0-9๐-๙]{1,3})\s*(?:นาที|min)\)?\s*$")]
    private static partial Regex EachMinutes();

    [GeneratedRegex(@"\s*\((?:ใช้)?(?:จริง|actual)\s*(?<n>[0-9๐-๙]{1,3})(?:\s*,\s*(?<n>[0-9๐-๙]{1,3}))*\s*(?:นาที|min)\)\s*$")]
    private static partial Regex Took();

    // Not the end of another number: 2.5, 10-15, ๑,๒๐๐
    const string Alone = @"(?<![0-9๐-๙](?:\s?[-–—]\s?|[.,:/])?)";

    [GeneratedRegex(@"\s*\(?" + Alone + @"(?<n>[0-9๐-๙]{1,3})\s*(?:นาที|min)\)?\s*$")]
    private static partial Regex ForMinutes();

    [GeneratedRegex(@"[\s:]*" + Alone + @"(?<n>[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+|[0-9๐-๙]{1,6})\s*(?:คน)?\s*$")]
    private static partial Regex People();

    [GeneratedRegex("สรุป|สังเคราะห์|synthesis|drawing together", RegexOptions.IgnoreCase)]
    private static partial Regex Synthesis();
}
