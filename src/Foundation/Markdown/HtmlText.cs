using System.Text;

namespace KmCommons.Foundation.Markdown;

/// <summary>Text written into HTML so that it is text there and nothing else.</summary>
internal static class HtmlText
{
    /// <summary>Writes text for an element or a double-quoted attribute: the five signs of HTML become references.</summary>
    internal static StringBuilder AppendText(this StringBuilder to, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("<>&\"'") is var at and >= 0)
        {
            to.Append(text[..at]).Append(text[at] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", _ => "&#39;" });
            text = text[(at + 1)..];
        }
        return to.Append(text);
    }

    /// <summary>Writes running text: as <see cref="AppendText"/>, and ๆ stays on the line of the word that it repeats.</summary>
    internal static StringBuilder AppendWords(this StringBuilder to, ReadOnlySpan<char> text)
    {
        while (text.IndexOf([' ', 'ๆ']) is var at and >= 0)
        {
            to.AppendText(text[..at]).Append('\u00A0').Append('ๆ');
            text = text[(at + 2)..];
        }
        return to.AppendText(text);
    }

    /// <summary>Writes <c> name="value"</c>.</summary>
    internal static StringBuilder AppendAttribute(this StringBuilder to, string name, string value) =>
        to.Append(' ').Append(name).Append("=\"").AppendText(value).Append('"');
}
