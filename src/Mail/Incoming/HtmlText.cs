using System.Net;
using System.Text;

namespace KmCommons.Mail;

/// <summary>HTML as plain text, for letters that have nothing else: no tags, a line for each block, and «&gt; » before what was quoted. Not for showing as HTML again.</summary>
internal static class HtmlText
{
    private static readonly string[] Blocks = ["div", "li", "tr", "ul", "ol", "table", "pre", "section", .. Paragraphs];
    private static string[] Paragraphs => ["p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"];

    private static readonly string[] Unread = ["script", "style", "head", "title", "template"];

    /// <summary>The text. Each sign is looked at once, so that a letter of ten million brackets takes no longer than another.</summary>
    public static string Of(string html)
    {
        var (lines, line, depth) = (new List<string>(), new StringBuilder(), 0);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            line.Append(html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            if (open < 0) break;
            var (name, close, end) = Tag(html, open);
            if (end < 0) break;
            if (name.Length == 0 && end == open + 1) line.Append('<');
            if (Blocks.Contains(name))
            {
                Break(Paragraphs.Contains(name));
                if (name == "blockquote") depth = Math.Clamp(depth + (close ? -1 : 1), 0, 20);
            }
            at = end;
        }
        Break(false);
        return string.Join('\n', lines);

        void Break(bool isParagraph)
        {
            // Tabs and line ends of the source mean nothing; &nbsp; is told apart only afterwards
            var text = WebUtility.HtmlDecode(string.Join(' ', line.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))).Replace('\u00a0', ' ').Trim();
            line.Clear();
            if (text == "--") text = "-- ";
            if (text.Length > 0) lines.Add(string.Concat(Enumerable.Repeat("> ", depth)) + text);
            else if (isParagraph && lines.Count > 0 && lines[^1].Length > 0) lines.Add("");
        }
    }

    // The tag that begins here, and where reading goes on: after the tag, after the comment, or after all that is not meant to be read. -1: there is no end
    private static (string Name, bool IsClose, int End) Tag(string html, int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0) return ("", false, After("-->", open + 4));
        var close = open + 1 < html.Length && html[open + 1] == '/';
        var start = open + (close ? 2 : 1);
        var length = html.AsSpan(start).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456") is var found && found < 0 ? html.Length - start : found;
        if (length > 20) length = 20;
        var name = html.Substring(start, length).ToLowerInvariant();
        if (name.Length == 0 && !close && (start == html.Length || html[start] is not ('!' or '?'))) return ("", false, start);
        if (close || !Unread.Contains(name)) return (name, close, After(">", open + 1));
        return After("</" + name, start) is >= 0 and var unread ? ("", true, After(">", unread)) : ("", true, -1);

        int After(string sign, int from) => from <= html.Length && html.IndexOf(sign, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var place ? place + sign.Length : -1;
    }
}
