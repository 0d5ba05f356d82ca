using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KmCommons.Transfer;

/// <summary>HTML of another site as Markdown of ours: what people wrote, without its clothes. A link or picture that leads nowhere any more says so in its place.</summary>
public sealed partial class HtmlMarkdown
{
    /// <summary>What stands behind a link that leads nowhere any more, and in the place of a picture that was not saved.</summary>
    public const string LostLink = "(ลิงก์เดิมหาย)", LostPhoto = "(ภาพเดิมหาย)";
    const int Deepest = 100;

    readonly Func<string, string?> address;
    readonly Func<string, string?> photo;
    readonly StringBuilder text = new();

    HtmlMarkdown(Func<string, string?> address, Func<string, string?> photo) => (this.address, this.photo) = (address, photo);

    /// <summary>Converts it.</summary>
    /// <param name="html">A page or a part of one.</param>
    /// <param name="address">Where a link leads here; null when it leads nowhere.</param>
    /// <param name="photo">The name of the photo that a picture's address means; null when it was not saved.</param>
    public static (string Title, string Markdown) Of(string html, Func<string, string?> address, Func<string, string?> photo)
    {
        using var page = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        foreach (var clothes in page.QuerySelectorAll("script, style, nav, header nav, footer, form, iframe, object, noscript, template, svg, math, head > *:not(title)").ToList())
            clothes.Remove();
        var made = new HtmlMarkdown(address, photo);
        made.Children(page.QuerySelector("article, main, #content, .post-content") is { } main && main.TextContent.Trim().Length > 0 && page.QuerySelectorAll("article").Length < 2 ? main : page.Body!, 0);
        return ((page.QuerySelector("h1")?.TextContent ?? page.Title ?? "").Trim(), Blank().Replace(made.text.ToString(), "\n\n").Trim());
    }

    void Children(INode node, int depth)
    {
        if (depth > Deepest)
        {
            text.Append(Plain(node.TextContent));
            return;
        }
        foreach (var child in node.ChildNodes)
            if (child is IText said)
                text.Append(Plain(said.Data));
            else if (child is IElement element)
                Element(element, depth + 1);
    }

    void Element(IElement element, int depth)
    {
        switch (element.LocalName)
        {
            case "br": text.Append("  \n"); break;
            case "hr": text.Append("\n\n---\n\n"); break;
            case "b" or "strong": Around("**", element, depth); break;
            case "i" or "em": Around("*", element, depth); break;
            case "a": Link(element, depth); break;
            case "img": Picture(element); break;
            case "h1" or "h2": Block("## ", element, depth); break;
            case "h3" or "h4" or "h5" or "h6": Block("### ", element, depth); break;
            case "li": Item(element, depth); break;
            case "pre": text.Append("\n\n```\n").Append(element.TextContent.Trim('\n').Replace("```", "'''", StringComparison.Ordinal)).Append("\n```\n\n"); break;
            case "blockquote": text.Append("\n\n").Append(string.Join('\n', Inside(element, depth).Split('\n').Select(l => "> " + l))).Append("\n\n"); break;
            case "td" or "th": text.Append(Inside(element, depth).ReplaceLineEndings(" ")).Append(" | "); break;
            case "p" or "div" or "section" or "article" or "ul" or "ol" or "tr" or "table" or "dl" or "dt" or "dd" or "figure" or "figcaption" or "address" or "main" or "header": Block("", element, depth); break;
            default: Children(element, depth); break;
        }
    }

    void Block(string before, IElement element, int depth)
    {
        if (Inside(element, depth) is { Length: > 0 } inside)
            text.Append("\n\n").Append(before).Append(before.Length > 0 ? inside.ReplaceLineEndings(" ") : inside).Append("\n\n");
    }

    void Item(IElement element, int depth)
    {
        var sign = element.ParentElement is { LocalName: "ol" } list ? $"{(list.Children.Index(element) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}. " : "- ";
        text.Append('\n').Append(sign).Append(Blank().Replace(Inside(element, depth), "\n").Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
    }

    void Around(string sign, IElement element, int depth)
    {
        var inside = Inside(element, depth);
        text.Append(inside.Length == 0 || inside.Contains('\n', StringComparison.Ordinal) ? inside : $"{sign}{inside}{sign}");
    }

    void Link(IElement element, int depth)
    {
        var inside = Inside(element, depth);
        if (inside.Contains("![", StringComparison.Ordinal) || element.GetAttribute("name") is not null && element.GetAttribute("href") is null)
            text.Append(inside);
        else if (address(element.GetAttribute("href") ?? "") is { } to)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"[{(inside.Length > 0 ? inside.ReplaceLineEndings(" ") : to)}](<{to.Replace(">", "%3E", StringComparison.Ordinal)}>)");
        else if (inside.Length > 0)
            text.Append(inside).Append(' ').Append(LostLink);
    }

    void Picture(IElement element)
    {
        var words = Plain(element.GetAttribute("alt") ?? element.GetAttribute("title") ?? "").Trim();
        text.Append(photo(element.GetAttribute("src") ?? "") is { } name ? $"\n\n![{words}](<photo:{name}>)\n\n" : $" {words} {LostPhoto} ");
    }

    string Inside(IElement element, int depth)
    {
        var from = text.Length;
        Children(element, depth);
        var inside = text.ToString(from, text.Length - from);
        text.Length = from;
        return inside.Trim();
    }

    // What Markdown would read as a sign is said to be none
    static string Plain(string said) => Sign().Replace(Space().Replace(said, " "), "\\$0");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\n[ \t]*(?:\n[ \t]*)+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[\\`*\[\]<>_]|(?<=^\s?)(?:#|[-+](?=\s))")]
    private static partial Regex Sign();
}
