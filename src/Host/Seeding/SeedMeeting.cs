using System.Globalization;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Transfer;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>One meeting, written down from its sheet.</summary>
static class SeedMeeting
{
    public static async Task Plant(SeedPlot plot)
    {
        var (db, file) = (plot.Db, FrontMatter.Read(plot.File));
        var at = file.Moment("date")!.Value;
        var author = await db.Members.SingleAsync(m => m.Address == file["author"]);
        var circle = file["circle"] is { } address ? await db.Circles.SingleAsync(c => c.Address == address) : null;
        var (said, _) = await MeetingSheet.Read(db, file.Body, circle, default);
        var meeting = await Meeting.Call(db, await Viewer.Of(db, author.Id, ThaiDate.Day(at)), said with { Title = file["title"] ?? "", PlaceCode = file["place"], PlaceName = file["place_name"] ?? "", Tags = [.. file.List("tags")] }, at);
        meeting.Publish(at);
        await db.SaveChangesAsync();
        await plot.Remember(meeting.Number);
    }
}

/// <summary>What a seeded text says of the events that it tells of.</summary>
static class SeedTelling
{
    public static async Task Tells(this SeedPlot plot, ContentItem item, long author, DateTimeOffset at)
    {
        foreach (var told in FrontMatter.Read(plot.File).Maps("tells_of"))
            await Telling.Say(plot.Db, author, item, long.Parse(await plot.NumberOf("meetings", told("meeting")!), CultureInfo.InvariantCulture), TellingAnswer.Yes, told("closing") == "true", at);
    }
}
