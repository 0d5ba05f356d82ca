using System.Globalization;
using System.Text;
using KmCommons.Thai;

namespace KmCommons.Transfer;

/// <summary>A <see cref="Paper"/> as the text of its Markdown file. The same paper is always the same bytes: a fixed order, one way of quoting, moments on Bangkok's clock.</summary>
public static class PaperText
{
    /// <summary>Writes it.</summary>
    public static string Of(Paper paper)
    {
        var text = new StringBuilder("---\n");
        Bare(text, "number", paper.Number?.ToString(CultureInfo.InvariantCulture));
        Bare(text, "kind", paper.Kind);
        Said(text, "title", paper.Title);
        Bare(text, "blog", Quoted(paper.Blog));
        Bare(text, "author", Quoted(paper.Author));
        Bare(text, "circle", Quoted(paper.Circle));
        Bare(text, "place", Quoted(paper.Place));
        Said(text, "place_name", paper.PlaceName);
        Bare(text, "date", At(paper.Date));
        Bare(text, "created", At(paper.Created));
        Bare(text, "edited", At(paper.Edited));
        Bare(text, "state", paper.State == "published" ? null : paper.State);
        Bare(text, "publish_at", At(paper.PublishAt));
        Bare(text, "hidden", At(paper.Hidden));
        Bare(text, "audience", paper.Audience == "everyone" ? null : paper.Audience);
        Said(text, "licence", paper.Licence ?? "");
        Row(text, paper.Kind == "case" ? "themes" : "tags", paper.Tags);
        if (paper.Series is { } series)
            text.Append("series:\n  name: ").Append(Quoted(series.Name)).Append('\n').Append(series.Part is { } part ? string.Create(CultureInfo.InvariantCulture, $"  part: {part}\n") : "");
        Bare(text, "quick", paper.Quick ? "true" : null);
        if (paper.Credits is { } credits)
        {
            text.Append("credits:\n");
            Said(text, "  narrator", credits.Narrator);
            Said(text, "  writer", credits.Writer);
            Said(text, "  photographer", credits.Photographer);
            Bare(text, "  agreed", At(credits.Agreed));
            Bare(text, "  agreed_by", Quoted(credits.AgreedBy));
        }
        Kinds(text, paper);
        List(text, "photos", paper.Photos, p => [("file", Quoted(p.File)), ("photo", Quoted(p.Photo)), ("caption", Some(p.Caption)), ("alt", Some(p.Alt)), ("place", Place(p.Place))]);
        List(text, "files", paper.Files, f => [("file", Quoted(f.File)), ("stored", Quoted(f.Stored))]);
        List(text, "old", paper.Old, o => [("source", Quoted(o.Source)), ("key", Quoted(o.Key)), ("number", o.Number?.ToString(CultureInfo.InvariantCulture)), ("address", Some(o.Address))]);
        List(text, "comments", paper.Comments, c =>
            [("by", Quoted(c.By)), ("guest", Quoted(c.Guest)), ("at", At(c.At)), ("reply_to", c.ReplyTo.Count == 0 ? null : $"[{string.Join(", ", c.ReplyTo.Select(r => r.ToString(CultureInfo.InvariantCulture)))}]"), ("question", c.Question ? "true" : null), ("text", Quoted(c.Text))]);
        List(text, "answers", paper.Answers, a => [("question", Place(a.Question)), ("item", a.Item?.ToString(CultureInfo.InvariantCulture)), ("comment", Place(a.Comment)), ("by", Quoted(a.By)), ("at", At(a.At))]);
        List(text, "thanks", paper.Thanks, t => [("by", Quoted(t.By)), ("comment", Place(t.Comment)), ("at", At(t.At))]);
        List(text, "tells_of", paper.TellsOf, t => [("meeting", t.Meeting.ToString(CultureInfo.InvariantCulture)), ("closing", t.Closing ? "true" : null), ("by", Quoted(t.By)), ("at", At(t.At))]);
        return text.Append("---\n\n").Append(paper.Body).Append('\n').ToString();
    }

    static void Kinds(StringBuilder text, Paper paper)
    {
        Said(text, "event", paper.Event ?? "");
        Bare(text, "event_date", paper.EventDate);
        Bare(text, "participants", paper.Participants?.ToString(CultureInfo.InvariantCulture));
        Said(text, "gist", paper.Gist ?? "");
        Row(text, "people", paper.People);
        Bare(text, "story", paper.Story);
        Bare(text, "example", paper.Example ? "true" : null);
        Bare(text, "checked_by", Quoted(paper.CheckedBy));
        Bare(text, "checked_at", At(paper.CheckedAt));
        Row(text, "sources", paper.Sources);
        List(text, "figures", paper.Figures, f => [("label", Quoted(f.Label)), ("value", Quoted(f.Value)), ("unit", Some(f.Unit)), ("source", f.Source?.ToString(CultureInfo.InvariantCulture))]);
        List(text, "tellers", paper.Tellers, t => [("part", t.Part), ("by", Quoted(t.By))]);
    }

    static string? Place(int? at) => at?.ToString(CultureInfo.InvariantCulture);

    static void Bare(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append(key).Append(": ").Append(value).Append('\n');
    }

    static void Said(StringBuilder text, string key, string value) => Bare(text, key, Some(value));

    static void Row(StringBuilder text, string key, IReadOnlyList<string> values) => Bare(text, key, values.Count == 0 ? null : $"[{string.Join(", ", values.Select(Quoted))}]");

    static void List<T>(StringBuilder text, string key, IReadOnlyList<T> things, Func<T, (string Key, string? Value)[]> of)
    {
        if (things.Count > 0)
            text.Append(key).Append(":\n");
        foreach (var thing in things)
            text.AppendJoin('\n', of(thing).Where(v => v.Value is not null).Select((v, i) => $"{(i == 0 ? "  - " : "    ")}{v.Key}: {v.Value}")).Append('\n');
    }

    static string? Some(string value) => value.Length == 0 ? null : Quoted(value);

    /// <summary>A moment as files have it: <c>2007-02-26T22:30:00+07:00</c>, to the microsecond where there is one.</summary>
    public static string? At(DateTimeOffset? moment) => moment is { } at ? ThaiDate.Bangkok(at).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture) : null;

    // The double-quoted style of YAML 1.2, where only what could be read as something else is escaped
    static string? Quoted(string? value)
    {
        if (value is null)
            return null;
        var text = new StringBuilder("\"");
        foreach (var c in value.ReplaceLineEndings("\n"))
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007f' or >= '\u0080' and <= '\u00a0' or '\u2028' or '\u2029' or '\ufeff' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        return text.Append('"').ToString();
    }
}
