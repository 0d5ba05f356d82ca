using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace KmCommons.Search;

/// <summary>A text with its hits in <c>&lt;mark&gt;</c>. Everything is encoded here, and no space comes between a hit and what stands beside it.</summary>
public sealed record Marked(string Text, IReadOnlyList<Range> Hits) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var end = 0;
        foreach (var hit in Hits)
        {
            encoder.Encode(writer, Text, end, hit.Start.Value - end);
            writer.Write("<mark>");
            encoder.Encode(writer, Text, hit.Start.Value, hit.End.Value - hit.Start.Value);
            writer.Write("</mark>");
            end = hit.End.Value;
        }
        encoder.Encode(writer, Text, end, Text.Length - end);
    }
}
