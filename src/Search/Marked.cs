using System.Text.Encodings.Web;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Html;

namespace KmCommons.Search;

/// <summary>A text with its hits in <c>&lt;mark&gt;</c>. Everything is encoded here, and no space comes between a hit and what stands beside it.</summary>
/// <param name="Text">The text; of a headline with single spaces.</param>
/// <param name="Hits">Where it answers, in order, not touching.</param>
/// <param name="Headline">Whether it breaks at the spaces of Thai first, as headlines do (<see cref="PhrasesTagHelper"/>).</param>
public sealed record Marked(string Text, IReadOnlyList<Range> Hits, bool Headline = false) : IHtmlContent
{
    /// <summary>A hit of up to so many letters is not broken: สระพัง is a name, not a pond and a ruin.</summary>
    const int Whole = 20;

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var phrases = Headline ? PhrasesTagHelper.Of(Text) : [Text];
        var start = 0;
        foreach (var phrase in phrases)
        {
            if (start > 0) writer.Write(' ');
            var together = phrases.Count > 1 && PhrasesTagHelper.KeepsTogether(phrase);
            if (together) writer.Write("<span class=\"ph\">");
            Write(phrase, start, writer, encoder);
            if (together) writer.Write("</span>");
            start += phrase.Length + 1;
        }
    }

    // A hit over the end of a phrase is marked in both
    void Write(string phrase, int start, TextWriter writer, HtmlEncoder encoder)
    {
        var end = 0;
        foreach (var hit in Hits)
        {
            var (from, to) = (Math.Max(hit.Start.Value - start, 0), Math.Min(hit.End.Value - start, phrase.Length));
            if (from >= to) continue;
            encoder.Encode(writer, phrase, end, from - end);
            writer.Write(to - from <= Whole ? "<mark class=\"keep\">" : "<mark>");
            encoder.Encode(writer, phrase, from, to - from);
            writer.Write("</mark>");
            end = to;
        }
        encoder.Encode(writer, phrase, end, phrase.Length - end);
    }
}
