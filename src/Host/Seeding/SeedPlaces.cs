using System.Globalization;
using KmCommons.Places;

namespace KmCommons.Host;

/// <summary>The province with its districts and tambons, five zones without districts yet, and the villages that are known.</summary>
static class SeedPlaces
{
    public static Task Plant(SeedPlot plot)
    {
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "places", "places.csv")))
        {
            var place = new Place
            {
                Code = row["code"],
                Level = Enum.Parse<PlaceLevel>(row["level"], ignoreCase: true),
                Latitude = Degrees(row["latitude"]),
                Longitude = Degrees(row["longitude"]),
            };
            place.Call(row["name_th"], row["name_en"], row["parent_code"] is { Length: > 0 } parent ? parent : null, null);
            plot.Db.Add(place);
        }
        foreach (var number in Enumerable.Range(1, 5))
            plot.Db.Add(new Zone { Name = $"โซน {number}" });
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "places", "villages.csv")))
            plot.Db.Add(new KmCommons.Places.Village { TambonCode = row["tambon_code"], Name = row["name"], Moo = int.TryParse(row["moo"], CultureInfo.InvariantCulture, out var moo) ? moo : null });
        return Task.CompletedTask;
    }

    static double? Degrees(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
