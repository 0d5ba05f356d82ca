using System.Text;
using AngleSharp.Dom;

namespace KmCommons.Foundation.Markdown;

/// <summary>Gathers what a reader reads: each block a line, the cells of a row in one line, white space single outside code. Signs and
/// sentences of the renderer's own (task boxes, "no such photo") are not the writer's words and stay out.</summary>
internal sealed class PlainWords
{
    readonly StringBuilder _all = new();
    readonly StringBuilder _running = new();
    int _hidden;
    int _verbatim;
    int _aside;

    /// <summary>All words.</summary>
    public override string ToString() => _all.ToString().TrimEnd();

    /// <summary>The running text only: no headings, tables, code or captions.</summary>
    internal string Running => _running.ToString().Trim();

    internal void Add(string text)
    {
        if (_hidden > 0) return;
        Append(_all, text);
        if (_aside == 0) Append(_running, text);
    }

    internal void Open(IElement element)
    {
        if (IsOurs(element)) _hidden++;
        if (element.LocalName == "pre") _verbatim++;
        if (IsAside(element)) _aside++;
        if (IsBlock(element)) Break();
        else if (element.LocalName is "td" or "th" && _all.Length > 0 && _all[^1] != '\n') Append(_all, " ");
        if (element.LocalName == "img" && element.GetAttribute("alt") is { } alt and not ProsePhoto.Wordless && !HasCaption(element)) Add(alt);
    }

    internal void Close(IElement element)
    {
        if (IsBlock(element)) Break();
        if (IsOurs(element)) _hidden--;
        if (element.LocalName == "pre") _verbatim--;
        if (IsAside(element)) _aside--;
    }

    void Append(StringBuilder to, string text)
    {
        if (_verbatim > 0)
        {
            to.Append(text);
            return;
        }
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) to.Append(c);
            else if (to.Length > 0 && to[^1] is not (' ' or '\n')) to.Append(' ');
    }

    void Break()
    {
        if (_all.Length > 0 && _all[^1] == ' ') _all.Length--;
        if (_all.Length > 0 && _all[^1] != '\n') _all.Append('\n');
        if (_aside == 0) Append(_running, " ");
    }

    static bool HasCaption(IElement image) => image.Closest("figure") is { } figure && figure.QuerySelector("figcaption") is not null;

    static bool IsOurs(IElement element) => element.ClassName is "task" or "photo-missing";

    static bool IsAside(IElement element) => element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "table" or "pre" or "figure" or "img";

    static bool IsBlock(IElement element) => element.LocalName is "p" or "br" or "hr" or "li" or "ul" or "ol" or "blockquote" or "pre" or "div" or "tr"
        or "table" or "figure" or "figcaption" || element.LocalName is ['h', >= '1' and <= '6'];
}
