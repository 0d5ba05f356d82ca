using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>Makes a copy: each thing as Markdown with front matter, as JSON and as a page that opens from a USB stick, the photos once, and the people, blogs and circles that they name.
/// A few things are held at a time, whether there are ten or ten thousand; the same things are the same bytes.</summary>
public sealed class SiteCopy(IServiceScopeFactory scopes, PhotoStore photos, AttachmentStore files, Gazetteer gazetteer, IWebHostEnvironment host)
{
    const int Stack = 50;

    /// <summary>How the JSON of a copy is written: one way, Thai as Thai.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new BangkokTime() },
    };

    /// <summary>Makes it.</summary>
    /// <param name="scope">Of what.</param>
    /// <param name="viewer">For whom: what they may not see is not in it.</param>
    /// <param name="target">Where to.</param>
    /// <param name="progress">Hears how many are done, and of how many.</param>
    /// <param name="stop">Stops between two files.</param>
    /// <returns>How many things are in it.</returns>
    public async Task<int> Make(CopyScope scope, Viewer viewer, ICopyTarget target, Action<int, int> progress, CancellationToken stop)
    {
        var (numbers, circles) = await Ask(async db => (await scope.Items(db).VisibleTo(viewer).OrderBy(i => i.Number).Select(i => i.Number).ToArrayAsync(stop),
            await db.Circles.AsNoTracking().OrderBy(c => c.Address).ToListAsync(stop)));
        var (inside, people, blogs, named, done) = (numbers.ToHashSet(), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), 0);
        var pages = new StaticPages(gazetteer, scope, inside);
        foreach (var stack in numbers.Chunk(Stack))
        {
            foreach (var sheaf in await Ask(db => new PaperRack(db, viewer, circles.ToDictionary(c => c.Id, c => c.Address)).Load(stack, stop)))
            {
                await PutOne(sheaf, target, pages, stop);
                people.UnionWith(NamedIn(sheaf.Paper));
                if (sheaf.Paper.Blog is { } blog) blogs.Add(blog);
                if (sheaf.Paper.Circle is { } circle) named.Add(circle);
                done++;
            }
            progress(done, numbers.Length);
        }
        await Around(target, people, blogs, [.. circles.Where(c => named.Contains(c.Address))], stop);
        await Indexes(numbers, viewer, target, pages, stop);
        await Look(target, stop);
        return done;
    }

    async Task PutOne(PaperRack.Sheaf sheaf, ICopyTarget target, StaticPages pages, CancellationToken stop)
    {
        var (paper, name) = (sheaf.Paper, Number(sheaf.Item.Number));
        await target.Put($"{paper.Folder}/{name}.md", Bytes(PaperText.Of(paper)), stop);
        await target.Put($"json/{name}.json", Bytes(JsonSerializer.Serialize(paper, Json) + "\n"), stop);
        await target.Put($"pages/{name}.html", Bytes(pages.Of(sheaf)), stop);
        foreach (var photo in sheaf.Item.Photos)
            if (photos.Find(photo.Photo.Hash, PhotoMaker.Master) is { } file)
                await target.Copy($"photos/{photo.Photo.Hash}.jpg", file, stop);
        foreach (var attached in sheaf.Item.Files)
            if (files.Find(attached.Attachment.Sha256) is { } file)
                await target.Copy($"files/{attached.Attachment.Sha256}.{attached.Attachment.Kind}", file, stop);
    }

    // Only what anybody can read of them on the site: no e-mail address, no role, no way to sign in
    async Task Around(ICopyTarget target, SortedSet<string> people, SortedSet<string> blogs, IReadOnlyList<Circle> circles, CancellationToken stop)
    {
        var addresses = blogs.ToArray();
        var found = await Ask(db => db.Blogs.AsNoTracking().Include(b => b.Writers).ThenInclude(w => w.Member).Where(b => addresses.Contains(b.Address)).ToListAsync(stop));
        var cards = found.OrderBy(b => b.Address, StringComparer.Ordinal).Select(b => new BlogCard(b.Address, b.Title, b.About, b.PlaceCode, b.PersonId is { } own ? b.Writers.Find(w => w.MemberId == own)?.Member.Address : null,
            [.. b.Writers.OrderBy(w => w.Member.Address, StringComparer.Ordinal).Select(w => new HandCard(w.Member.Address, w.Hand))], b.CircleId is { } of ? circles.FirstOrDefault(c => c.Id == of)?.Address : null)).ToList();
        people.UnionWith(cards.SelectMany(c => c.Writers).Select(w => w.Person));
        var names = people.ToArray();
        var members = await Ask(db => db.Members.AsNoTracking().Where(m => names.Contains(m.Address)).Select(m => new PersonCard(m.Address, m.DisplayName, m.TambonCode, m.About)).ToListAsync(stop));
        await target.Put("people.json", Bytes(JsonSerializer.Serialize(members.OrderBy(m => m.Address, StringComparer.Ordinal), Json) + "\n"), stop);
        await target.Put("blogs.json", Bytes(JsonSerializer.Serialize(cards, Json) + "\n"), stop);
        await target.Put("circles.json", Bytes(JsonSerializer.Serialize(circles.OrderBy(c => c.Address, StringComparer.Ordinal).Select(c => new CircleCard(c.Address, c.Name, c.Kind, c.PlaceCode, c.About, c.IsClosed)), Json) + "\n"), stop);
    }

    async Task Indexes(long[] numbers, Viewer viewer, ICopyTarget target, StaticPages pages, CancellationToken stop)
    {
        var leaves = numbers.Reverse().Chunk(StaticPages.PerIndex).DefaultIfEmpty([]).ToList();
        for (var leaf = 0; leaf < leaves.Count; leaf++)
        {
            var chunk = leaves[leaf];
            var rows = await Ask(db => Row.Project(db.Items.VisibleTo(viewer).Where(i => chunk.Contains(i.Number)).OrderByDescending(i => i.Number)).ToListAsync(stop));
            await target.Put(StaticPages.IndexName(leaf), Bytes(pages.Index(rows, leaf, leaves.Count, numbers.Length)), stop);
        }
    }

    async Task Look(ICopyTarget target, CancellationToken stop)
    {
        foreach (var file in host.WebRootFileProvider.GetDirectoryContents("look/dist").Where(f => f.Name.EndsWith(".css", StringComparison.Ordinal) || f.Name.EndsWith(".woff2", StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            await using var read = file.CreateReadStream();
            var memory = new MemoryStream();
            await read.CopyToAsync(memory, stop);
            await target.Put("look/" + file.Name, memory.ToArray(), stop);
        }
        await target.Put("README.txt", Bytes(StaticPages.ReadMe), stop);
    }

    static IEnumerable<string> NamedIn(Paper paper) => new[] { paper.Author, paper.CheckedBy, paper.Credits?.AgreedBy }.Concat(paper.Comments.Select(c => c.By)).Concat(paper.Tellers.Select(t => t.By)).OfType<string>();

    async Task<T> Ask<T>(Func<CommonsDb, Task<T>> question)
    {
        await using var own = scopes.CreateAsyncScope();
        return await question(own.ServiceProvider.GetRequiredService<CommonsDb>());
    }

    static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    sealed class BangkokTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(PaperText.At(value));
    }
}
