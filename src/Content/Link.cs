using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Where the text of an item leads. Links to other sites are kept with their host and never looked at.</summary>
public sealed partial class Link
{
    /// <summary>The most links kept of one item.</summary>
    public const int Most = 300;

    /// <summary>The longest address kept, in characters.</summary>
    public const int LongestAddress = 500;

    /// <summary>The item that leads there.</summary>
    public long Number { get; private init; }
    /// <summary>The item that leads there; loaded on demand.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>Host and port in lower case; empty within this site.</summary>
    public string Host { get; private init; } = "";
    /// <summary>Path and what follows it, as it stands in the text.</summary>
    public string Address { get; private init; } = "";
    /// <summary>The number of the item it leads to, if its path says one.</summary>
    public long? Target { get; private init; }
    /// <summary>Since when it leads nowhere (UTC), as the weekly check found; null while it leads somewhere, or nobody looked.</summary>
    public DateTimeOffset? LostAt { get; internal set; }

    /// <summary>The links in rendered HTML, in order, each once, as they stand there.</summary>
    public static IReadOnlyList<string> In(string html) => [.. Hrefs().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct()];

    /// <summary>Reads where a link leads; null for what leads to no page: mail, telephone, a place on the same page.</summary>
    public static (string Host, string Address, long? Target)? Read(string href)
    {
        var (host, address) = ("", href);
        if (!href.StartsWith('/'))
        {
            if (!Uri.TryCreate(href, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
                return null;
            (host, address) = (at.Authority.ToLowerInvariant(), href[(href.IndexOf("://", StringComparison.Ordinal) + 3)..]);
            address = address.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? address[slash..] : "/";
        }
        long? target = Numbered().Match(address) is { Success: true } found && long.TryParse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return (host, address, target);
    }

    /// <summary>The numbers of the items that lead to this one; who may see them is still to be asked.</summary>
    public static IQueryable<long> To(CommonsDb db, long number, Site site)
    {
        var own = OwnHost(site);
        return db.Links.Where(l => l.Target == number && (l.Host == "" || l.Host == own)).Select(l => l.Number);
    }

    /// <summary>The host of this site as <see cref="Host"/> has it.</summary>
    public static string OwnHost(Site site) => Uri.TryCreate(site.Address, UriKind.Absolute, out var at) ? at.Authority.ToLowerInvariant() : "";

    /// <summary>Keeps where an item leads when its text is saved: every save of the database comes by here.</summary>
    internal static async Task Keep(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Unchanged).ToList())
            if (entry.Entity.TakeLinks() is { } hrefs)
                await Keep(db, entry.Entity, hrefs, entry.State == EntityState.Added, stop);
    }

    static async Task Keep(CommonsDb db, ContentItem item, IReadOnlyList<string> hrefs, bool isNew, CancellationToken stop)
    {
        var wanted = hrefs.Where(h => Prose.CalledBy(h) is null).Select(Read).OfType<(string Host, string Address, long? Target)>().Where(l => l.Host.Length + l.Address.Length <= LongestAddress)
            .DistinctBy(l => (l.Host, l.Address)).Take(Most).ToDictionary(l => (l.Host, l.Address), l => l.Target);
        foreach (var kept in isNew ? [] : await db.Links.Where(l => l.Number == item.Number).ToListAsync(stop))
            if (!wanted.Remove((kept.Host, kept.Address)))
                db.Remove(kept);
        db.AddRange(wanted.Select(l => new Link { Item = item, Host = l.Key.Host, Address = l.Key.Address, Target = l.Value }));
    }

    [GeneratedRegex("<a href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();

    [GeneratedRegex("^/n/([0-9]{1,12})(?:[/?#]|$)")]
    private static partial Regex Numbered();
}
