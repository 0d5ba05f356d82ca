using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KmCommons.Foundation.Markdown;

/// <summary>The second wall: reads HTML as a browser would and builds it anew from the <see cref="AllowedHtml"/> alone, so that nothing of the
/// input's own spelling is left. It trusts neither the syntax tree nor the writer. Words and links are read off on the way.</summary>
internal sealed class HtmlWall
{
    const string Namespace = "http://www.w3.org/1999/xhtml";

    /// <summary>Deeper elements are left out, with what is in them: the walk is recursive. The first wall never comes near.</summary>
    const int MaxDepth = 200;

    readonly StringBuilder _html = new();
    readonly OrderedDictionary<string, bool> _links = new(StringComparer.Ordinal);

    /// <summary>The words met on the way.</summary>
    internal PlainWords Words { get; } = new();

    /// <summary>The HTML built so far.</summary>
    internal string Html => _html.ToString();

    /// <summary>Where its links lead, in order, each once.</summary>
    internal IReadOnlyList<string> Links => [.. _links.Keys];

    /// <summary>What is left of a piece of HTML that is to stand in a body.</summary>
    internal static HtmlWall Rebuild(string html)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false });
        using var document = parser.ParseDocument("<!doctype html><body></body>");
        var wall = new HtmlWall();
        foreach (var node in parser.ParseFragment(html, document.Body!)) wall.Walk(node, 0);
        return wall;
    }

    void Walk(INode node, int depth)
    {
        if (node is IText text)
        {
            _html.AppendText(text.Data);
            Words.Add(text.Data);
        }
        else if (node is IElement element && depth < MaxDepth) Walk(element, depth);
    }

    void Walk(IElement element, int depth)
    {
        var name = element.LocalName;
        if (element.NamespaceUri != Namespace || AllowedHtml.Swallows(name)) return;
        var known = AllowedHtml.Knows(name) && Stands(element);
        if (known) Open(element, name);
        Words.Open(element);
        foreach (var child in element.ChildNodes) Walk(child, depth + 1);
        Words.Close(element);
        if (known && name is not ("br" or "hr" or "img" or "source")) _html.Append("</").Append(name).Append('>');
    }

    // A picture is nothing without the one that every browser can show, and its other forms are nothing without it
    static bool Stands(IElement element) => element.LocalName switch
    {
        "img" => AllowedHtml.Accepts("img", "src", element.GetAttribute("src") ?? ""),
        "picture" => element.Children.Any(child => child.LocalName == "img" && Stands(child)),
        "source" => element.ParentElement is { LocalName: "picture" } picture && Stands(picture) && AllowedHtml.Accepts("source", "srcset", element.GetAttribute("srcset") ?? ""),
        _ => true,
    };

    void Open(IElement element, string name)
    {
        _html.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.NamespaceUri is not null || !AllowedHtml.Accepts(name, attribute.LocalName, attribute.Value)) continue;
            _html.AppendAttribute(attribute.LocalName, attribute.Value);
            if (attribute.LocalName == "href") _links.TryAdd(attribute.Value, true);
        }
        _html.Append('>');
    }
}
