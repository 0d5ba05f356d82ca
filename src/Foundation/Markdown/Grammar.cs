using System.Runtime.CompilerServices;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

[assembly: InternalsVisibleTo("KmCommons.Tests")]
[assembly: InternalsVisibleTo("KmCommons.BrowserTests")]

namespace KmCommons.Foundation.Markdown;

/// <summary>What is markup here: CommonMark without raw HTML, without indented code (Thai paragraphs begin with an indent) and with tables,
/// strikethrough, task signs and bare web addresses. The parsers are listed one by one, so nothing comes in with a new Markdig.
/// A new form of words is one more inline parser here and, unless it is a link as <see cref="NumberLinks"/> is, one more inline in <see cref="SyntaxWall"/> and
/// <see cref="ProseWriter"/>; and the same in the editor (<c>themes/Village/ts/rich/read.ts</c>, <c>write.ts</c>).</summary>
internal static class Grammar
{
    /// <summary>For notes and everything of that length.</summary>
    internal static MarkdownPipeline Notes { get; } = Build(rawHtml: false);

    /// <summary>For comments: paragraphs only.</summary>
    internal static MarkdownPipeline Comments { get; } = BuildComments();

    /// <summary>As <see cref="Notes"/> with raw HTML, so that a test can see the second wall alone.</summary>
    internal static MarkdownPipeline NotesWithRawHtml { get; } = Build(rawHtml: true);

    /// <summary>The syntax tree of a text.</summary>
    /// <exception cref="Refused">422: reading it would take too many steps.</exception>
    internal static MarkdownDocument Parse(string text, MarkdownPipeline pipeline, ParseWork work, string field)
    {
        work.SpendOn(text);
        try
        {
            return Markdig.Markdown.Parse(text, pipeline, ParseWork.Context(work));
        }
        catch (ArgumentException)
        {
            // Markdig's own bound on nesting
            throw ProseRefused.TooTangled(field);
        }
    }

    static MarkdownPipeline Build(bool rawHtml)
    {
        var builder = Empty(rawHtml);
        BlockParser[] blocks =
        [
            new ThematicBreakParser(), new HeadingBlockParser(), new ShallowQuotes(), new ShallowLists(), new FencedCodeBlockParser(),
            new ParagraphBlockParser(),
        ];
        foreach (var parser in blocks) builder.BlockParsers.Add(parser);
        if (rawHtml) builder.BlockParsers.Insert(0, new HtmlBlockParser());
        builder.InlineParsers.Insert(1, new TaskSigns());
        builder.Use(new PipeTableExtension(new PipeTableOptions { UseGfmRules = true }));
        return builder.Build();
    }

    static MarkdownPipeline BuildComments()
    {
        var builder = Empty(rawHtml: false);
        builder.BlockParsers.Add(new ParagraphBlockParser { ParseSetextHeadings = false });
        return builder.Build();
    }

    static MarkdownPipelineBuilder Empty(bool rawHtml)
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        builder.InlineParsers.Clear();
        InlineParser[] inlines =
        [
            new ParseWork.Toll(), new HtmlEntityParser(), new NumberLinks(), new Mentions(), new ParseWork.CountedLinks(), new EscapeInlineParser(), new ThaiEmphasis(),
            new ParseWork.CountedCode(), new AutolinkInlineParser(new AutolinkOptions { EnableHtmlParsing = rawHtml }), new GluedLinks(),
            new LineBreakInlineParser(),
        ];
        foreach (var parser in inlines) builder.InlineParsers.Add(parser);
        return builder;
    }
}
