using KmCommons.Content;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>Whoever takes some of many rows says in which order. EF only warns of it; in a village it is an error, so that any test finds it.</summary>
public sealed class Orders(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Taking_some_of_many_without_an_order_is_an_error_in_every_test()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => village.Ask(db => db.Items.Take(2).ToListAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => village.Ask(db => db.Items.FirstOrDefaultAsync()));
        Assert.Empty(await village.Ask(db => db.Items.OrderBy(i => i.Number).Take(2).ToListAsync()));
    }
}
