using System.Collections.Concurrent;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Places;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>One thing in a digest, as readers see it; every part is one line of plain text.</summary>
/// <param name="Kicker">What it is and where.</param>
/// <param name="Kind">The kind's colour class of the theme.</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Where it is on the site: the number alone, since a Thai slug is many times longer.</param>
/// <param name="Summary">Its beginning, or the newest comment's; may be empty.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Because">Why it is in this letter.</param>
/// <param name="IsAnswer">Whether it is a comment: on something of the reader's own, or that they follow.</param>
/// <param name="IsFollowed">Whether it is on something that they follow and did not write.</param>
/// <param name="Circle">The circle of the reader's whose it is; null for what is no circle's, and for answers.</param>
public sealed record DigestLine(string Kicker, string Kind, string Title, string Path, string Summary, string By, string Because, bool IsAnswer, bool IsFollowed = false, long? Circle = null)
{
    const int LongestTitle = 120, LongestSummary = 110, MostCuts = 4000;
    static readonly ConcurrentDictionary<(string Text, int Clusters), string> cuts = new();

    /// <summary>The item that it shows; 0 for none.</summary>
    public long Number { get; init; }
    /// <summary>The comment that it shows; 0 for none.</summary>
    public long Comment { get; init; }
    /// <summary>The day of a meeting to come; null for all else.</summary>
    public DateOnly? On { get; init; }
    /// <summary>Below which heading it stands, of what is new.</summary>
    public NewsPart Part { get; init; }

    internal static DigestLine New(Row row, Kinds kinds, Gazetteer gazetteer, Wording w, string because, long? circle, NewsPart part) => new(
        Join(w.English ? " · " : " ", w[kinds[row.Kind].Thai], gazetteer.Says(row.PlaceCode, w.English)), kinds[row.Kind].Colour, Cut(row.Title, LongestTitle), ContentItem.UrlOf(row.Number, ""), Cut(row.Summary, LongestSummary),
        Join(" · ", ThaiText.OneLine(row.AuthorName), row.Comments == 0 ? "" : w["{0} ความเห็น", row.Comments]), because, false, Circle: circle) { Number = row.Number, Part = part };

    internal static DigestLine Question(long number, long comment, ContentKind kind, string title, string text, string name, int count, string because, Wording w) => new(
        count == 1 ? w["คำถามที่ยังไม่มีคำตอบ"] : w["คำถามที่ยังไม่มีคำตอบ {0} ข้อ", count], kind.Colour, Cut(title, LongestTitle), $"{ContentItem.UrlOf(number, "")}#c{comment}", $"“{Cut(text, LongestSummary)}”",
        ThaiText.OneLine(name) is { Length: > 0 } known ? known : w["ผู้มาเยือน"], because, false) { Number = number, Comment = comment };

    internal static DigestLine Answer(long number, long comment, ContentKind kind, string title, string text, string name, int count, bool mine, Wording w) => new(
        count == 1 ? w["ความเห็นใหม่"] : w["ความเห็นใหม่ {0} ความเห็น", count], kind.Colour, Cut(title, LongestTitle), $"{ContentItem.UrlOf(number, "")}#c{comment}", $"“{Cut(text, LongestSummary)}”",
        ThaiText.OneLine(name) is { Length: > 0 } known ? known : w["ผู้มาเยือน"], mine ? w["ตอบ{0}ของท่าน", w[kind.Thai]] : w["จากที่ท่านติดตาม"], true, !mine) { Number = number, Comment = comment };

    internal static DigestLine Coming(CircleDays circle, CircleDay day, ContentKind kind, Wording w) => new(
        Join(" · ", w["นัดประชุม"], Cut(circle.Name, LongestTitle)), kind.Colour, Cut(day.Title, LongestTitle), ContentItem.UrlOf(day.Number, ""), Join(" ", When(day.On, w), day.Hours.Length > 0 ? w["เวลา {0} น.", day.Hours] : w["ยังไม่ได้บอกเวลา"], Cut(day.Place, LongestTitle)),
        day.Host.Length > 0 ? w["เจ้าภาพ: {0}", Cut(day.Host, LongestTitle)] : "", day.Was is { } was ? w["เลื่อนมาจาก{0}", When(was, w)] : w["จากวงของท่าน"], false, Circle: circle.Id) { Number = day.Number, On = day.On };

    internal static DigestLine Taken(Duty duty, DateOnly today, Wording w) => new(
        duty.Due < today ? w["เลยกำหนดแล้ว"] : w["ครบกำหนด"], "is-circle", Cut(duty.Says, LongestTitle), duty.Path, When(duty.Due, w), "", duty.Because, false) { Number = duty.Number };

    /// <summary>The same with the words of now, cut as they were.</summary>
    /// <param name="title">The title.</param>
    /// <param name="summary">The beginning, or the comment in quotes; null to leave it.</param>
    /// <param name="isNobodys">Whether who wrote it has withdrawn their name.</param>
    internal DigestLine Anew(string title, string? summary, bool isNobodys) => this with
    {
        Title = Cut(title, LongestTitle), By = isNobodys ? KmCommons.People.Member.WithdrawnName : By,
        Summary = summary is null || Summary.Length == 0 ? Summary : summary is ['“', .. var said, '”'] ? $"“{Cut(said, LongestSummary)}”" : Cut(summary, LongestSummary),
    };

    static string When(DateOnly day, Wording w) => w["วัน{0}ที่ {1}", ThaiDate.DayName(day.DayOfWeek, w.English), ThaiDate.Long(day, w.English)];

    // The same beginnings stand in the letters of thousands
    static string Cut(string text, int clusters)
    {
        if (cuts.Count > MostCuts)
            cuts.Clear();
        return cuts.GetOrAdd((text, clusters), static what => CutOf(what.Text, what.Clusters));
    }

    // Cut where a word ends, unless that would cost half of it
    static string CutOf(string text, int clusters)
    {
        text = ThaiText.OneLine(text);
        var room = ThaiText.Cut(text, clusters, "").Length;
        if (room == text.Length)
            return text;
        var end = ThaiWords.Split(text).Select(w => w.End).LastOrDefault(end => end <= room);
        return text[..(end > room / 2 ? end : room)].TrimEnd() + "…";
    }

    static string Join(string between, params string[] parts) => string.Join(between, parts.Where(p => p.Length > 0));
}

/// <summary>Below which heading a new thing stands.</summary>
public enum NewsPart
{
    /// <summary>What is new.</summary>
    News,
    /// <summary>What a kept search found.</summary>
    Search,
    /// <summary>An honour that was given.</summary>
    Honour,
}
