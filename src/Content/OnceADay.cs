using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KmCommons.People;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Content;

/// <summary>Tells whether a person does a thing for the first time in 24 hours, and forgets who it was: only a hash is kept, under a random key that lives in memory and is gone after two days.
/// Programs that read the web by themselves, and browsers that fetch what nobody looks at yet, do nothing for the first time. Each server knows its own readers alone: nothing about a reader is written anywhere.</summary>
public sealed class OnceADay(TimeProvider clock)
{
    /// <summary>The most that is remembered of one day; when more is done, nobody does anything for the first time any more.</summary>
    public const int MostSeen = 200_000;

    // "http" and "+" stand in the names of programs that say where they are explained, "headless" in those of browsers that nobody looks into
    static readonly string[] Bots = ["bot", "crawl", "spider", "slurp", "curl", "wget", "python", "preview", "monitor", "http", "headless", "fetch", "scan", "java/", "libwww", "axios", "externalhit", "archiver", "lighthouse"];

    sealed record Day(DateOnly On, byte[] Key, ConcurrentDictionary<long, long> Seen)
    {
        public static Day Begin(DateOnly on) => new(on, RandomNumberGenerator.GetBytes(32), new());

        public long Hash(byte[] who) => BitConverter.ToInt64(HMACSHA256.HashData(Key, who));
    }

    sealed record Days(Day Today, Day Yesterday);

    Days days = new(Day.Begin(default), Day.Begin(default));

    /// <summary>Whether this person does this for the first time in 24 hours; from then on it is not. A member is known by their number, anybody else by address and browser.</summary>
    public bool Is(HttpContext http, string what)
    {
        if (IsMachine(http.Request))
            return false;
        var member = http.Features.Get<Viewer>()?.Id ?? 0;
        var who = Encoding.UTF8.GetBytes(member != 0 ? string.Create(CultureInfo.InvariantCulture, $"{what} {member}") : $"{what} {http.Connection.RemoteIpAddress} {http.Request.Headers.UserAgent}");
        var (now, known) = (clock.GetUtcNow(), Known(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
        if (known.Yesterday.Seen.TryGetValue(known.Yesterday.Hash(who), out var before) && now.UtcTicks - before < TimeSpan.TicksPerDay)
            return false;
        return known.Today.Seen.Count < MostSeen && known.Today.Seen.TryAdd(known.Today.Hash(who), now.UtcTicks);
    }

    internal static bool IsMachine(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return agent.Length == 0 || Bots.Any(bot => agent.Contains(bot, StringComparison.OrdinalIgnoreCase))
            || request.Headers["Sec-Purpose"].Count + request.Headers["Purpose"].Count + request.Headers["X-Moz"].Count > 0
            // A page that was fetched by a script, such as to be kept for reading without a line
            || request.Headers["Sec-Fetch-Dest"] is [{ Length: > 0 } wanted, ..] && wanted != "document";
    }

    Days Known(DateOnly on)
    {
        var now = Volatile.Read(ref days);
        if (now.Today.On == on)
            return now;
        Interlocked.CompareExchange(ref days, new(Day.Begin(on), now.Today.On == on.AddDays(-1) ? now.Today : Day.Begin(default)), now);
        return Volatile.Read(ref days);
    }
}
