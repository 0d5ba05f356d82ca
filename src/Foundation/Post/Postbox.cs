using System.Security.Cryptography;
using System.Text;
using KmCommons.Mail;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>The ways back to the site's own mailbox: addresses that say, under a seal that nobody else can make, what they are for. None when the site has no mailbox (<c>Mail:Incoming</c>).</summary>
public sealed class Postbox(MailOptions mail, NpgsqlDataSource source) : IHostedService
{
    byte[]? secret;

    /// <summary>The mailbox; null when the site has none.</summary>
    public IncomingOptions? Incoming => mail.Incoming;

    /// <summary>The addresses of one purpose; null when the site has no mailbox.</summary>
    /// <param name="purpose">What they are for, one letter: see <see cref="Receiver.Purpose"/>.</param>
    public async ValueTask<SealedAddress?> For(string purpose) => Incoming?.For(purpose, await Secret());

    /// <summary>The address for these numbers; null when the site has no mailbox.</summary>
    /// <param name="purpose">What it is for, one letter: see <see cref="Receiver.Purpose"/>.</param>
    /// <param name="numbers">What it is about; at most two, each below 2⁴⁰.</param>
    public async ValueTask<string?> AddressFor(string purpose, params long[] numbers) => (await For(purpose))?.For(numbers);

    /// <summary>The numbers that an address is for; null when it is not one of ours for this purpose.</summary>
    public async ValueTask<long[]?> Read(string purpose, string address) => (await For(purpose))?.Read(address);

    /// <summary>A seal for a link that shows one thing to who holds it, and nothing else: 24 hexadecimal digits that nobody else can make.</summary>
    /// <param name="what">What it shows.</param>
    public async ValueTask<string> SealOf(string what) => Convert.ToHexStringLower(HMACSHA256.HashData(await Secret(), Encoding.UTF8.GetBytes("link " + what)))[..24];

    /// <summary>Whether a seal is that of this thing.</summary>
    public async ValueTask<bool> IsSealOf(string? seal, string what)
    {
        var right = await SealOf(what);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal ?? ""), Encoding.UTF8.GetBytes(right));
    }

    // Known before the first letter: who writes letters holds a line to the database already, and would wait for a second one with all the others
    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Secret().AsTask();

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async ValueTask<byte[]> Secret()
    {
        if (secret is not null)
            return secret;
        await using var ask = source.CreateCommand("select key from foundation.post_key");
        return secret = (byte[])(await ask.ExecuteScalarAsync())!;
    }
}
