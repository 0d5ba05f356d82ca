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
            var blog = new Blog { Address = row["address"], Title = row["title"], About = row["about"], PlaceCode = personal ? null : row["place_code"], PersonId = personal ? people[row["owner"]] : null };
            foreach (var writer in row["writers"].Split(';', StringSplitOptions.RemoveEmptyEntries))
                blog.Give(people[writer], BlogHand.Writer);
            blog.Give(people[row["owner"]], BlogHand.Owner);
            plot.Db.Blogs.Add(blog);
        }
    }
}
