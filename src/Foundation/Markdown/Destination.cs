using System.Text.RegularExpressions;

namespace KmCommons.Foundation.Markdown;

/// <summary>Where a link may lead: http, https, mailto, tel, a path of this site, a place on this page. Everything else has no address,
/// however it is written: what is not on the list is not understood.</summary>
internal static partial class Destination
{
    /// <summary>The address to write, or null when the link may not lead there.</summary>
    /// <param name="url">The address as the parser decoded it (entities and backslashes undone, percent signs kept).</param>
    internal static string? Allowed(string? url)
    {
        if (url is null) return null;
        url = url.Trim(' ').Replace(" ", "%20", StringComparison.Ordinal);
        if (url.Length == 0 || url.AsSpan().ContainsAny('\\', '\uFFFD') || url.Any(IsHidden)) return null;
        if (url[0] == '#') return url;
        if (url[0] == '/') return url.Length > 1 && url[1] == '/' ? null : url;
        if (url.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) url = "http://" + url;
        return Web().IsMatch(url) || Mail().IsMatch(url) || Phone().IsMatch(url) ? url : null;
    }

    // Browsers drop some of these before they read the scheme
    static bool IsHidden(char c) => char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;

    // No user name before the host: https://bank.example@elsewhere.example misleads
    [GeneratedRegex("^https?://[^/?#@:\\[\\]]+(:[0-9]{1,5})?([/?#]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    [GeneratedRegex("^mailto:[a-z0-9.!#$*+=^_{|}~-]+@[a-z0-9.-]+(\\?subject=[^&?#<>\"]*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex("^tel:\\+?[0-9().-]{2,24}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
