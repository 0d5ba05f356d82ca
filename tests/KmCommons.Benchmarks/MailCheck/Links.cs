using System.Net;
using System.Text.RegularExpressions;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>The links of a letter's two forms, each once, in order of their letters.</summary>
static partial class Links
{
    /// <summary>What a mail reader makes links of in plain text.</summary>
    public static string[] OfText(string text) => Sorted(Bare().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ';', ')')));

    /// <summary>The addresses of the anchors in HTML.</summary>
    public static string[] OfHtml(string html) => Sorted(Anchor().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)));

    private static string[] Sorted(IEnumerable<string> links) => [.. links.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Bare();

    [GeneratedRegex(@"<a\b[^>]*\bhref=""(https?://[^""]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();
}
