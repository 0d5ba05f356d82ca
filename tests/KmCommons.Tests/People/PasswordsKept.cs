using System.Buffers.Binary;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.People;

/// <summary>How the site keeps a password, when no test hurries it.</summary>
public sealed class PasswordsKept : IAsyncLifetime
{
    readonly Village village = new() { KeepsPasswordsWell = true };

    public Task InitializeAsync() => village.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    [Fact]
    public async Task It_is_stirred_a_hundred_thousand_times_with_SHA512_and_salt_and_the_same_password_lets_one_in()
    {
        _ = await village.Member("jaem", "ป้าแจ่ม");
        await village.Joins("som", "ลุงสม");
        var kept = (await village.Ask(db => db.Set<Member>().Select(m => m.PasswordHash!).ToListAsync())).ConvertAll(Convert.FromBase64String);
        Assert.Equal(2, kept.Count);
        // Version 1, then in four bytes each: which function, how often, how long the salt is
        Assert.All(kept, k => Assert.Equal((1, 2, 16), (k[0], Number(k, 1), Number(k, 9))));
        Assert.All(kept, k => Assert.InRange(Number(k, 5), 100_000, int.MaxValue));
        Assert.NotEqual(kept[0], kept[1]);
    }

    static int Number(byte[] kept, int at) => BinaryPrimitives.ReadInt32BigEndian(kept.AsSpan(at));
}
