using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>The first wall: only known nodes stay in the syntax tree, links only lead to a <see cref="Destination"/>, images are photos of this site
/// or plain links. What is not allowed becomes its own text. The second wall, <see cref="HtmlWall"/>, does not trust this one.</summary>
internal sealed class SyntaxWall(ProseOptions options, ParseWork work, bool photos)
{
    /// <summary>Emphasis within emphasis within links: no person writes so, and the writer is recursive.</summary>
    const int MaxDepth = 60;

    /// <summary>Steps; 13 characters of text become 200 of HTML and a look-up by the caller.</summary>
    const long PerImage = 1000;

    readonly Dictionary<string, ProsePhoto?> _found = new(StringComparer.Ordinal);

    internal void Guard(MarkdownDocument document)
    {
        var open = new Stack<ContainerBlock>([document]);
        while (open.TryPop(out var container))
            for (var i = container.Count - 1; i >= 0; i--)
            {
                var block = container[i];
                if (block is ContainerBlock inner and (QuoteBlock or ListBlock or ListItemBlock or Table or TableRow or TableCell)) open.Push(inner);
                else if (block is ParagraphBlock or HeadingBlock) Guard(((LeafBlock)block).Inline!);
                else if (block is not (FencedCodeBlock or ThematicBreakBlock)) Replace(container, i, block);
            }
    }

    static void Replace(ContainerBlock container, int index, Block block)
    {
        container.RemoveAt(index);
        if (block is not LeafBlock { Lines.Count: > 0 } leaf) return;
        var text = new ContainerInline();
        text.AppendChild(new LiteralInline(leaf.Lines.ToString()));
        container.Insert(index, new ParagraphBlock { Inline = text });
    }

    void Guard(ContainerInline root)
    {
        var open = new Stack<(ContainerInline Container, int Depth, bool InLink)>([(root, 0, false)]);
        while (open.TryPop(out var place))
        {
            if (place.Depth > MaxDepth) throw ProseRefused.TooTangled(options.Field);
            for (var inline = place.Container.FirstChild; inline is not null;)
            {
                inline = Allowed(inline, place.InLink);
                if (inline is EmphasisInline or LinkInline) open.Push(((ContainerInline)inline, place.Depth + 1, place.InLink || inline is LinkInline));
                inline = inline.NextSibling;
            }
        }
    }

    /// <summary>The inline itself, or what stands in its place now.</summary>
    Inline Allowed(Inline inline, bool inLink) => inline switch
    {
        LiteralInline or CodeInline or LineBreakInline or HtmlEntityInline or TaskSign or EmphasisInline => inline,
        LinkInline { IsImage: true } image => Image(image, inLink),
        LinkInline link => !inLink && Destination.Allowed(link.Url) is { } url ? Lead(link, url) : Unwrap(link, ""),
        DelimiterInline delimiter => Unwrap(delimiter, delimiter.ToLiteral()),
        AutolinkInline auto => Auto(auto, inLink),
        HtmlInline html => inline.ReplaceBy(new LiteralInline(html.Tag)),
        _ => inline.ReplaceBy(new LiteralInline(""), copyChildren: false),
    };

    static LinkInline Lead(LinkInline link, string url)
    {
        (link.Url, link.Title, link.GetDynamicUrl) = (url, null, null);
        return link;
    }

    static Inline Auto(AutolinkInline auto, bool inLink)
    {
        if (inLink || auto.IsEmail || Destination.Allowed(auto.Url) is not { } url) return auto.ReplaceBy(new LiteralInline(auto.Url));
        var link = new LinkInline { Url = url, IsAutoLink = true };
        link.AppendChild(new LiteralInline(auto.Url));
        return auto.ReplaceBy(link);
    }

    Inline Image(LinkInline image, bool inLink)
    {
        work.Spend(PerImage);
        var caption = PhotoInline.TextOf(image);
        if (PhotoInline.NameIn(image.Url) is { } name)
            return image.ReplaceBy(photos ? new PhotoInline { Name = name, Photo = Find(name), Caption = caption } : new LiteralInline(caption), copyChildren: false);
        var url = inLink ? null : Destination.Allowed(image.Url);
        var text = new LiteralInline(caption.Length > 0 ? caption : url ?? "");
        if (url is null) return image.ReplaceBy(text, copyChildren: false);
        var link = new LinkInline { Url = url };
        link.AppendChild(text);
        return image.ReplaceBy(link, copyChildren: false);
    }

    ProsePhoto? Find(string name) => _found.TryGetValue(name, out var photo) ? photo : _found[name] = options.Photo(name);

    /// <summary>Takes a container away and leaves what is in it, after a sign of its own. The children stand next in line and are met next.</summary>
    static LiteralInline Unwrap(ContainerInline container, string sign)
    {
        var literal = new LiteralInline(sign);
        container.ReplaceBy(literal, copyChildren: false);
        container.MoveChildrenAfter(literal);
        return literal;
    }
}
