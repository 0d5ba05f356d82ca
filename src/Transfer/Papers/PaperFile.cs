using System.Globalization;

namespace KmCommons.Transfer;

/// <summary>A Markdown file with front matter, read into a <see cref="Paper"/>: what an export wrote, what the seed holds, or what somebody wrote by hand with the same names.</summary>
public static class PaperFile
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">The file's path in its folder; the folder tells the kind where the file does not.</param>
    /// <exception cref="InvalidDataException">It has no front matter, or one that cannot be read.</exception>
    public static Sheet Read(string text, string name)
    {
        var file = FrontMatter.Parse(text, name);
        var kind = file["kind"] ?? (name.Contains("aars/", StringComparison.Ordinal) ? "aar" : name.Contains("cases/", StringComparison.Ordinal) ? "case" : name.Contains("meetings/", StringComparison.Ordinal) ? "meeting" : "note");
        var (date, doubt) = file["date"] is { } typed ? Moment(typed) is { } at ? (at, null) : Doubt.Read(typed) : (null, new("", [], default));
        var paper = Kinds(file, new()
        {
            Number = long.TryParse(file["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Kind = kind, Title = file["title"] ?? "", Blog = file["blog"], Author = file["author"], AuthorName = file["author_name"], Circle = file["circle"], Place = file["place"], PlaceName = file["place_name"] ?? "",
            Date = date, Created = Moment(file["created"]), Edited = Moment(file["edited"]), State = file["state"] is "draft" or "withdrawn" or "scheduled" ? file["state"]! : "published",
            PublishAt = Moment(file["publish_at"]), Hidden = Moment(file["hidden"]), Audience = file["audience"] ?? "everyone", Licence = file["licence"],
            Tags = [.. file.List(kind == "case" ? "themes" : "tags")],
            Series = file.Map("series") is { } series && series("name") is { } called ? new(called, FrontMatter.Number(series("part"))) : null,
            Quick = file["quick"] == "true",
            Credits = file.Map("credits") is { } credits ? new(credits("narrator") ?? "", credits("writer") ?? "", credits("photographer") ?? "", Moment(credits("agreed")), credits("agreed_by")) : null,
            Photos = [.. from photo in file.Maps("photos") where photo("file") is not null select new PaperPhoto(photo("file")!, photo("photo"), photo("caption") ?? "", photo("alt") ?? "", FrontMatter.Number(photo("place")))],
            Files = [.. from attached in file.Maps("files") where attached("file") is not null select new PaperAttachment(attached("file")!, attached("stored") ?? attached("file")!)],
            Old = [.. from old in file.Maps("old") where old("source") is not null && old("key") is not null select new PaperOrigin(old("source")!, old("key")!, long.TryParse(old("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var was) ? was : null, old("address") ?? "")],
            Comments = [.. file.Maps("comments").Select((c, i) => new PaperComment(c("by"), c("guest"), Moment(c("at")), c("text") ?? "", [.. file.Numbers("comments", i, "reply_to").Where(r => r < i)], c("question") == "true"))],
            Answers = [.. from answer in file.Maps("answers") where FrontMatter.Number(answer("question")) is not null select new PaperAnswer(FrontMatter.Number(answer("question"))!.Value, FrontMatter.Number(answer("item")), FrontMatter.Number(answer("comment")), answer("by"), Moment(answer("at")))],
            Thanks = [.. from thanks in file.Maps("thanks") where thanks("by") is not null select new PaperThanks(thanks("by")!, FrontMatter.Number(thanks("comment")), Moment(thanks("at")))],
            TellsOf = [.. from told in file.Maps("tells_of") where FrontMatter.Number(told("meeting")) is not null select new PaperTelling(FrontMatter.Number(told("meeting"))!.Value, told("closing") == "true", told("by"), Moment(told("at")))],
            Body = file.Body,
        });
        var key = paper.Number is { } own ? $"{own.ToString(CultureInfo.InvariantCulture)}@{PaperText.At(paper.Created ?? paper.Date)}" : $"{name}|{file["date"]}|{paper.Title}";
        return new("markdown", key, name, paper) { OldNumber = paper.Number, Doubt = doubt };
    }

    static Paper Kinds(FrontMatter file, Paper paper) => paper with
    {
        Event = file["event"], EventDate = file["event_date"], Participants = FrontMatter.Number(file["participants"]), Gist = file["gist"], People = [.. file.List("people")],
        Story = file["story"], Example = file["example"] == "true", CheckedBy = file["checked_by"], CheckedAt = Moment(file["checked_at"]),
        Sources = [.. file.List("sources"), .. file.Maps("sources").Select(s => s("text")).OfType<string>()],
        Figures = [.. file.Maps("figures").Select(f => new PaperFigure(f("label") ?? "", f("value") ?? "", f("unit") ?? "", FrontMatter.Number(f("source"))))],
        Tellers = [.. from teller in file.Maps("tellers") where teller("part") is not null && teller("by") is not null select new PaperTeller(teller("part")!, teller("by")!)],
    };

    // Only with its offset: without one it would be a guess, and Doubt asks
    static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
}
