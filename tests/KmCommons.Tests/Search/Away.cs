using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Host;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Tests.Search;

/// <summary>Changes of a week ago are forgotten, and nobody misses one for it.</summary>
public sealed class Away(Village village) : IClassFixture<Village>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_server_that_was_away_for_longer_than_changes_are_kept_fills_its_index_anew()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("away", "คุณลิขิตคนไกล");
        var (changed, gone) = (await village.Publishes(author, "เปลี่ยน", "ของเดิม"), await village.Publishes(author, "หาย", "มะปรางหวาน"));
        await catalogue.Until(() => catalogue.View.Has(changed) && catalogue.View.Has(gone));
        await using var line = await Open(village.Connection);
        await using var beside = await Open(new NpgsqlConnectionStringBuilder(village.Connection) { Database = "commons" }.ConnectionString);
        await Do(beside, $"alter database {line.Database} allow_connections false");
        // Every line of the server is cut, and it cannot come back
        var patience = Patient();
        while (await Ask(beside, $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{line.Database}' and pid <> {line.ProcessID}") > 0)
            patience.Token.ThrowIfCancellationRequested();

        await Do(line, $"update content.item set words = 'มะปรางเปรี้ยว' where number = {changed}");
        await Do(line, $"update content.item set state = 'Draft' where number = {gone}");
        await ForgetsAll(line);
        await Do(beside, $"alter database {line.Database} allow_connections true");
        await catalogue.Until(() => catalogue.Finds("มะปราง") is [var found] && found == changed);
    }

    [Fact]
    public async Task What_a_transaction_says_that_ends_late_is_not_forgotten_before_it_was_read()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("slow", "คุณลิขิตคนช้า");
        var (slow, quick) = (await village.Publishes(author, "ช้า", "ของเดิม"), await village.Publishes(author, "เร็ว", "ของเดิม"));
        await catalogue.Until(() => catalogue.View.Has(slow) && catalogue.View.Has(quick));
        await using var line = await Open(village.Connection);
        await using var late = await Open(village.Connection);
        await using var transaction = await late.BeginTransactionAsync();
        await Do(late, $"update content.item set words = 'ชำมะเลียงช้า' where number = {slow}");
        await Do(line, $"update content.item set words = 'ชำมะเลียงเร็ว' where number = {quick}");
        var lateXid = await Ask(late, "select pg_current_xact_id()::text::bigint");
        await Do(line, "update content.change set at = now() - interval '8 days'");
        await Do(late, "update content.change set at = now() - interval '8 days' where xid = pg_current_xact_id()");
        await Forget(line);
        // What is above a transaction that still runs stays, however old it is
        Assert.True(await Ask(line, $"select count(*) from content.change where number = {quick} and xid > '{lateXid}'::xid8") > 0);
        Assert.True(await Ask(line, "select xid::text::bigint from content.change_forgotten") < lateXid);
        await transaction.CommitAsync();
        await catalogue.Until(() => catalogue.Finds("ชำมะเลียง").Length == 2);
        await ForgetsAll(line);
        Assert.True(await Ask(line, "select xid::text::bigint from content.change_forgotten") >= lateXid);
    }

    [Fact]
    public async Task What_is_younger_than_a_week_stays()
    {
        await village.Publishes(await village.Joins("young", "คุณลิขิตคนใหม่"), "ใหม่", "เมื่อวาน");
        await using var line = await Open(village.Connection);
        await Do(line, "update content.change set at = now() - interval '6 days'");
        var before = await Ask(line, "select count(*) from content.change");
        await Forget(line);
        Assert.Equal(before, await Ask(line, "select count(*) from content.change"));
    }

    // Another test's transaction in this cluster may hold the bound back for a moment
    static async Task ForgetsAll(NpgsqlConnection line)
    {
        await Do(line, "update content.change set at = now() - interval '8 days'");
        using var patience = Patient();
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await Forget(line);
        }
        while (await Ask(line, "select count(*) from content.change") > 0);
    }

    static async Task Forget(NpgsqlConnection line)
    {
        await using var db = new CommonsDb(new DbContextOptionsBuilder<CommonsDb>().UseNpgsql(line).Options, Modules.All);
        await Changes.Forget(db);
    }

    static CancellationTokenSource Patient() => new(Patience);

    static async Task<NpgsqlConnection> Open(string connection)
    {
        var line = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await line.OpenAsync();
        return line;
    }

    static async Task Do(NpgsqlConnection line, string sql)
    {
        await using var command = new NpgsqlCommand(sql, line);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> Ask(NpgsqlConnection line, string sql)
    {
        await using var command = new NpgsqlCommand(sql, line);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
