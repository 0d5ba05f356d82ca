using KmCommons.Content;
using KmCommons.Search.Index;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Tests.Search;

/// <summary>The index on disk: a restart goes on from it, and nothing is lost or shown that should not be, whatever happened to it.</summary>
public sealed class Restart(Village village) : IClassFixture<Village>
{
    string File => Path.Combine(village.Data, "index", "commons");

    [Fact]
    public async Task A_restart_reads_the_index_from_the_disk_and_only_what_changed_since_from_the_database()
    {
        var author = await village.Joins("restart", "คุณลิขิตคนเดิม");
        var (stays, hidden) = (await village.Publishes(author, "อยู่", "ลูกหยีกวน"), await village.Publishes(author, "ซ่อน", "ลูกหยีสด"));
        await using (var first = Server())
        {
            await first.Services.Catalogue().Until(() => first.Services.Catalogue().Finds("ลูกหยี").Length == 2);
        }
        // What the feed does not tell is not read: so it is seen that the index came from the disk
        await Sql("alter table content.item disable trigger all", $"update content.item set words = 'มะม่วงหิมพานต์' where number = {stays}", "alter table content.item enable trigger all");
        await village.Do(async db =>
        {
            (await db.Items.SingleAsync(item => item.Number == hidden)).Hide(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
        });
        var late = await village.Publishes(await village.Joins("restart-late", "คุณลิขิตอีกคน"), "ใหม่", "ลูกหยีเชื่อม");
        await using var second = Server();
        var catalogue = second.Services.Catalogue();
        await catalogue.Filled;
        Assert.Equal([stays, late], catalogue.Finds("ลูกหยี").Order());
    }

    [Theory]
    [InlineData(0.3), InlineData(0.999)]
    public async Task A_file_cut_off_or_changed_in_one_byte_is_no_file(double where)
    {
        await using (var first = Server()) await first.Services.Catalogue().Filled;
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        var at = (int)(bytes.Length * where);
        foreach (var damaged in new[] { bytes[..at], [.. bytes[..at], (byte)~bytes[at], .. bytes[(at + 1)..]], [] })
        {
            await System.IO.File.WriteAllBytesAsync(File, damaged);
            Assert.Null(new CommonsIndex().Open(File));
            await using var second = Server();
            await second.Services.Catalogue().Filled;
            Assert.Equal(village.Services.Catalogue().View.Numbers.Order(), second.Services.Catalogue().View.Numbers.Order());
        }
    }

    [Fact]
    public async Task A_database_taken_back_to_an_earlier_day_is_read_anew()
    {
        var author = await village.Joins("earlier", "คุณลิขิตเมื่อวาน");
        var number = await village.Publishes(author, "กลับ", "ลูกเนียงเพาะ");
        await using (var first = Server()) await first.Services.Catalogue().Until(() => first.Services.Catalogue().View.Has(number));
        // As after a restore: the item is as it was, and the feed knows nothing of what came later
        await Sql("alter table content.item disable trigger all", $"update content.item set words = 'ลูกเนียงดอง' where number = {number}", "alter table content.item enable trigger all",
            "delete from content.change where seq = (select max(seq) from content.change)");
        await using var second = Server();
        await second.Services.Catalogue().Filled;
        Assert.Equal([number], second.Services.Catalogue().Finds("ลูกเนียงดอง"));
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_stops_no_search()
    {
        Directory.CreateDirectory(Path.Combine(village.Data, "other", "index", "commons"));
        await using var server = Server("other");
        await server.Services.Catalogue().Filled;
        Assert.Equal(village.Services.Catalogue().View.Count, server.Services.Catalogue().View.Count);
    }

    [Fact]
    public void What_is_opened_answers_like_what_was_kept()
    {
        var (index, again) = (Shelf.Of(Shelf.SeedNotes), new CommonsIndex { Lexicon = Shelf.Lexicon });
        index.Apply([new IndexedText(1000, "ชื่อ", "ป่าพรุควนเคร็ง") { Facets = [new("kind", "note"), new("theme", "ไฟป่า")], Audience = "members" }], [2]);
        var file = Path.Combine(village.Data, "kept");
        index.View.Save(file, "ถึงตรงนี้");
        again.Apply([new IndexedText(1, "", "ของเก่า") { Facets = [new("theme", "อื่น")] }], []);
        Assert.Equal("ถึงตรงนี้", again.Open(file));
        foreach (var typed in new[] { "ป่าพรุ", "ควนเคร็ง", "กองทุน", "ของเก่า", "\"แผนชุมชน\"" })
        {
            var request = new FindRequest { MaySee = _ => true, Take = 50 };
            var (one, two) = (index.View.Find(FindQuery.Parse(typed), request), again.View.Find(FindQuery.Parse(typed), request));
            Assert.Equal(one.Hits, two.Hits);
            Assert.Equal(one.Facets, two.Facets);
        }
        Assert.Null(new CommonsIndex(new KmCommons.Thai.WordList(["ควนเคร็ง"])).Open(file));
    }

    WebApplicationFactory<Program> Server(string folder = "") => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
    {
        host.UseSetting("ConnectionStrings:KmCommons", village.Connection);
        host.UseSetting("data", Path.Combine(village.Data, folder));
        host.UseSetting("seed", "never");
    });

    async Task Sql(params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(village.Connection);
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
