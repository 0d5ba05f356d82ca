using System.Globalization;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Transfer;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>One AAR record.</summary>
static class SeedAar
{
    public static async Task Plant(SeedPlot plot)
    {
        var (db, file) = (plot.Db, FrontMatter.Read(plot.File));
        var at = file.Moment("date")!.Value;
        var author = await db.Members.SingleAsync(m => m.Address == file["author"]);
        var names = await db.Members.ToDictionaryAsync(m => m.Address, m => m.DisplayName);
        var aar = await Aar.Write(db, await Viewer.Of(db, author.Id, ThaiDate.Day(at)), new()
        {
            Title = file["title"]!,
            EventName = file["event"]!,
            EventDate = file["event_date"] is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null,
            Participants = file["participants"] is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null,
            Gist = file["gist"] ?? "",
            Answers = AarForm.AnswersIn(file.Body),
            People = string.Join('\n', file.List("people").Select(p => names.GetValueOrDefault(p, p))),
            PlaceCode = file["place"],
            Blog = await db.Blogs.Include(b => b.Writers).SingleAsync(b => b.Address == file["blog"]),
            Tags = [.. file.List("tags")],
        }, at);
        aar.Publish(at);
        await db.SaveChangesAsync();
        await plot.Remember(aar.Number);
        await plot.Tells(aar.Item, author.Id, at);
        await db.SaveChangesAsync();
    }
}
