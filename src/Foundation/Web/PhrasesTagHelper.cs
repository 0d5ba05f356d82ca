using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KmCommons.Foundation;

/// <summary>Thai puts a space between phrases; a headline should break there first. <c>&lt;phrases text="@title" /&gt;</c> or <c>&lt;h1 ph="@title"&gt;&lt;/h1&gt;</c>
/// wraps each Thai phrase in <c>&lt;span class="ph"&gt;</c>. A number keeps to its neighbours (วันละ 1 บาท) and ๆ to its word by no-break spaces; other scripts break at their own spaces.</summary>
[HtmlTargetElement("phrases", Attributes = "text", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("*", Attributes = "ph")]
public sealed class PhrasesTagHelper : TagHelper
{
    const char NoBreak = '\u00A0';

    /// <summary>The headline, for the element without a tag of its own.</summary>
    public string? Text { get; set; }

    /// <summary>The headline, for an element that keeps its tag.</summary>
    public string? Ph { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Ph is null)
            output.TagName = null;
        else
            output.TagMode = TagMode.StartTagAndEndTag;
        var phrases = Of(Ph ?? Text ?? "");
        for (var nth = 0; nth < phrases.Count; nth++)
        {
            if (nth > 0)
                output.Content.Append(" ");
            if (phrases.Count > 1 && KeepsTogether(phrases[nth]))
                output.Content.AppendHtml("<span class=\"ph\">").Append(phrases[nth]).AppendHtml("</span>");
            else
                output.Content.Append(phrases[nth]);
        }
    }

    /// <summary>The phrases of a headline: split at spaces, numbers joined to what stands beside them.</summary>
    public static IReadOnlyList<string> Of(string headline)
    {
        var phrases = new List<string>();
        var joinsNext = false;
        foreach (var word in headline.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = word.All(c => char.IsDigit(c) || c is '.' or ',' or '/' or '-' or '%');
            if (phrases.Count > 0 && (number || joinsNext || word[0] == 'ๆ'))
                phrases[^1] += NoBreak + word;
            else
                phrases.Add(word);
            joinsNext = number;
        }
        return phrases;
    }

    /// <summary>Whether a phrase is Thai, and so breaks inside only when it must.</summary>
    public static bool KeepsTogether(string phrase) => phrase.Any(IsThai);

    static bool IsThai(char letter) => letter is >= '\u0E01' and <= '\u0E5B';
}
