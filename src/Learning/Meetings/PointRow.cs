using KmCommons.Foundation;
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
    /// <exception cref="Refused">422: something came of a row that does not say what it is about.</exception>
    public static string TextOf(List<PointRow> rows, string field)
    {
        var nameless = rows.FindIndex(r => string.IsNullOrWhiteSpace(r.Text) && !(string.IsNullOrWhiteSpace(r.Said) && string.IsNullOrWhiteSpace(r.Who)));
        if (nameless >= 0)
            throw new Refused(422, "มีผลหรือชื่อคนจดที่ยังไม่บอกว่าเป็นของเรื่องไหน เติมชื่อเรื่องในแถวนั้น", $"{field}-{nameless}");
        return string.Join('\n', rows.Where(r => !string.IsNullOrWhiteSpace(r.Text)).Select(r => r.Line));
    }

    string Line => string.Join("\n  ", [ThaiText.OneLine(Text) + (string.IsNullOrWhiteSpace(Who) ? "" : " — " + ThaiText.OneLine(Who)), .. (Said ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), .. Carried ? [MeetingPoint.Carried] : Array.Empty<string>()]);
}
