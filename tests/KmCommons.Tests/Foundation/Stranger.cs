using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KmCommons.Tests.Foundation;

/// <summary>Somebody who trusts neither wall: reads HTML and names everything in it that prose may not hold. Its list is its own.</summary>
internal static partial class Stranger
{
    static readonly string[] Elements =
        "p br hr em strong del code pre blockquote ul ol li h2 h3 h4 h5 h6 a div span table thead tbody tr th td figure figcaption picture source img".Split(' ');

    static readonly string[] Attributes =
        "href rel id class src type srcset sizes width height alt loading decoding start scope align tabindex role aria-label".Split(' ');

    internal static List<string> Finds(string html)
    {
        var found = new List<string>();
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument("<!doctype html><html><head></head><body>" + html + "</body></html>");
        foreach (var node in document.Head!.ChildNodes.Concat(document.Body!.Attributes.Length > 0 ? [document.Body] : []).Concat(document.Body.GetDescendants()))
            switch (node)
            {
                case IText: break;
                case IElement element: Look(element, found); break;
                default: found.Add(node.NodeName); break;
            }
        return found;
    }

    static void Look(IElement element, List<string> found)
    {
        if (element.NamespaceUri != "http://www.w3.org/1999/xhtml" || !Elements.Contains(element.LocalName)) found.Add("<" + element.LocalName + ">");
        if (element.LocalName == "source" && element.ParentElement?.LocalName != "picture") found.Add("source alone");
        foreach (var attribute in element.Attributes)
        {
            var value = Hidden().Replace(attribute.Value, "").ToLowerInvariant();
            var fine = Attributes.Contains(attribute.Name) && attribute.Name switch
            {
                "href" => Inside(value) || Outside().IsMatch(value),
                "src" => Inside(value) && value[0] == '/',
                "srcset" => attribute.Value.Split(',').All(one => Inside(one.Trim()) && one.Trim()[0] == '/'),
                "id" => value.StartsWith("h-", StringComparison.Ordinal),
                "class" => value is "table-scroll" or "figures" or "figures figures--pair" or "photo-missing" or "task" or "ph",
                "role" => value is "region" or "img",
                "type" => element.LocalName == "source" && value == "image/webp",
                "tabindex" => value == "0",
                _ => true,
            };
            if (!fine) found.Add(element.LocalName + " " + attribute.Name + "=" + attribute.Value);
        }
    }

    static bool Inside(string url) => url.StartsWith('#') || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal));

    // What browsers leave out or skip before a scheme
    [GeneratedRegex("[\\p{C}\\s]")]
    private static partial Regex Hidden();

    [GeneratedRegex("^(https?://[^/\\\\]|mailto:|tel:)")]
    private static partial Regex Outside();
}
