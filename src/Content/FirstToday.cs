using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Content;

/// <summary>Tells whether a person does a thing for the first time on a day, and forgets who it was: only a hash is kept, under a random key that lives in
/// memory and changes every day. Programs that read the web by themselves do nothing for the first time.</summary>
public sealed class FirstToday(TimeProvider clock)
{
    const int MostSeen = 200_000;
    static readonly string[] Bots = ["bot", "crawl", "spider", "slurp", "curl", "wget", "python", "preview", "monitor"];

    sealed record Day(DateOnly On, byte[] Key, ConcurrentDictionary<long, byte> Seen);

    Day day = new(default, [], new());

    /// <summary>Whether this person does this for the first time today; from then on it is not. When too many did too much, nobody does any more.</summary>
    public bool Is(HttpContext http, string what)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        if (agent.Length == 0 || Bots.Any(bot => agent.Contains(bot, StringComparison.OrdinalIgnoreCase)))
            return false;
        var now = Today();
        var who = HMACSHA256.HashData(now.Key, Encoding.UTF8.GetBytes($"{what} {http.Connection.RemoteIpAddress} {agent}"));
        return now.Seen.Count < MostSeen && now.Seen.TryAdd(BitConverter.ToInt64(who), 0);
    }

    Day Today()
    {
        var on = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var now = Volatile.Read(ref day);
        if (now.On == on)
            return now;
        Interlocked.CompareExchange(ref day, new(on, RandomNumberGenerator.GetBytes(32), new()), now);
        return Volatile.Read(ref day);
    }
}
