using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace KmCommons.Foundation;

/// <summary>How often one address, or one member, may do something: so many at once, and from then on as many again spread over each span.</summary>
/// <param name="Name">Its name in the settings: <c>Limits:{Name}</c> says another number, 0 takes the limit away.</param>
/// <param name="Most">How many, where the settings say nothing.</param>
/// <param name="Span">In which time.</param>
/// <param name="Thai">What is said to who was too quick; how long to wait is added to it.</param>
public sealed record Pace(string Name, int Most, TimeSpan Span, string Thai);

/// <summary>Who did what how often lately, on this server, in memory only: a restart forgets it, and two servers count each for itself.
/// A member is known by number. A guest is known by the address, IPv6 by its /64, since one house has a whole /64 to choose from; it is written down nowhere.
/// Kept for each is one moment: when all that was done would be paid off at the pace (the generic cell rate algorithm, ITU-T I.371).</summary>
public sealed class Paces
{
    const int MostKept = 50_000;

    readonly Dictionary<(string Pace, string Who), DateTimeOffset> paidOff = [];
    readonly Dictionary<string, int> most;
    readonly Lock counting = new();
    readonly TimeProvider clock;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting under <c>Limits</c> that no pace has, or that is no number.</exception>
    public Paces(IEnumerable<Pace> paces, IConfiguration settings, TimeProvider clock)
    {
        (this.clock, most) = (clock, paces.ToDictionary(p => p.Name, p => p.Most, StringComparer.OrdinalIgnoreCase));
        foreach (var setting in settings.GetSection("Limits").GetChildren())
            most[setting.Key] = most.ContainsKey(setting.Key) && int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw new InvalidOperationException($"The setting Limits:{setting.Key} makes no sense. There are {string.Join(", ", most.Keys)}; each is a whole number, 0 for no limit.");
    }

    /// <summary>Counts what somebody at this address does.</summary>
    /// <exception cref="Refused">429: it is too much for now; nothing is counted then.</exception>
    public void Count(Pace pace, IPAddress? from, int times = 1) => Count(pace, Who(from), times);

    /// <summary>Counts what a member does.</summary>
    /// <exception cref="Refused">429: it is too much for now; nothing is counted then.</exception>
    public void Count(Pace pace, long member, int times = 1) => Count(pace, Who(member), times);

    /// <summary>Takes one doing back that turned out to be harmless, such as a right password.</summary>
    public void GiveBack(Pace pace, IPAddress? from)
    {
        lock (counting)
            if (paidOff.TryGetValue((pace.Name, Who(from)), out var until))
                paidOff[(pace.Name, Who(from))] = until - Each(pace, Math.Max(1, most[pace.Name]));
    }

    void Count(Pace pace, string who, int times)
    {
        if (most[pace.Name] is not (> 0 and var number) || times < 1)
            return;
        lock (counting)
        {
            var now = clock.GetUtcNow();
            // More in one go than may ever be: let it pass as the whole
            var until = (paidOff.TryGetValue((pace.Name, who), out var known) && known > now ? known : now) + Each(pace, number) * Math.Min(times, number);
            if (until - now > pace.Span)
                throw new Refused(429, pace.Thai) { RetryAfter = until - now - pace.Span };
            if (paidOff.Count >= MostKept)
                Forget(now);
            paidOff[(pace.Name, who)] = until;
        }
    }

    void Forget(DateTimeOffset now)
    {
        foreach (var past in paidOff.Where(p => p.Value <= now).Select(p => p.Key).ToList())
            paidOff.Remove(past);
        if (paidOff.Count >= MostKept)
            paidOff.Clear();
    }

    // Rounded down: so many times it must not be more than the span
    static TimeSpan Each(Pace pace, int number) => new(pace.Span.Ticks / number);

    static string Who(long member) => string.Create(CultureInfo.InvariantCulture, $"member {member}");

    static string Who(IPAddress? from)
    {
        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from ?? IPAddress.None;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
