using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Reads pages as somebody who trusts none of them, and names every node that is not the site's own.
/// What is the site's own it learns from pages as they were before anybody attacked: which elements it uses with which attributes, which icons, which heads.</summary>
sealed partial class Judge
{
    // Never, whoever wrote it
    static readonly HashSet<string> Never = [.. "iframe frame frameset object embed applet base math marquee portal foreignobject foreignObject animate set xmp plaintext listing noembed isindex keygen".Split(' ')];

    // One more of these than the site's own is a finding, though the element is known
    static readonly HashSet<string> Counted = [.. "script link meta style svg title noscript template".Split(' ')];

    static readonly HashSet<string> Addresses = [.. "href src action formaction srcset poster data background cite ping xlink:href longdesc manifest dynsrc lowsrc codebase usemap profile icon".Split(' ')];

    // Where text of people may stand as text
    static readonly HashSet<string> Spoken = [.. "download value content title alt aria-label placeholder href src srcset action formaction".Split(' ')];

    readonly HashSet<string> elements = [.. "progress p br hr em strong del code pre blockquote ul ol li h2 h3 h4 h5 h6 a div span table thead tbody tr th td figure figcaption picture source img".Split(' ')];
    readonly HashSet<string> attributes = [.. "max readonly selected checked disabled hidden open href rel id class src type srcset sizes width height alt loading decoding start scope align tabindex role aria-label".Split(' ')];
    readonly HashSet<string> heads = [];

    /// <summary>Knows what a copy's page may hold: the site's prose, and around it names, days and ways; one style sheet, no script, no form.</summary>
    public static Judge OfCopy
    {
        get
        {
            var judge = new Judge();
            judge.Learn("""
                <!doctype html><html lang="th"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"><meta name="viewport" content="x"><meta name="color-scheme"><title></title>
                <link rel="stylesheet" href="look/village.css"><link rel="stylesheet" href="../look/village.css"></head><body><main class="wrap"><nav><header><article><section><footer><dl><dt><dd><time datetime=x><b><small><h1><a download=x>
                """);
            return judge;
        }
    }

    /// <summary>Takes a page for the site's own.</summary>
    public void Learn(string html)
    {
        foreach (var element in Parse(html).All)
        {
            elements.Add(element.LocalName);
            attributes.UnionWith(element.Attributes.Select(a => a.Name));
            if (Counted.Contains(element.LocalName))
                heads.Add(Head(element));
        }
    }

    static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html);

    // Fonts and scripts carry their version in the address; what is said in title and description is the page's
    static string Head(IElement element) => element.LocalName switch
    {
        "title" => element.ParentElement?.LocalName == "head" ? "title" : element.ParentElement?.LocalName ?? "",
        "template" => "template" + element.InnerHtml,
        "svg" => IsIcon(element) ? "icon" : element.OuterHtml,
        "link" when element.GetAttribute("rel") is "alternate" or "canonical" or "next" or "prev" => "link " + element.GetAttribute("rel"),
        _ => element.LocalName + string.Concat(element.Attributes.Where(a => a.Name is not ("content" or "title" or "data-who")).Select(a => $" {a.Name}={a.Value.Split('?')[0]}")) + (element.LocalName is "script" or "style" ? element.TextContent : ""),
    };

    // Lines and nothing else
    static bool IsIcon(IElement svg) => svg.QuerySelectorAll("*").All(line => line.LocalName is "path" or "circle" or "rect" or "line" or "polyline" or "ellipse" or "g" && line.Attributes.All(a => !Addresses.Contains(a.Name)));

    /// <summary>What is on a page that is not the site's own.</summary>
    public IEnumerable<string> Page(string html)
    {
        foreach (var node in Parse(html).Descendants())
            switch (node)
            {
                case IComment comment when Attack.In(comment.Data).Any(): yield return "comment " + comment.Data; break;
                case IProcessingInstruction: yield return node.NodeName; break;
                case IElement element:
                    foreach (var finding in Element(element))
                        yield return finding;
                    break;
            }
    }

    IEnumerable<string> Element(IElement element)
    {
        if (Never.Contains(element.LocalName) || !elements.Contains(element.LocalName))
            yield return $"<{element.LocalName}> {Short(element)}";
        if (Counted.Contains(element.LocalName) && !heads.Contains(Head(element)))
            yield return $"<{element.LocalName}> is not ours: {Short(element)}";
        foreach (var attribute in element.Attributes)
            if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name != "once" || attribute.Name is "style" or "srcdoc" || !attribute.Name.StartsWith("data-", StringComparison.Ordinal) && (!attributes.Contains(attribute.Name) || !Spoken.Contains(attribute.Name) && Attack.In(attribute.Value).Any()))
                yield return $"{element.LocalName} {attribute.Name}= {Short(element)}";
            else if (Addresses.Contains(attribute.Name) && !IsHarmless(element.LocalName, attribute.Name, attribute.Value))
                yield return $"{element.LocalName} {attribute.Name}={attribute.Value}";
    }

    static string Short(IElement element) => element.OuterHtml is { Length: > 160 } html ? html[..160] : element.OuterHtml;

    /// <summary>Whether an address leads to what it may lead to: a way within the site; from content, a link elsewhere by a name that everybody knows.</summary>
    public static bool IsHarmless(string element, string attribute, string value)
    {
        if (attribute == "srcset")
            return value.Split(',').All(one => IsHarmless(element, "src", one.Trim()));
        var address = Skipped().Replace(value, "").Replace('\\', '/').ToLowerInvariant();
        if (address.StartsWith("//", StringComparison.Ordinal))
            return false;
        return Scheme().Match(address) is not { Success: true } scheme || attribute == "href" && element is "a" or "link" && scheme.Value is "http:" or "https:" or "mailto:" or "tel:";
    }

    // What browsers leave out or skip before a scheme
    [GeneratedRegex(@"[\p{C}\s]")]
    private static partial Regex Skipped();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
