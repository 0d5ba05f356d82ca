using System.Globalization;
using System.Text;
using KmCommons.Thai;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Writes a syntax tree as HTML. It knows the nodes it writes; a node it does not know leaves nothing.</summary>
/// <param name="options">Photos and own hosts.</param>
/// <param name="ids">The ids of the headings.</param>
/// <param name="breakLines">True where each line of the source is a line of the page (comments).</param>
/// <param name="rawHtml">True in tests of the second wall only.</param>
internal sealed partial class ProseWriter(ProseOptions options, IReadOnlyDictionary<HeadingBlock, string> ids, bool breakLines, bool rawHtml)
{
    /// <summary>Above it a heading is no headline, and its phrases are not worth their markup.</summary>
    const int LongestHeadline = 300;

    readonly StringBuilder _html = new();

    /// <summary>The photos written so far by their names, in order.</summary>
    internal OrderedDictionary<string, ProsePhoto> Photos { get; } = new(StringComparer.Ordinal);

    internal string Write(MarkdownDocument document)
    {
        Blocks(document, tight: false);
        return _html.ToString();
    }

    void Blocks(ContainerBlock container, bool tight)
    {
        foreach (var block in container) Write(block, tight);
    }

    void Write(Block block, bool tight)
    {
        switch (block)
        {
            case HeadingBlock heading: Heading(heading); break;
            case ParagraphBlock { Inline: { } words }: Paragraph(words, tight); break;
            case QuoteBlock quote: Wrap("blockquote", quote); break;
            case ListBlock list: List(list); break;
            case Table table: WriteTable(table); break;
            case FencedCodeBlock code: Code(code); break;
            case ThematicBreakBlock: _html.Append("<hr>\n"); break;
            case HtmlBlock html when rawHtml: _html.Append(html.Lines.ToString()).Append('\n'); break;
        }
    }

    void Wrap(string element, ContainerBlock container)
    {
        _html.Append('<').Append(element).Append(">\n");
        Blocks(container, tight: false);
        _html.Append("</").Append(element).Append(">\n");
    }

    void Heading(HeadingBlock heading)
    {
        // The title of the page is its h1, and whatever the writer's highest heading is follows it
        var level = Math.Min(heading.Level + 2 - ids.Keys.Min(h => h.Level), 6);
        _html.Append(CultureInfo.InvariantCulture, $"<h{level}").AppendAttribute("id", ids[heading]).Append('>');
        var words = PhotoInline.TextOf(heading.Inline!);
        if (words.Length <= LongestHeadline && heading.Inline!.All(inline => inline is LiteralInline)) Phrases(words);
        else Inlines(heading.Inline!);
        _html.Append(CultureInfo.InvariantCulture, $"</h{level}>\n");
    }

    void Phrases(string words)
    {
        var phrases = PhrasesTagHelper.Of(words);
        for (var i = 0; i < phrases.Count; i++)
            if (phrases.Count == 1) _html.AppendText(phrases[i]);
            else _html.Append(i > 0 ? " " : "").Append("<span class=\"ph\">").AppendText(phrases[i]).Append("</span>");
    }

    void List(ListBlock list)
    {
        var element = list.IsOrdered ? "ol" : "ul";
        _html.Append('<').Append(element);
        if (list.IsOrdered && list.OrderedStart is { } start && start.TrimStart('0') is not ("1" or "")) _html.AppendAttribute("start", start.TrimStart('0'));
        _html.Append(">\n");
        foreach (var item in list.OfType<ListItemBlock>())
        {
            _html.Append("<li>");
            Blocks(item, tight: !list.IsLoose);
            _html.Append("</li>\n");
        }
        _html.Append("</").Append(element).Append(">\n");
    }

    void Code(FencedCodeBlock code)
    {
        _html.Append("<pre><code>");
        // A new line at the very beginning of pre would be lost
        for (var i = 0; i < code.Lines.Count; i++) _html.AppendText(code.Lines.Lines[i].Slice.AsSpan()).Append('\n');
        _html.Append("</code></pre>\n");
    }

    void WriteTable(Table table)
    {
        var head = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader);
        var about = head is null ? "" : string.Join(' ', head.Descendants<ParagraphBlock>().Select(cell => PhotoInline.TextOf(cell.Inline!)));
        _html.Append("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"")
            .AppendAttribute("aria-label", ("ตาราง " + ThaiText.Cut(about, 60)).TrimEnd()).Append(">\n<table>\n");
        var body = false;
        foreach (var row in table.OfType<TableRow>())
        {
            if (!row.IsHeader && !body && (body = true)) _html.Append("<tbody>\n");
            _html.Append(row.IsHeader ? "<thead>\n<tr>" : "<tr>");
            foreach (var cell in row.OfType<TableCell>()) Cell(table, cell, row.IsHeader);
            _html.Append(row.IsHeader ? "</tr>\n</thead>\n" : "</tr>\n");
        }
        _html.Append(body ? "</tbody>\n" : "").Append("</table>\n</div>\n");
    }

    void Cell(Table table, TableCell cell, bool isHeader)
    {
        var side = cell.ColumnIndex >= 0 && cell.ColumnIndex < table.ColumnDefinitions.Count ? table.ColumnDefinitions[cell.ColumnIndex].Alignment : null;
        _html.Append(isHeader ? "<th scope=\"col\"" : "<td")
            .Append(side switch { TableColumnAlign.Right => " align=\"right\"", TableColumnAlign.Center => " align=\"center\"", _ => "" }).Append('>');
        Blocks(cell, tight: true);
        _html.Append(isHeader ? "</th>" : "</td>");
    }
}
