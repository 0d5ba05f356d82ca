using System.Text;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>A photo in the syntax tree, already looked up.</summary>
internal sealed class PhotoInline : LeafInline
{
    /// <summary>The photo, or null when there is none of that name.</summary>
    public required ProsePhoto? Photo { get; init; }

    /// <summary>The name the text gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The words below it; empty when there are none.</summary>
    public required string Caption { get; init; }

    /// <summary>The name in <c>photo:NAME</c>, or null when the address is not of that form.</summary>
    internal static string? NameIn(string? url) =>
        url is not null && url.StartsWith("photo:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(url[6..]).Trim() : null;

    /// <summary>The text of an inline and all within it, without markup.</summary>
    internal static string TextOf(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container.FindDescendants<Inline>())
            _ = inline switch
            {
                LiteralInline literal => text.Append(literal.Content.AsSpan()),
                CodeInline code => text.Append(code.Content),
                HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                LineBreakInline => text.Append(' '),
                DelimiterInline delimiter => text.Append(delimiter.ToLiteral()),
                _ => text,
            };
        return text.ToString().Trim();
    }
}
