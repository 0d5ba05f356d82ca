using System.Globalization;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Transfer;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>One lesson card, of a paragraph of what was planted before, and who took it up.</summary>
static class SeedLesson
{
    public static async Task Plant(SeedPlot plot)
    {
        var (db, file) = (plot.Db, FrontMatter.Read(plot.File));
        var at = file.Moment("date")!.Value;
        var number = long.Parse(file["note"] is { } note ? await plot.NumberOf("notes", note) : await plot.NumberOf("aars", file["aar"]!), CultureInfo.InvariantCulture);
        var source = await db.Items.SingleAsync(i => i.Number == number);
        var paragraph = ItemParagraph.Of(source).First(p => p.Text.StartsWith(file["paragraph"]!, StringComparison.Ordinal));
        var lesson = await Lesson.Make(db, await Who(file["author"]!, at), source, paragraph.Text, new() { Claim = file["claim"]!, PlaceCode = file["place"], Tags = [.. file.List("tags")], Evidence = file["evidence"] ?? "" }, at);
        await db.SaveChangesAsync();
        var told = new List<Adoption>();
        foreach (var adoption in file.Maps("adoptions"))
        {
            var then = FrontMatter.Instant(adoption("at"))!.Value;
            told.Add(await Adoption.Tell(db, await Who(adoption("by")!, then), lesson, null, new()
            {
                PlaceCode = adoption("place")!, PlaceName = adoption("place_name") ?? "", OnDay = adoption("day") is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null,
                Outcome = Enum.Parse<AdoptionOutcome>(adoption("outcome")!), Said = adoption("said") ?? "", Households = FrontMatter.Number(adoption("households")), FromId = FrontMatter.Number(adoption("from")) is { } from ? told[from].Id : null,
            }, then));
            await db.SaveChangesAsync();
        }
        await plot.Remember(lesson.Id);

        async Task<Viewer> Who(string key, DateTimeOffset on) => await Viewer.Of(db, (await db.Members.SingleAsync(m => m.Address == key)).Id, ThaiDate.Day(on));
    }
}
