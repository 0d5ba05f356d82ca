using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace KmCommons.Foundation.Markdown;

/// <summary>The list behind <see cref="HtmlWall"/>: elements, their attributes, and what may stand in each. No style, no script, no form,
/// no foreign content; ids and classes are the renderer's own.</summary>
internal static partial class AllowedHtml
{
    static readonly FrozenSet<string> Classes = FrozenSet.Create(
        StringComparer.Ordinal, "table-scroll", "figures", "figures--pair", "photo-missing", "task", "ph");

    static readonly FrozenSet<string> Nothing = FrozenSet.Create<string>(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, FrozenSet<string>> Elements = new Dictionary<string, string>
    {
        ["p"] = "class", ["br"] = "", ["hr"] = "", ["em"] = "", ["strong"] = "", ["del"] = "", ["code"] = "",
        ["pre"] = "", ["blockquote"] = "", ["ul"] = "", ["ol"] = "start", ["li"] = "",
        ["h2"] = "id", ["h3"] = "id", ["h4"] = "id", ["h5"] = "id", ["h6"] = "id",
        ["a"] = "href rel", ["div"] = "class tabindex role aria-label", ["span"] = "class role aria-label",
        ["table"] = "", ["thead"] = "", ["tbody"] = "", ["tr"] = "", ["th"] = "scope align", ["td"] = "align",
        ["figure"] = "", ["figcaption"] = "", ["picture"] = "", ["source"] = "type srcset sizes", ["img"] = "src width height alt loading decoding",
    }.ToFrozenDictionary(e => e.Key, e => e.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Elements whose content goes with them: it is not words for a reader.</summary>
    static readonly FrozenSet<string> Swallowed = FrozenSet.Create(
        StringComparer.Ordinal, "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "noembed", "noframes", "xmp", "plaintext",
        "title", "textarea", "select", "option", "button", "audio", "video", "canvas", "svg", "math", "head", "frameset");

    internal static bool Knows(string element) => Elements.ContainsKey(element);

    internal static bool Swallows(string element) => Swallowed.Contains(element);

    internal static bool Accepts(string element, string attribute, string value) =>
        Elements.GetValueOrDefault(element, Nothing).Contains(attribute) && attribute switch
        {
            "class" => value.Split(' ').All(Classes.Contains),
            "id" => Id().IsMatch(value),
            "href" => IsLink(value),
            "rel" => value == "nofollow ugc noopener",
            "src" => IsOwnPath(value),
            "srcset" => value.Split(',').All(candidate => candidate.Trim().Split(' ') is [var url, var width] && IsOwnPath(url) && Width().IsMatch(width)),
            "sizes" => Sizes().IsMatch(value),
            "width" or "height" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels < 100_000,
            "type" => value == "image/webp",
            "start" => Start().IsMatch(value),
            "tabindex" => value == "0",
            "role" => value is "region" or "img",
            "scope" => value == "col",
            "align" => value is "right" or "center",
            "loading" => value == "lazy",
            "decoding" => value == "async",
            "alt" or "aria-label" => true,
            _ => false,
        };

    static readonly Url Base = new("https://own.invalid/");

    /// <summary>Reads the address as a browser does, and asks where it would lead.</summary>
    static bool IsLink(string value)
    {
        if (!IsVisible(value)) return false;
        var url = new Url(Base, value);
        if (url.IsInvalid) return false;
        return url.Scheme switch
        {
            "http" or "https" when url.HostName == Base.HostName => value[0] is '/' or '#',
            "http" or "https" => value.StartsWith(url.Scheme + "://", StringComparison.OrdinalIgnoreCase),
            "mailto" or "tel" => true,
            _ => false,
        };
    }

    static bool IsOwnPath(string value) =>
        IsVisible(value) && value[0] == '/' && new Url(Base, value) is { IsInvalid: false, Scheme: "https" } url && url.HostName == Base.HostName;

    static bool IsVisible(string value) => value.Length > 0 && !value.Any(c => c is <= ' ' or '\u007F' or '\\' || char.IsControl(c));

    [GeneratedRegex("^h-[\\p{L}\\p{M}\\p{Nd}-]{1,200}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[1-9][0-9]{0,4}w$")]
    private static partial Regex Width();

    [GeneratedRegex("^[0-9a-z ().:,-]{1,200}$")]
    private static partial Regex Sizes();

    [GeneratedRegex("^[0-9]{1,9}$")]
    private static partial Regex Start();
}
