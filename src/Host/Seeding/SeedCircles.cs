using System.Globalization;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>The circles with who is in them.</summary>
static class SeedCircles
{
    static readonly DateOnly FirstDay = new(2006, 12, 1);

    public static async Task Plant(SeedPlot plot)
    {
        var people = await plot.Db.Members.ToDictionaryAsync(m => m.Address, m => m.Id);
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "circles", "circles.csv")))
        {
            var kind = Enum.Parse<CircleKind>(row["kind"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            var circle = Circle.Begin(plot.Db, row["key"], row["name"], kind, row["place_code"], row["about"]);
            if (row["every"] is { Length: > 0 } every)
                circle.Cadence = Cadence.Of(Enum.Parse<CadenceEvery>(every, ignoreCase: true), Number(row["day"]), Number(row["week"]), row["weekday"] is { Length: > 0 } weekday ? Enum.Parse<DayOfWeek>(weekday, ignoreCase: true) : null, Number(row["month"]) ?? 1);
            await plot.Db.SaveChangesAsync();
            await Hosts(plot, circle);
            foreach (var member in row["members"].Split(';').Select(m => m.Split(':')))
                await circle.Join(plot.Db, people[member[0]], SeedPeople.RoleOf(member[1]), FirstDay);
        }
    }

    static async Task Hosts(SeedPlot plot, Circle circle)
    {
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "circles", "hosts.csv")).Where(r => r["circle"] == circle.Address))
        {
            await CircleHost.Add(plot.Db, circle.Id, row["name"], row["place_code"] is { Length: > 0 } place ? place : null, DateOnly.Parse(row["since"], CultureInfo.InvariantCulture), default);
            await plot.Db.SaveChangesAsync();
        }
    }

    static int? Number(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
