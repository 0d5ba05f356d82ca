using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KmCommons.Foundation;

/// <summary><c>&lt;refusals /&gt;</c>: what a refused form has to put right, in words, with a link to each field. Nothing when all is well.</summary>
[HtmlTargetElement("refusals", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RefusalsTagHelper(Words words) : TagHelper
{
    /// <summary>The page being rendered.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (View.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice--warn refused");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml("<p><strong>").Append(words["ยังไม่ได้บันทึก ข้อความของท่านยังอยู่ครบ"].Value).AppendHtml("</strong></p><ul>");
        foreach (var (field, entry) in View.ModelState)
            foreach (var error in entry!.Errors)
            {
                var sentence = words[error.ErrorMessage.Length > 0 ? error.ErrorMessage : "ค่านี้อ่านไม่ได้ โปรดพิมพ์ใหม่"].Value;
                output.Content.AppendHtml("<li>");
                if (field.Length > 0)
                    output.Content.AppendHtml("<a href=\"#").Append(TagBuilder.CreateSanitizedId(field, "_")).AppendHtml("\">").Append(sentence).AppendHtml("</a>");
                else
                    output.Content.Append(sentence);
                output.Content.AppendHtml("</li>");
            }
        output.Content.AppendHtml("</ul>");
        // Who may not may not see the form again either: what they typed stands here
        if (View.HttpContext.Response.StatusCode == 403 && CarriedForm.From(View.HttpContext.Request)?.ToRead() is { Length: > 0 } typed)
            output.Content.AppendHtml("<p>").Append(words["ข้อความที่ท่านพิมพ์ไว้อยู่ครบด้านล่าง คัดลอกเก็บไว้ได้"].Value).AppendHtml("</p>").AppendHtml(typed);
    }
}
