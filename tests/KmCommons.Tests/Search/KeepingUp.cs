using KmCommons.Content;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Tests.Search;

public sealed class KeepingUp(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task What_is_published_is_found_and_what_is_hidden_or_taken_back_is_not()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("keeping", "คุณลิขิตคนหนึ่ง");
        var (hidden, withdrawn) = (await village.Publishes(author, "หนึ่ง", "ชาวนาบ้านโคกพลับพลึง"), await village.Publishes(author, "สอง", "ตลาดนัดบ้านโคกพลับพลึง"));
        await catalogue.Until(() => catalogue.Finds("โคกพลับพลึง").Length == 2);
        await village.Do(async db =>
        {
            (await db.Items.SingleAsync(item => item.Number == hidden)).Hide(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
        });
        await catalogue.Until(() => catalogue.Finds("โคกพลับพลึง") is [var left] && left == withdrawn);
        await village.Do(async db =>
        {
            (await db.Items.SingleAsync(item => item.Number == withdrawn)).Withdraw();
            await db.SaveChangesAsync();
        });
        await catalogue.Until(() => catalogue.Finds("โคกพลับพลึง").Length == 0);
    }

    [Fact]
    public async Task A_transaction_that_ends_late_with_a_lower_number_is_not_missed()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("late", "คุณลิขิตอีกคน");
        var (slow, quick) = (await village.Publishes(author, "ช้า", "เดิม"), await village.Publishes(author, "เร็ว", "เดิม"));
        await catalogue.Until(() => catalogue.View.Has(slow) && catalogue.View.Has(quick));
        await using var source = NpgsqlDataSource.Create(village.Connection);
        await using var first = await Begin(slow, "พะยอมช้า");
        await using var second = await Begin(quick, "พะยอมเร็ว");
        await second.Transaction.CommitAsync();
        await catalogue.Until(() => catalogue.Finds("พะยอม") is [var number] && number == quick);
        await first.Transaction.CommitAsync();
        await catalogue.Until(() => catalogue.Finds("พะยอม").Length == 2);

        async Task<Open> Begin(long number, string words)
        {
            var connection = await source.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var update = new NpgsqlCommand("update content.item set words = $1 where number = $2", connection) { Parameters = { new() { Value = words }, new() { Value = number } } };
            await update.ExecuteNonQueryAsync();
            return new Open(connection, transaction);
        }
    }

    [Fact]
    public async Task Every_server_sees_it()
    {
        await using var second = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:KmCommons", village.Connection);
            host.UseSetting("data", village.Data);
            host.UseSetting("seed", "never");
        });
        var (here, there) = (village.Services.Catalogue(), second.Services.Catalogue());
        var number = await village.Publishes(await village.Joins("two", "คุณลิขิตสองเครื่อง"), "ต้นสาคู", "ป่าสาคูริมคลอง");
        await Task.WhenAll(here.Until(() => here.View.Has(number)), there.Until(() => there.View.Has(number)));
    }

    [Fact]
    public async Task Each_viewer_finds_what_VisibleTo_lets_them_see()
    {
        var (writer, other) = (await village.Joins("seen", "คนเขียน"), await village.Joins("unseen", "คนอ่าน"));
        var numbers = new List<long> { await village.Publishes(writer, "ลูกจาก", "ลูกจากเปิดให้ทุกคน"), await village.Publishes(writer, "ลูกจาก", "ลูกจากเฉพาะสมาชิก", item => item.Audience = Audience.Members) };
        foreach (var circle in new long?[] { 7, 8, 70, null })
            numbers.Add(await village.Publishes(writer, "ลูกจาก", "ลูกจากเฉพาะวง", item => (item.Audience, item.CircleId) = (Audience.Circle, circle)));
        var catalogue = village.Services.Catalogue();
        await catalogue.Until(() => numbers.All(catalogue.View.Has));
        Viewer[] viewers =
        [
            Viewer.Anonymous, new(other, "", []), new(writer, "", []),
            new(other, "", [new RoleHeld { MemberId = other, Role = Role.Facilitator, CircleId = 7 }]), new(other, "", [new RoleHeld { MemberId = other, Role = Role.Moderator, PlaceCode = "80" }]),
        ];
        foreach (var viewer in viewers)
            Assert.Equal(await village.Ask(db => db.Items.VisibleTo(viewer).Listed().Where(item => item.Title == "ลูกจาก").Select(item => item.Number).Order().ToArrayAsync()), catalogue.Finds("ลูกจาก", viewer));
    }

    sealed record Open(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
