using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Host;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Benchmarks;

/// <summary>Brings a running site to a number of notes, through the door that people use: <c>site-fill --data DIR --notes N</c>.</summary>
static class SiteFill
{
    public static async Task<int> Run(string[] args)
    {
        var wanted = int.Parse(Arguments.Value(args, "notes")!, System.Globalization.CultureInfo.InvariantCulture);
        await using var local = await LocalPostgres.Start(Path.Combine(Path.GetFullPath(Arguments.Value(args, "data")!), "postgres"));
        await using var source = NpgsqlDataSource.Create(local.ConnectionString);
        var options = new DbContextOptionsBuilder<CommonsDb>().UseNpgsql(source).Options;
        await using var db = new CommonsDb(options, Modules.All);
        var entries = await db.Entries.Include(e => e.Item.Blog!.Writers).OrderBy(e => e.Number).AsNoTracking().ToListAsync();
        var blogs = await db.Blogs.ToDictionaryAsync(b => b.Id);
        for (var made = entries.Count; made < wanted; made++)
        {
            var like = entries[made % entries.Count];
            var at = like.Item.PublishedAt!.Value.AddMinutes(-made);
            var entry = Entry.Begin(db, like.Item.AuthorId, blogs[like.Item.BlogId!.Value], at);
            entry.Write($"{like.Item.Title} ฉบับที่ {made}", like.Markdown, like.Item.AuthorId, at);
            entry.Item.Publish(at);
            if (made % 50 == 0)
                await db.SaveChangesAsync();
        }
        await db.SaveChangesAsync();
        Console.WriteLine($"{wanted} notes");
        return 0;
    }
}
