using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Media;

/// <summary>Files that no row knows go by night; files in use, or on their way to be, never.</summary>
public sealed class Sweeping : IAsyncLifetime
{
    readonly Village village = new();
    Visitor writer = null!;

    public async Task InitializeAsync()
    {
        await village.InitializeAsync();
        writer = await village.Member("chang-phap", "ช่างภาพ");
    }

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    static byte[] Picture(byte shade) => Pictures.Png(40, 30, (_, _) => (shade, 0, 0));

    async Task<Seen> Sends(string title, byte shade) =>
        await (await writer.Open("/write")).Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", "ภาพเดียว").Attach("เพิ่มภาพ", "canal.png", Picture(shade)).Fill("คำบรรยายภาพแรกที่เพิ่ม", "คลอง").Press("เผยแพร่");

    // As when the machine stops between the files and their row
    async Task Leaves(byte shade)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Sends("", shade)).Status);
        await village.Do(async db => { await db.Uploads.ExecuteDeleteAsync(); await db.Photos.ExecuteDeleteAsync(); });
    }

    async Task<int> Sweeps()
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PhotoSweep>().Run();
    }

    string Media => Path.Combine(village.Data, "media");

    string[] Lying() => [.. Directory.GetDirectories(Media).Where(d => Path.GetFileName(d) != "tmp").SelectMany(Directory.GetDirectories)];

    string[] Work() => Directory.GetDirectories(Path.Combine(Media, "tmp"));

    static void Ages(string folder, int hours) => Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-hours));

    [Fact]
    public async Task Files_without_a_row_go_after_a_day_and_not_before()
    {
        await Leaves(1);
        var left = Assert.Single(Lying());
        Assert.Equal(0, await Sweeps());
        Ages(left, 23);
        Assert.Equal(0, await Sweeps());
        Assert.Single(Lying());
        Ages(left, 25);
        Assert.Equal(1, await Sweeps());
        Assert.Empty(Lying());
        Assert.Empty(Work());
        Assert.Equal(0, await Sweeps());
    }

    [Fact]
    public async Task A_file_in_use_is_never_swept_however_old_and_is_served_as_before()
    {
        var note = await Sends("ภาพเก่า", 2);
        foreach (var folder in Lying())
            Ages(folder, 24 * 4000);
        Assert.Equal(0, await Sweeps());
        // Taken out of its note, the photo is its giver's still
        await village.Do(async db =>
        {
            db.ItemPhotos.RemoveRange(await db.ItemPhotos.ToListAsync());
            await db.SaveChangesAsync();
        });
        Assert.Equal(0, await Sweeps());
        Assert.Equal(HttpStatusCode.OK, (await writer.Http.GetAsync(note.Document.QuerySelector("main img")!.GetAttribute("src"))).StatusCode);
    }

    [Fact]
    public async Task A_picture_sent_again_makes_old_files_new_until_its_row_is_there()
    {
        await Leaves(3);
        Ages(Assert.Single(Lying()), 48);
        // As long as the form's transaction runs nobody else sees the row
        await using var scope = village.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var owner = await db.Set<KmCommons.People.Member>().Select(m => m.Id).SingleAsync();
        await Photo.Receive(db, village.Services.GetRequiredService<PhotoStore>(), owner, new MemoryStream(Picture(3)), "", "", DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
        Assert.Equal(0, await Sweeps());
        await transaction.CommitAsync();
        Ages(Assert.Single(Lying()), 48);
        Assert.Equal(0, await Sweeps());
        Assert.Single(Lying());
    }

    [Fact]
    public async Task A_picture_sent_again_while_the_sweep_is_about_to_take_it_stays()
    {
        await Leaves(4);
        Ages(Assert.Single(Lying()), 48);
        await using var gate = new NpgsqlConnection(village.Connection);
        await gate.OpenAsync();
        await using var closed = await gate.BeginTransactionAsync();
        await using (var close = new NpgsqlCommand("lock table media.photo in access exclusive mode", gate))
            await close.ExecuteNonQueryAsync();
        var sweep = Task.Run(Sweeps);
        // The sweep has seen how old the files are, and waits for the answer whether somebody knows them
        await using (var look = new NpgsqlConnection(village.Connection))
        {
            await look.OpenAsync();
            await using var waits = new NpgsqlCommand("select count(*) from pg_locks where not granted and relation = 'media.photo'::regclass", look);
            while ((long)(await waits.ExecuteScalarAsync())! == 0)
                Assert.False(sweep.IsCompleted);
        }
        await village.Services.GetRequiredService<PhotoStore>().Keep(new MemoryStream(Picture(4)));
        await closed.RollbackAsync();
        Assert.Equal(0, await sweep);
        Assert.Single(Lying());
        Assert.Empty(Work());
    }

    [Theory]
    [InlineData(48, false)]
    [InlineData(1, true)]
    public async Task What_a_crash_left_on_the_way_out_goes_or_comes_back(int hours, bool comesBack)
    {
        await Leaves(5);
        var folder = Assert.Single(Lying());
        var hash = Path.GetFileName(Path.GetDirectoryName(folder)!) + Path.GetFileName(folder);
        Ages(folder, hours);
        Directory.Move(folder, Path.Combine(Media, "tmp", "swept-" + hash));
        village.Services.GetRequiredService<PhotoStore>().Sweep();
        Assert.Single(Work());
        await Sweeps();
        Assert.Empty(Work());
        Assert.Equal(comesBack, Lying() is [var back] && back == folder);
    }

    [Fact]
    public async Task With_another_sites_database_nothing_is_swept()
    {
        await Sends("ภาพที่รู้จัก", 6);
        for (var nth = 0; nth < 21; nth++)
            Directory.CreateDirectory(Path.Combine(Media, $"{nth:x2}", new string('0', 30)));
        foreach (var folder in Lying())
            Ages(folder, 48);
        Assert.Equal(0, await Sweeps());
        Assert.Equal(22, Lying().Length);
        Directory.Delete(Path.Combine(Media, "00"), recursive: true);
        Assert.Equal(20, await Sweeps());
    }

    [Fact]
    public async Task What_is_no_photo_is_left_alone()
    {
        foreach (var strange in new[] { "ab/note", "lost+found", "abc/" + new string('0', 29), "tmp/work" })
            Ages(Directory.CreateDirectory(Path.Combine(Media, strange)).FullName, 48);
        Assert.Equal(0, await Sweeps());
        Assert.True(Directory.Exists(Path.Combine(Media, "ab", "note")));
        Assert.True(Directory.Exists(Path.Combine(Media, "tmp", "work")));
    }
}
