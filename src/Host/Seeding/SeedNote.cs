using System.Globalization;
using System.Net;
using KmCommons.Content;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>One note with its photos and comments.</summary>
static class SeedNote
{
    public static async Task Plant(SeedPlot plot)
    {
        var (db, file) = (plot.Db, FrontMatter.Read(plot.File));
        var at = file.Moment("date")!.Value;
        var blog = await db.Blogs.Include(b => b.Writers).SingleAsync(b => b.Address == file["blog"]);
        var author = await db.Members.SingleAsync(m => m.Address == file["author"]);
        var entry = Entry.Begin(db, author.Id, blog, at);
        entry.Item.PlaceCode = file["place"];
        entry.Item.Licence = file["licence"] switch { "CC BY 4.0" => Licence.By, "CC BY-SA 4.0" or null => Licence.BySa, _ => Licence.Reserved };
        entry.Item.TagWith(file.List("tags"));
        foreach (var photo in file.Maps("photos"))
        {
            await using var upload = File.OpenRead(Path.Combine(plot.Folder, "photos", photo("file")!));
            var kept = await Photo.Receive(db, plot.Get<PhotoStore>(), author.Id, upload, photo("alt"), photo("caption"), at);
            entry.Item.Use(kept, photo("file")!, photo("caption") ?? "", photo("alt") ?? "");
        }
        entry.Join(file.Series());
        entry.Write(file["title"]!, file.Body, author.Id, at);
        entry.Item.Publish(at);
        if (file.Moment("edited") is { } edited)
            entry.Write(file["title"]!, file.Body, author.Id, edited);
        await db.SaveChangesAsync();
        await plot.Remember(entry.Number);
        await Appreciate(plot, file, entry.Item, await SeedTalk.Plant(plot, file, entry.Item), await Viewer.Of(db, author.Id, ThaiDate.Day(at)), at);
    }

    // The rest of the talk that a note has a part in: which comment answers, which question of an earlier note this one answers, who said thank you
    static async Task Appreciate(SeedPlot plot, FrontMatter file, ContentItem item, List<Comment> said, Viewer author, DateTimeOffset at)
    {
        var db = plot.Db;
        item = await db.Items.Include(i => i.Blog!.Writers).SingleAsync(i => i.Number == item.Number);
        foreach (var answer in file.Maps("answers"))
            await Answer.ByComment(db, author, said[FrontMatter.Number(answer("question"))!.Value], said[FrontMatter.Number(answer("comment"))!.Value].Id, at);
        foreach (var answered in file.Maps("answering"))
        {
            var number = long.Parse(await plot.NumberOf("notes", answered("note")!), CultureInfo.InvariantCulture);
            var question = await db.Comments.Include(c => c.Item.Blog!.Writers).Where(c => c.Number == number).OrderBy(c => c.At).ThenBy(c => c.Id).Skip(FrontMatter.Number(answered("comment"))!.Value).FirstAsync();
            await Answer.ByItem(db, author, question, item.Number.ToString(CultureInfo.InvariantCulture), plot.Get<KmCommons.Foundation.Site>(), at);
        }
        await plot.Tells(item, author.Id, at);
        foreach (var key in file.List("thanks"))
            await Thanks.Say(db, await Viewer.Of(db, (await db.Members.SingleAsync(m => m.Address == key)).Id, ThaiDate.Day(at)), item, null, says: true, at);
        await db.SaveChangesAsync();
    }

    static (string? Name, int? Part) Series(this FrontMatter file) =>
        file.Map("series") is { } series ? (ThaiText.Normalise(series("name")!), int.Parse(series("part")!, CultureInfo.InvariantCulture)) : (null, null);
}

/// <summary>The comments below a seeded item, in their order; guests are let stand as the blog's owner would.</summary>
static class SeedTalk
{
    public static async Task<List<Comment>> Plant(SeedPlot plot, FrontMatter file, ContentItem item)
    {
        var said = new List<Comment>();
        foreach (var (comment, index) in file.Maps("comments").Select((c, i) => (c, i)))
        {
            var at = FrontMatter.Instant(comment("at"))!.Value;
            var viewer = comment("by") is { } key ? await Viewer.Of(plot.Db, (await plot.Db.Members.SingleAsync(m => m.Address == key)).Id, ThaiDate.Day(at)) : Viewer.Anonymous;
            var typed = new NewComment { Text = comment("text"), Name = comment("guest"), ReplyTo = [.. file.Numbers("comments", index, "reply_to").Select(i => said[i].Id)], IsQuestion = comment("question") == "true" };
            var made = await typed.WriteOn(item, viewer, plot.Db, IPAddress.TryParse(comment("address"), out var from) ? from : IPAddress.None, at);
            made.State = CommentState.Shown;
            await plot.Db.SaveChangesAsync();
            said.Add(made);
        }
        return said;
    }
}
