using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

internal sealed partial class ProseWriter
{
    void Inlines(ContainerInline container)
    {
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling) Write(inline);
    }

    void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal: _html.AppendWords(literal.Content.AsSpan()); break;
            case HtmlEntityInline entity: _html.AppendText(entity.Transcoded.AsSpan()); break;
            case CodeInline code: _html.Append("<code>").AppendText(code.Content).Append("</code>"); break;
            case LineBreakInline line: _html.Append(line.IsHard || breakLines ? "<br>\n" : "\n"); break;
            case EmphasisInline emphasis: Emphasis(emphasis); break;
            case LinkInline { IsImage: true } image when rawHtml: _html.Append("<img").AppendAttribute("src", image.Url ?? "").Append('>'); break;
            case LinkInline link: Link(link); break;
            case PhotoInline photo: Photo(photo, caption: false); break;
            case TaskSign task: Task(task); break;
            case HtmlInline html when rawHtml: _html.Append(html.Tag); break;
            case AutolinkInline auto when rawHtml: _html.Append("<a").AppendAttribute("href", auto.Url).Append('>').AppendText(auto.Url).Append("</a>"); break;
            case DelimiterInline delimiter when rawHtml: _html.AppendText(delimiter.ToLiteral()); Inlines(delimiter); break;
        }
    }

    void Emphasis(EmphasisInline emphasis)
    {
        var element = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
        _html.Append('<').Append(element).Append('>');
        Inlines(emphasis);
        _html.Append("</").Append(element).Append('>');
    }

    void Link(LinkInline link)
    {
        var url = link.Url ?? "";
        _html.Append("<a").AppendAttribute("href", url);
        if (IsOutside(url)) _html.Append(" rel=\"nofollow ugc noopener\"");
        _html.Append('>');
        Inlines(link);
        _html.Append("</a>");
    }

    bool IsOutside(string url) =>
        url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && !(Uri.TryCreate(url, UriKind.Absolute, out var at) && options.OwnHosts.Contains(at.IdnHost, StringComparer.OrdinalIgnoreCase));

    void Task(TaskSign task) =>
        _html.Append("<span class=\"task\" role=\"img\" aria-label=\"").Append(task.Done ? "ทำแล้ว" : "ยังไม่ได้ทำ").Append("\">").Append(task.Done ? '☑' : '☐').Append("</span> ");

    /// <summary>A paragraph; its photos stand between its parts as figures, since a figure may not stand in a paragraph.</summary>
    void Paragraph(ContainerInline words, bool tight)
    {
        for (var inline = words.FirstChild; inline is not null;)
        {
            if (IsGap(inline)) { inline = inline.NextSibling; continue; }
            if (inline is PhotoInline) { inline = Figures(inline); continue; }
            _html.Append(tight ? "" : "<p>");
            for (; inline is not null and not PhotoInline; inline = inline.NextSibling)
                if (!(IsGap(inline) && inline.NextSibling is null or PhotoInline)) Write(inline);
            _html.Append(tight ? "" : "</p>\n");
        }
    }

    static bool IsGap(Inline inline) => inline is LineBreakInline || (inline is LiteralInline literal && literal.Content.AsSpan().IsWhiteSpace());

    /// <summary>Writes the photos that stand together and returns what comes after them.</summary>
    Inline? Figures(Inline first)
    {
        var together = new List<PhotoInline>();
        var inline = first;
        for (; inline is not null && (inline is PhotoInline || IsGap(inline)); inline = inline.NextSibling)
            if (inline is PhotoInline photo) together.Add(photo);
        if (together.Count > 1) _html.Append("<div class=\"figures").Append(together.Count == 2 ? " figures--pair" : "").Append("\">\n");
        foreach (var photo in together) Photo(photo, caption: true);
        if (together.Count > 1) _html.Append("</div>\n");
        return inline;
    }

    void Photo(PhotoInline inline, bool caption)
    {
        if (inline.Photo is not { } photo)
        {
            _html.Append(caption ? "<p class=\"photo-missing\">" : "<span class=\"photo-missing\">").Append("ยังไม่มีภาพนี้");
            if (inline.Caption.Length > 0) _html.Append(": ").AppendText(inline.Caption);
            _html.Append(caption ? "</p>\n" : "</span>");
            return;
        }
        Photos.TryAdd(inline.Name, photo);
        var words = inline.Caption.Length > 0 ? inline.Caption : photo.Caption ?? "";
        var shown = photo with { Alt = photo.Alt.Length > 0 ? photo.Alt : words, Caption = words };
        _html.Append(caption ? shown.Figure() + "\n" : shown.Picture());
    }
}
