using KmCommons.Thai;
using Markdig.Syntax;

namespace KmCommons.Foundation.Markdown;

/// <summary>Comments and other short words: paragraphs, lines as typed, emphasis, code, links. No headings, lists, tables or photos;
/// their signs stay as typed.</summary>
public static class InlineProse
{
    /// <summary>The longest comment, in bytes of UTF-8: 32 KB, some 10,000 Thai characters.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>Renders a comment, through the same bounds and the same two walls as <see cref="Prose"/>. Photos of the result is empty.</summary>
    /// <exception cref="Refused">413 or 422, with a Thai sentence: <see cref="ProseRefused"/>.</exception>
    public static RenderedProse Render(string text, ProseOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (Prose.IsLongerThan(text, MaxBytes)) throw ProseRefused.CommentTooLong(options.Field);
        var work = new ParseWork(options.Field);
        var document = Grammar.Parse(ThaiText.Normalise(text), Grammar.Comments, work, options.Field);
        new SyntaxWall(options, work, photos: false).Guard(document);
        var writer = new ProseWriter(options, new Dictionary<HeadingBlock, string>(), breakLines: true, rawHtml: false);
        return Prose.Finish(writer.Write(document), [], Walls.Both);
    }
}
