using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>One row of a heading that has a field for what was said: a goal and its outcome, a group and what it found.</summary>
public sealed class PointRow
{
    /// <summary>The thing itself; an empty row is no row.</summary>
    public string? Text { get; set; }
    /// <summary>Who records, for a group.</summary>
    public string? Who { get; set; }
    /// <summary>What came of it.</summary>
    public string? Said { get; set; }
    /// <summary>Whether it goes on at the next meeting.</summary>
    public bool Carried { get; set; }

    /// <summary>A point as a row.</summary>
    public static PointRow Of(MeetingPoint point) => new() { Text = point.Text, Who = point.Who, Said = point.Said, Carried = point.IsCarried };

    /// <summary>Rows as the text that <see cref="MeetingPoint.Read"/> reads.</summary>
    public static string TextOf(IEnumerable<PointRow> rows) => string.Join('\n', rows.Where(r => !string.IsNullOrWhiteSpace(r.Text)).Select(r =>
        string.Join("\n  ", [ThaiText.OneLine(r.Text) + (string.IsNullOrWhiteSpace(r.Who) ? "" : " — " + ThaiText.OneLine(r.Who)), .. (r.Said ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. r.Carried ? [MeetingPoint.Carried] : Array.Empty<string>()])));
}
