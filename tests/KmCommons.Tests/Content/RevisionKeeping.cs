using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Tests.Media;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>What is kept of a save, and which saves are one.</summary>
public sealed class RevisionKeeping(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Morning = new(2007, 3, 1, 1, 0, 0, TimeSpan.Zero);

    Task<long> Joins() => village.Joins($"w-{Guid.NewGuid():N}", "คุณลิขิต");

    Task<long> Begun(long writer, Func<CommonsDb, Entry, Task> more) => village.Ask(async db =>
    {
        var entry = Entry.Begin(db, writer, new Blog { Address = $"b-{Guid.NewGuid():N}", Title = "สมุด" }, Morning);
        await more(db, entry);
        entry.Write("ร่าง", "คำแรก", writer, Morning);
        await db.SaveChangesAsync();
        return entry.Number;
    });

    [Fact]
    public async Task Captions_belong_to_a_revision_and_come_back_with_it()
    {
        var writer = await Joins();
        var number = await Begun(writer, async (db, entry) =>
            entry.Item.Use(await Photo.Receive(db, village.Services.GetRequiredService<PhotoStore>(), writer, new MemoryStream(Pictures.Png(40, 30, (_, _) => Pictures.Red)), "", "", Morning), "canal.png", "คลองตอนเช้า", "น้ำใส"));
        await village.Do(async db =>
        {
            var entry = await db.Entries.Include(e => e.Item.Tags).Include(e => e.Item.Photos).ThenInclude(p => p.Photo).AsSplitQuery().SingleAsync(e => e.Number == number);
            (entry.Item.Photos[0].Caption, entry.Item.Photos[0].Alt) = ("", "น้ำขุ่น");
            entry.Write("ร่าง", "คำแรก", writer, Morning);
            await db.SaveChangesAsync();
        });
        await PutsBack(number, 1, writer);
        Assert.Equal(("คลองตอนเช้า", "น้ำใส"), await village.Ask(async db => await db.ItemPhotos.Where(p => p.Number == number).Select(p => new ValueTuple<string, string>(p.Caption, p.Alt)).SingleAsync()));
        Assert.Equal(["alts", "captions"], (await village.Ask(db => db.Revisions.SingleAsync(r => r.Number == number && r.Nth == 2))).Changed.Order());
    }

    [Fact]
    public async Task A_part_of_a_story_that_comes_back_is_still_its_tellers()
    {
        var (author, teller) = (await Joins(), await Joins());
        var number = await village.Ask(async db =>
        {
            var story = await CaseStory.Tell(db, new(author, "", []), new() { Title = "ตับจาก", Texts = new Dictionary<CasePart, string> { [CasePart.Known] = "รู้แค่ชื่อ" } }, Morning);
            story.Publish(Morning);
            await db.SaveChangesAsync();
            return story.Number;
        });
        Task Tells(long who, string told) => village.Do(async db =>
        {
            await (await CaseStory.Whole(db).SingleAsync(s => s.Number == number)).Revise(db, new(who, "", []), new() { Title = "ตับจาก", Texts = new Dictionary<CasePart, string> { [CasePart.Done] = told } }, Morning);
            await db.SaveChangesAsync();
        });
        await Tells(teller, "จับเวลา");
        await Tells(author, "");
        await PutsBack(number, 2, author);
        Assert.Equal(("จับเวลา", teller), await village.Ask(async db => await db.Set<CaseText>().Where(t => t.Number == number && t.Part == CasePart.Done).Select(t => new ValueTuple<string, long>(t.Markdown, t.TellerId)).SingleAsync()));
    }

    Task PutsBack(long number, int nth, long by) => village.Do(async db =>
    {
        var item = await db.Items.Include(i => i.Blog!.Writers).SingleAsync(i => i.Number == number);
        var revision = await db.Revisions.AsNoTracking().SingleAsync(r => r.Number == number && r.Nth == nth);
        Assert.True(await revision.PutBack(db, new(by, "", []), item, village.Services.GetRequiredService<Kinds>()[item.Kind], null, Morning.AddHours(1), default));
        await db.SaveChangesAsync();
    });

    [Fact]
    public async Task What_stood_there_before_revisions_were_kept_becomes_the_first_one_exactly_as_the_site_would_keep_it()
    {
        await using var scene = new Lived();
        await ((IAsyncLifetime)scene).InitializeAsync();
        string[] files = ["Writing/002-first-revision.sql", "Learning/002-first-revision.sql", "Cases/002-first-revision.sql"];
        foreach (var nothing in new[] { false, true })
        {
            // A meeting came later than revisions: it has had them from its first save
            var before = await scene.Ask(db => db.Revisions.AsNoTracking().Where(r => r.Item.Kind != "meeting" && r.Nth == db.Set<Revision>().Where(n => n.Number == r.Number).Max(n => n.Nth)).OrderBy(r => r.Number).ToListAsync());
            await scene.Do(async db =>
            {
                if (!nothing)
                    await db.Database.ExecuteSqlRawAsync("delete from content.revision");
                await db.Database.ExecuteSqlRawAsync("alter table content.revision add column begun_at timestamptz, add column is_automatic boolean");
                foreach (var file in files)
                    await db.Database.ExecuteSqlRawAsync(Sql(file).Replace("create function", "create or replace function", StringComparison.Ordinal).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                await db.Database.ExecuteSqlRawAsync(Sql("Cases/003-no-automatic-revision.sql"));
            });
            var after = await scene.Ask(db => db.Revisions.AsNoTracking().Where(r => r.Item.Kind != "meeting").OrderBy(r => r.Number).ToListAsync());
            Assert.Equal(before.Select(As), after.Select(As));
            Assert.True(after.Select(r => r.Number).Distinct().Count() >= 3);
        }
    }

    // Captions begin with the next save
    static string As(Revision r) => string.Join('\n', (string?[])[$"{r.Number} {r.ById} {r.PlaceCode} {r.PlaceName}", r.Title, .. r.Tags, .. r.Keys.Where(k => r.Text(k).Length > 0 && k is not ("captions" or "alts")).Select(k => $"{k}={r.Text(k)}")]);

    static string Sql(string file) => File.ReadAllText(Path.Combine(House.Disk.Root, "src", file.Replace("/", "/Schema/", StringComparison.Ordinal)));

    /// <summary>A village with one of each kind, told in full.</summary>
    sealed class Lived : IAsyncDisposable, IAsyncLifetime
    {
        readonly House.LivedIn lived = new();

        public Task Do(Func<CommonsDb, Task> deed) => lived.Village.Do(deed);
        public Task<T> Ask<T>(Func<CommonsDb, Task<T>> question) => lived.Village.Ask(question);
        Task IAsyncLifetime.InitializeAsync() => ((IAsyncLifetime)lived).InitializeAsync();
        Task IAsyncLifetime.DisposeAsync() => ((IAsyncLifetime)lived).DisposeAsync();
        public async ValueTask DisposeAsync() => await ((IAsyncLifetime)this).DisposeAsync();
    }
}
