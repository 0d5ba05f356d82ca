using KmCommons.Foundation.Markdown;
using KmCommons.Host;
using KmCommons.Transfer;

namespace KmCommons.Tests.Search.Gold;

/// <summary>The notes, AARs and cases of the seed, read from their files.</summary>
static class GoldSeed
{
    /// <summary>All of them, numbered from 1.</summary>
    public static IEnumerable<(string Key, KmCommons.Search.Index.IndexedText Text)> Texts()
    {
        var people = Csv.Read(GoldPlaces.Seed("people", "people.csv")).ToDictionary(row => row["key"], row => row["name"]);
        var blogs = Csv.Read(GoldPlaces.Seed("blogs", "blogs.csv")).ToDictionary(row => row["address"], row => row["title"]);
        var number = 0;
        foreach (var (folder, kind) in new[] { ("notes", "note"), ("aars", "aar"), ("cases", "case") })
            foreach (var path in Directory.EnumerateFiles(GoldPlaces.Seed(folder), "*.md").Order(StringComparer.Ordinal))
            {
                var file = FrontMatter.Read(path);
                string[] words =
                [
                    file["event"] ?? "", file["gist"] ?? "", Prose.Render(file.Body, ProseOptions.Plain).Words, .. file.Maps("photos").Select(photo => photo("caption") ?? ""),
                    .. file.List("people").Select(person => people.GetValueOrDefault(person, person)), .. file.List("themes"),
                ];
                yield return ($"{folder}/{Path.GetFileName(path).Split('-')[0]}", GoldPlaces.Text(++number, kind, file["title"]!, string.Join('\n', words.Where(part => part.Length > 0)), file["place"],
                    people[file["author"]!], file["blog"] is { } blog ? blogs[blog] : "", [.. file.List("tags"), .. file.List("themes")], file.Moment("date")!.Value));
            }
    }
}
