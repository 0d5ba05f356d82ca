using KmCommons.Content;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>Tambon blogs and personal blogs, with who writes in them.</summary>
static class SeedBlogs
{
    public static async Task Plant(SeedPlot plot)
    {
        var people = await plot.Db.Members.ToDictionaryAsync(m => m.Address, m => m.Id);
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "blogs", "blogs.csv")))
        {
            var personal = row["personal"] == "yes";
            var blog = await Blog.Open(plot.Db, row["address"], row["title"], row["about"], personal ? null : row["place_code"], people[row["owner"]]);
            foreach (var writer in row["writers"].Split(';', StringSplitOptions.RemoveEmptyEntries))
                blog.Give(people[writer], BlogHand.Writer);
            await plot.Db.SaveChangesAsync();
        }
    }
}
