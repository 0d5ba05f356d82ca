using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KmCommons.Tests.House;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Reads the whole site as one person: from where forms led and from every address of rights.csv, along every link, so many pages of a sort.</summary>
sealed class Crawl(Target target, string who, int most)
{
    readonly List<(string Method, string Route, Regex Pattern)> routes = [.. Door.All(target.Village.Services).Where(d => d.Method == "GET").OrderBy(d => d.Route.Count(c => c == '{')).Select(d => (d.Method, d.Route, new Regex(Way.Pattern(d.Route), RegexOptions.IgnoreCase)))];
    readonly Dictionary<string, int> opened = [];
    readonly HashSet<string> seen = [];
    readonly Queue<string> ahead = new();

    /// <summary>What was read.</summary>
    public List<Answer> Read { get; } = [];

    /// <summary>Goes from these addresses as far as links lead. Places where forms led are all opened, of others so many of a sort.</summary>
    public async Task Go(IEnumerable<string> first, IEnumerable<string> then)
    {
        foreach (var address in first)
            await Open(address, always: true);
        foreach (var address in then)
            ahead.Enqueue(address);
        while (ahead.TryDequeue(out var address))
            await Open(address, always: false);
    }

    string Route(string address) => address.Split('?')[0] is var path ? routes.FirstOrDefault(r => r.Pattern.IsMatch(path)).Route ?? path : "";

    async Task Open(string address, bool always)
    {
        var route = Route(address);
        if (route is "/sign-out" or "/export/copy.zip" or "/language" || route.StartsWith("/look", StringComparison.Ordinal) || route.StartsWith("/media", StringComparison.Ordinal) || !seen.Add(address))
            return;
        var sort = route + (address.Contains('?', StringComparison.Ordinal) ? "?" : "");
        if (!always && opened.GetValueOrDefault(sort) >= most)
            return;
        opened[sort] = opened.GetValueOrDefault(sort) + 1;
        using var got = await target.Come(who, address);
        if ((int)got.StatusCode is >= 300 and < 400 && got.Headers.Location is { } to)
        {
            await Open(Within(to.OriginalString) ?? "/", always);
            return;
        }
        var answer = await Answer.Of(got, who, route, address);
        Read.Add(answer);
        if (answer.Type != "text/html")
            return;
        foreach (var link in new HtmlParser().ParseDocument(answer.Text).QuerySelectorAll("a[href], link[rel=alternate][href]"))
            if (Within(link.GetAttribute("href")!) is { } on)
                ahead.Enqueue(on);
    }

    string? Within(string address) => address.Split('#')[0] is var plain && plain.StartsWith(target.Address.AbsoluteUri, StringComparison.Ordinal) ? plain[(target.Address.AbsoluteUri.Length - 1)..]
        : plain.StartsWith('/') && !plain.StartsWith("//", StringComparison.Ordinal) ? plain : null;
}
