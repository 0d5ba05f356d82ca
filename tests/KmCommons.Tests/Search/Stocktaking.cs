using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Search;

/// <summary>The nightly comparison of index and database.</summary>
public sealed class Stocktaking(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task What_the_feed_did_not_say_is_found_and_mended()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("stock", "คุณลิขิตนับของ");
        var (words, hidden, members, tagged, whole) = (await village.Publishes(author, "หนึ่ง", "ลูกหยีกวน"), await village.Publishes(author, "สอง", "ลูกหยีกวน"), await village.Publishes(author, "สาม", "ลูกหยีกวน"),
            await village.Publishes(author, "สี่", "ลูกหยีกวน"), await village.Publishes(author, "ห้า", "ลูกหยีกวน"));
        var missing = await village.Publishes(author, "หก", "ลูกหยีกวน", item => item.Withdraw());
        await catalogue.Until(() => catalogue.Finds("ลูกหยีกวน").Length == 5);
        Assert.True(await catalogue.IsAbreast(TimeSpan.FromSeconds(30), default));
        await village.Unheard($"update content.item set words = 'ลูกหยีทราย' where number = {words}");
        await village.Unheard($"update content.item set hidden_at = now() where number = {hidden}");
        await village.Unheard($"update content.item set audience = 'Members' where number = {members}");
        await village.Unheard($"update content.item set place_code = '800121' where number = {tagged}");
        await village.Unheard($"update content.item set state = 'Published' where number = {missing}");
        // a change that the feed says is no fault
        await village.Do(db => db.Items.Where(item => item.Number == whole).ExecuteUpdateAsync(set => set.SetProperty(item => item.Title, "ห้าใหม่")));
        Assert.Contains(hidden, catalogue.Finds("ลูกหยีกวน"));

        await Check();
        var take = catalogue.Checked!;
        Assert.Equal((5, 1, 1, 2, 1), (take.Texts, take.Missing, take.Extra, take.Stale, take.Audience));
        Assert.Equal([tagged, whole, missing], catalogue.Finds("ลูกหยีกวน"));
        Assert.Equal([words], catalogue.Finds("ลูกหยีทราย"));
        Assert.Equal([members, tagged, whole, missing], catalogue.Finds("ลูกหยีกวน", new Viewer(author, "", [])));
        Assert.Equal([tagged], catalogue.Finds("place:ท่าซัก"));

        await Check();
        Assert.Equal((5, 0), (catalogue.Checked!.Texts, catalogue.Checked.Wrong.Count));

        async Task Check()
        {
            var before = catalogue.Checked;
            await using var scope = village.Services.CreateAsyncScope();
            await village.Services.GetServices<Job>().Single(job => job.Name == "check-search-index").Do(scope.ServiceProvider, DateTimeOffset.UtcNow, default);
            await catalogue.Until(() => catalogue.Checked is { } now && now != before);
        }
    }
}

/// <summary>Changes that no trigger writes down.</summary>
static class Deaf
{
    /// <summary>Does this in the database so that the change feed does not say it.</summary>
    public static async Task Unheard(this Village village, string sql)
    {
        await using var source = NpgsqlDataSource.Create(village.Connection);
        await using var command = source.CreateCommand($"set session_replication_role = replica; {sql}; set session_replication_role = default");
        await command.ExecuteNonQueryAsync();
    }
}
