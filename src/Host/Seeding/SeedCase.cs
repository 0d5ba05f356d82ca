using System.Globalization;
using KmCommons.Cases;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Transfer;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>One case story, with its sources found among what was planted before.</summary>
static class SeedCase
{
    public static async Task Plant(SeedPlot plot)
    {
        var (db, file) = (plot.Db, FrontMatter.Read(plot.File));
        var at = file.Moment("date")!.Value;
        var author = await db.Members.SingleAsync(m => m.Address == file["author"]);
        var sources = new List<string?>();
        foreach (var source in file.Maps("sources"))
            sources.Add(source("text") ?? (source("note") is { } note ? await plot.NumberOf("notes", note) : await plot.NumberOf("aars", source("aar")!)));
        var story = await CaseStory.Tell(db, await Viewer.Of(db, author.Id, ThaiDate.Day(at)), new()
        {
            Title = file["title"]!,
            Texts = CaseParts.In(file.Body),
            Themes = [.. file.List("themes")],
            Example = file["example"] == "true",
            Sources = sources,
            Figures = [.. file.Maps("figures").Select(f => new FigureSaid { Label = f("label"), Value = f("value"), Unit = f("unit"), Source = f("source") is { } index ? int.Parse(index, CultureInfo.InvariantCulture) : null })],
            PlaceCode = file["place"],
        }, at);
        story.Item.Publish(at);
        await db.SaveChangesAsync();
        await plot.Remember(story.Number);
    }
}
