using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace KmCommons.Foundation.Markdown;

/// <summary>HTML in which Thai stays readable: the framework's own encoder would write every Thai letter as a number.</summary>
public static class ThaiHtml
{
    /// <summary>For the host to register (<c>services.AddSingleton(ThaiHtml.Encoder)</c>): Thai, Latin and general punctuation as they are;
    /// &lt; &gt; &amp; and quotes always encoded.</summary>
    public static HtmlEncoder Encoder { get; } =
        HtmlEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.Thai, UnicodeRanges.GeneralPunctuation);
}
