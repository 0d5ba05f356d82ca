using KmCommons.Host;
using KmCommons.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Search;

/// <summary>Filling the index anew when somebody asks for it.</summary>
public sealed class Reindexing(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Every_server_fills_its_index_anew_and_says_how_far_it_is()
    {
        await using var second = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:KmCommons", village.Connection);
            host.UseSetting("data", village.Data);
            host.UseSetting("seed", "never");
        });
        var (here, there) = (village.Services.Catalogue(), second.Services.Catalogue());
        var number = await village.Publishes(await village.Joins("anew", "คุณลิขิตทำใหม่"), "ดัชนี", "เดิม");
        await Task.WhenAll(here.Until(() => here.View.Has(number)), there.Until(() => there.View.Has(number)));
        await village.Unheard($"update content.item set words = 'มะเดื่ออุทุมพร' where number = {number}");
        var said = new StringWriter();
        Assert.Equal(0, await ReindexCommand.Run(village.Services.GetRequiredService<Reindex>(), TimeProvider.System, said));
        Assert.Equal([number], here.Finds("มะเดื่ออุทุมพร"));
        Assert.Equal([number], there.Finds("มะเดื่ออุทุมพร"));
        Assert.Contains("ทำดัชนีใหม่แล้ว 2 เครื่อง", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("100 %", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_server_running_it_says_so_and_the_next_one_is_asked()
    {
        var gone = new Village(await Cluster.NewDatabase());
        await ((IAsyncLifetime)gone).InitializeAsync();
        var connection = gone.Connection;
        await ((IAsyncLifetime)gone).DisposeAsync();
        await using var source = NpgsqlDataSource.Create(connection);
        var (reindex, said) = (new Reindex(source), new StringWriter());
        var before = await reindex.WhatIsAsked();
        Assert.Equal(0, await ReindexCommand.Run(reindex, TimeProvider.System, said));
        Assert.Contains("ไม่มีเครื่องใดเปิดเว็บอยู่", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(before.Fill + 1, (await reindex.WhatIsAsked()).Fill);
    }

    [Fact]
    public void The_command_has_its_word() => Assert.Equal("reindex", Command.Asked(["reindex", "--data", "x"])?.Name);
}
