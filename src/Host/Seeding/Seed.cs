using KmCommons.Foundation;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>Fills a new site from the folder <c>content-seed</c>, through the doors that people use. Each file is one transaction and is remembered,
/// so a seed that was cut off goes on where it stopped, and a second run changes nothing.</summary>
public static class Seed
{
    /// <summary>The places, which every site has; then, unless <c>--no-seed</c>, the people and what they wrote. Says each step, and stops between two.</summary>
    public static async Task Fill(IServiceProvider things, IConfiguration configuration, string root, CancellationToken stop)
    {
        var folder = Find(configuration["content-seed"], root);
        var plot = new SeedPlot(things, folder, stop);
        await plot.Once("places", SeedPlaces.Plant);
        if (configuration["no-seed"] == "true")
            return;
        await plot.Once("people", SeedPeople.Plant);
        await plot.Once("blogs", SeedBlogs.Plant);
        await plot.Once("circles", SeedCircles.Plant);
        await plot.EachFile("meetings", SeedMeeting.Plant);
        await plot.EachFile("notes", SeedNote.Plant);
        await plot.EachFile("aars", SeedAar.Plant);
        await plot.EachFile("cases", SeedCase.Plant);
        await plot.EachFile("lessons", SeedLesson.Plant);
    }

    static string Find(string? named, string root)
    {
        if (named is not null)
            return Path.GetFullPath(named);
        for (var at = new DirectoryInfo(root); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "content-seed")))
                return Path.Combine(at.FullName, "content-seed");
        throw new InvalidOperationException("The folder content-seed is not there. Name it: --content-seed DIR");
    }
}
