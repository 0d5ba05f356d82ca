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
            await plot.Db.SaveChangesAsync();
            foreach (var member in row["members"].Split(';').Select(m => m.Split(':')))
                await circle.Join(plot.Db, people[member[0]], SeedPeople.RoleOf(member[1]), FirstDay);
        }
    }
}
