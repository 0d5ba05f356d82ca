using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Content;

namespace KmCommons.Transfer;

/// <summary>Links from one old note to another. They are kept as the old number's address here (<see cref="Origin.UrlOf"/>), which leads to the new number whenever that note is here; one to a note that is not, says that it is lost.</summary>
public static partial class OldLinks
{
    /// <summary>Where a link of a saved GotoKnow page leads here; null when it leads nowhere any more. Nothing is asked of the network.</summary>
    public static string? Of(string href)
    {
        href = href.Trim();
        if (OldNote().Match(href) is { Success: true } old)
            return Origin.UrlOf(long.Parse(old.Groups["number"].Value, CultureInfo.InvariantCulture));
        return IsWeb(href) && !href.Contains("gotoknow.org", StringComparison.OrdinalIgnoreCase) ? href : null;
    }

    /// <summary>Whether it is an address of the web, which somebody may still answer at.</summary>
    public static bool IsWeb(string href) => Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Contains('.', StringComparison.Ordinal);

    /// <summary>The bare addresses of old notes in a text, as links.</summary>
    public static string InText(string text) => Bare().Replace(text, match => Of(match.Value) is { } to ? $"[{match.Value}](<{to}>)" : $"{match.Value} {HtmlMarkdown.LostLink}");

    /// <summary>The old numbers that a text links to.</summary>
    public static IEnumerable<long> In(string markdown) => Kept().Matches(markdown).Select(m => long.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture)).Distinct();

    /// <summary>The text with the links to notes that are nowhere marked as lost.</summary>
    public static string Settle(string markdown, Func<long, bool> known) => Kept().Replace(markdown, match =>
        known(long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) ? match.Value : $"{match.Groups["words"].Value} {HtmlMarkdown.LostLink}");

    /// <summary>The text with its links to items of the site it comes from, which have other numbers here, as links to their old numbers.</summary>
    public static string FromNumbers(string markdown, Func<long, bool> isBrought)
    {
        return InBrackets().Replace(OwnLink().Replace(markdown, match => Brought(match) is { } number ? "(" + Origin.UrlOf(number) : match.Value),
            match => Brought(match) is { } number ? $"[{match.Groups["number"].Value}]({Origin.UrlOf(number)})" : match.Value);

        long? Brought(Match match) => long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) is var number && isBrought(number) ? number : null;
    }

    /// <summary>The numbers of the items that a text links to.</summary>
    public static IEnumerable<long> NumbersIn(string markdown) => OwnLink().Matches(markdown).Concat(InBrackets().Matches(markdown)).Select(m => long.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture)).Distinct();

    [GeneratedRegex(@"\[\[(?<number>[0-9]{1,12})\]\]")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^(?:https?:)?//(?:[\w-]+\.)*gotoknow\.org/(?:\S*?/)?(?<number>[0-9]{2,9})(?:[/?#].*)?$|^/(?:blog/[^/\s]+|posts?|journals)/(?:[^/\s]+/)?(?<number>[0-9]{2,9})(?:[/?#].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OldNote();

    [GeneratedRegex(@"(?<![(<\[\w/])https?://(?:[\w-]+\.)*gotoknow\.org[\w\-./?=&%#]*", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\[(?<words>(?:\\.|[^\]\\])*)\]\(<?/old/(?<number>[0-9]{1,12})>?\)")]
    private static partial Regex Kept();

    [GeneratedRegex(@"(?<=\])\(<?/n/(?<number>[0-9]{1,12})(?:/[^)\s>]*)?>?(?=\))")]
    private static partial Regex OwnLink();
}
