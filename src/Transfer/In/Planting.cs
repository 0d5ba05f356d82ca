using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>Makes one thing of a sheet, through the doors that people use: begin, write, publish, comment. One is made for each, with a database of its own.</summary>
public sealed partial class Planting(IServiceProvider things, IBundle bundle, ImportOrder order, IReadOnlySet<long> brought, IReadOnlyDictionary<string, string> files)
{
    readonly CommonsDb db = things.GetRequiredService<CommonsDb>();

    /// <summary>Makes it; the caller commits.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="Refused">What the doors refuse.</exception>
    public async Task<long> Plant(Sheet sheet, CancellationToken stop)
    {
        var paper = await Settled(Closed(sheet.Paper), stop);
        var begun = (paper.Created ?? paper.Date!.Value).ToUniversalTime();
        var author = await Author(paper, stop);
        var blog = (order.Blog ?? paper.Blog) is { } address ? await db.Blogs.Include(b => b.Writers).SingleOrDefaultAsync(b => b.Address == address, stop) : null;
        var number = order.IsWhole && paper.Number is { } own && !await db.Items.AnyAsync(i => i.Number == own, stop) ? own : 0;
        var circle = order.IsWhole && paper.Circle is { } gathers ? await db.Circles.Where(c => c.Address == gathers).Select(c => (long?)c.Id).SingleOrDefaultAsync(stop) : null;
        var (item, edit) = paper.Kind switch
        {
            "aar" => await Aar(paper, author, blog, circle, number, begun, stop),
            "meeting" => await Meeting(paper, author, circle, number, begun, stop),
            "case" => await Case(paper, author, blog, number, begun, stop),
            _ => await Note(paper, author, blog ?? throw new Refused(422, "ไม่มีสมุดที่จะวางเรื่องนี้ เลือกสมุดก่อน"), circle, number, begun, stop),
        };
        await AttachFiles(item, paper, author.Id, begun, stop);
        (item.PlaceName, item.Licence) = (ThaiText.Cut(paper.PlaceName, 120), paper.Licence is { } licence ? Licences.Of(licence) : Licence.BySa);
        if (paper.State is "published" or "withdrawn")
            item.Publish(paper.Date!.Value.ToUniversalTime());
        if (paper.Edited is { } edited && item.PublishedAt is not null)
            await edit(edited.ToUniversalTime());
        await db.SaveChangesAsync(stop);
        // Whoever looks after the machine vouches for a whole copy: what readers saw there needs no reading first here
        if (order.IsWhole && item.IsHeld)
            item.Restore();
        if (number > 0)
            await db.Database.ExecuteSqlRawAsync("select setval('content.item_number_seq', greatest((select max(number) from content.item), (select last_value from content.item_number_seq)))", stop);
        await Talk(item, paper, stop);
        if (paper is { State: "scheduled", PublishAt: { } due })
            item.Schedule(due, begun);
        if (paper.State == "withdrawn")
            item.Withdraw();
        if (paper.Hidden is { } hidden)
            item.Hide(hidden.ToUniversalTime());
        db.Origins.Add(new() { Source = sheet.Source, Key = sheet.Key, Number = item.Number, OldNumber = sheet.OldNumber, Address = sheet.OldAddress });
        foreach (var old in order.IsWhole ? paper.Old : [])
            if (!await db.Origins.AnyAsync(o => o.Source == old.Source && o.Key == old.Key, stop))
                db.Origins.Add(new() { Source = old.Source, Key = old.Key, Number = item.Number, OldNumber = old.Number, Address = old.Address });
        await db.SaveChangesAsync(stop);
        return item.Number;
    }

    // What was closed there does not open here by coming: what only a circle read, or a moderator hid, is a draft until its owner opens it
    Paper Closed(Paper paper) => order.IsWhole || paper is { Audience: "everyone" or "members", Hidden: null, State: "published", Credits: null or { Narrator: "" } or { Agreed: not null } } ? paper : paper with { State = "draft", Audience = paper.Audience == "circle" ? "members" : paper.Audience, Hidden = null, Comments = [] };

    async Task<Paper> Settled(Paper paper, CancellationToken stop)
    {
        var taken = order.IsWhole ? await Taken(paper.Body, stop) : brought;
        var body = OldLinks.FromNumbers(paper.Body, taken.Contains);
        var linked = OldLinks.In(body).Where(n => !brought.Contains(n)).ToArray();
        var here = linked.Length == 0 ? [] : await db.Origins.Where(o => o.OldNumber != null && linked.Contains(o.OldNumber.Value)).Select(o => o.OldNumber!.Value).ToListAsync(stop);
        if (!order.IsWhole)
            body = OldLinks.Settle(body, n => brought.Contains(n) || here.Contains(n));
        var photos = paper.Photos.Where(p => FileOf(p) is not null).ToList();
        foreach (var lost in paper.Photos.Except(photos))
            body = Regex.Replace(body, $@"!\[([^\]]*)\]\(<?photo:{Regex.Escape(lost.File)}>?\)", $"$1 {HtmlMarkdown.LostPhoto}");
        var title = ThaiText.Cut(paper.Title.Trim(), 199) is { Length: > 0 } called ? called : ThaiText.Cut(body.ReplaceLineEndings(" ").Trim(), 80);
        if (!order.IsWhole && paper.AuthorName is { Length: > 0 } name && name != order.By.Name)
            body += $"\n\n*เขียนโดย {Regex.Replace(ThaiText.Cut(name, 80), @"[\\`*\[\]<>_]", "\\$0")}*";
        return paper with { Title = title, Body = body, Photos = photos };
    }

    // Of the numbers that a whole copy brings and this text links to, those that are somebody else's here: elsewhere they stay as they are
    async Task<IReadOnlySet<long>> Taken(string body, CancellationToken stop)
    {
        var linked = OldLinks.NumbersIn(body).Where(brought.Contains).ToArray();
        var origins = db.Origins;
        return linked.Length == 0 ? new HashSet<long>() : (await db.Items.Where(i => linked.Contains(i.Number) && !origins.Any(o => o.Number == i.Number && o.OldNumber == i.Number && o.Source == "markdown")).Select(i => i.Number).ToListAsync(stop)).ToHashSet();
    }

    // Through the same door as a form: what is no document here stays outside, and the thing itself comes
    async Task AttachFiles(ContentItem item, Paper paper, long owner, DateTimeOffset begun, CancellationToken stop)
    {
        foreach (var attached in paper.Files.Take(ItemFile.Most))
            if (files.GetValueOrDefault(Path.GetFileName(attached.Stored)) is { } name)
                try
                {
                    await using var upload = bundle.Open(name, AttachmentGate.Most);
                    item.Attach(await Attachment.Receive(db, things.GetRequiredService<AttachmentStore>(), owner, upload, begun, stop), attached.File);
                }
                catch (Refused refused) when (refused.Status is 413 or 415 or 422) { }
    }

    async Task Picture(ContentItem item, Paper paper, long owner, DateTimeOffset begun, CancellationToken stop)
    {
        foreach (var photo in paper.Photos.Take(WriteForm.MostPhotos))
        {
            await using var upload = bundle.Open(FileOf(photo)!, ImportLimits.Photo);
            var used = item.Use(await Photo.Receive(db, things.GetRequiredService<PhotoStore>(), owner, upload, photo.Alt, photo.Caption, begun, stop), photo.File, photo.Caption, photo.Alt);
            used.Position = Math.Max(used.Position, Math.Min(photo.Place ?? 0, 10_000));
        }
    }

    string? FileOf(PaperPhoto photo) => files.GetValueOrDefault(Path.GetFileName(photo.Photo ?? photo.File));

    async Task<Viewer> Author(Paper paper, CancellationToken stop)
    {
        if (!order.IsWhole)
            return order.By;
        var author = await db.Members.SingleOrDefaultAsync(m => m.Address == paper.Author, stop) ?? throw new Refused(422, "ไม่รู้จักผู้เขียนของเรื่องนี้ ใส่ไว้ใน people.json หรือเลือกสมุดที่จะนำเข้า");
        // Whoever looks after the machine vouches for the whole copy, as with a backup
        return new(author.Id, author.DisplayName, [new RoleHeld { Role = Role.Administrator }]);
    }

    async Task<(ContentItem, Func<DateTimeOffset, Task>)> Note(Paper paper, Viewer author, Blog blog, long? circle, long number, DateTimeOffset begun, CancellationToken stop)
    {
        var entry = paper.Quick ? Entry.BeginQuick(db, author.Id, blog, begun, number) : Entry.Begin(db, author.Id, blog, begun, number);
        if (paper.Credits is { } credits)
        {
            var sayer = order.IsWhole && credits.AgreedBy is { } by && await db.Members.SingleOrDefaultAsync(m => m.Address == by, stop) is { } member ? new(member.Id, member.DisplayName, []) : author;
            entry.Credit(Credits.None.Changed(credits.Narrator, credits.Writer, credits.Photographer, credits.Agreed is not null, sayer, credits.Agreed?.ToUniversalTime() ?? begun));
        }
        (entry.Item.PlaceCode, entry.Item.CircleId, entry.Item.Audience) = (Place(paper) ?? (order.IsWhole ? null : blog.PlaceCode), circle, AudienceOf(paper));
        entry.Item.TagWith(paper.Tags);
        await Picture(entry.Item, paper, author.Id, begun, stop);
        entry.Join(paper.Series is { } series ? (ThaiText.Cut(ThaiText.Normalise(series.Name).ReplaceLineEndings(" ").Trim(), Series.LongestName, ""), series.Part is >= 1 and <= Series.LastPart ? series.Part : null) : (null, null));
        entry.Write(paper.Title, paper.Body, author.Id, begun);
        return (entry.Item, at => { entry.Write(paper.Title, paper.Body, author.Id, at); return Task.CompletedTask; });
    }

    async Task Talk(ContentItem item, Paper paper, CancellationToken stop)
    {
        var (said, members) = (new List<Comment>(), new Dictionary<string, Viewer>());
        var cards = order.IsWhole || paper.Comments.All(c => c.By is null) ? [] : await Around.People(bundle, stop);
        if (order.IsWhole)
            members = await db.Members.Where(m => paper.Comments.Select(c => c.By).Contains(m.Address)).ToDictionaryAsync(m => m.Address, m => new Viewer(m.Id, m.DisplayName, []), stop);
        foreach (var comment in paper.Comments)
        {
            // Words of a member of another site are not put into the mouth of one of ours: they are a guest's here
            var by = comment.By is { } address ? members.GetValueOrDefault(address) : null;
            var name = ThaiText.Cut(by is null ? comment.Guest ?? cards.GetValueOrDefault(comment.By ?? "")?.Name ?? comment.By ?? "" : "", 80, "");
            foreach (var part in Parts(comment.Text))
            {
                if (comment.ReplyTo.Count > 0)
                    await db.SaveChangesAsync(stop);
                var made = await new NewComment { Text = part, Name = name, ReplyTo = [.. comment.ReplyTo.Where(r => r < said.Count).Select(r => said[r].Id)], IsQuestion = comment.Question }.WriteOn(item, by ?? Viewer.Anonymous, db, null, (comment.At ?? paper.Date!.Value).ToUniversalTime());
                made.State = CommentState.Shown;
                if (said.Count <= paper.Comments.ToList().IndexOf(comment))
                    said.Add(made);
            }
        }
        await db.SaveChangesAsync(stop);
        if (order.IsWhole)
            await Appreciated(item, paper, said, stop);
    }

    // Longer than ours may be, it is several, and nothing is cut off
    static IEnumerable<string> Parts(string text)
    {
        for (text = text.Trim(); text.Length > 8000;)
        {
            var at = text.LastIndexOf('\n', 7900) is > 4000 and var line ? line : text.LastIndexOf(' ', 7900) is > 4000 and var space ? space : 7900;
            yield return text[..at];
            text = text[at..].Trim();
        }
        if (text.Length > 0)
            yield return text;
    }

    string? Place(Paper paper) => things.GetRequiredService<Gazetteer>().Find(paper.Place)?.Code;

    static Audience AudienceOf(Paper paper) => Enum.TryParse<Audience>(paper.Audience, ignoreCase: true, out var audience) ? audience : Audience.Members;

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
