using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KmCommons.Foundation;

/// <summary>Gives every posting form its key (<c>once</c>), and keeps the key of a form that comes back refused.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class OnceTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.PreContent.AppendHtml($"<input type=\"hidden\" name=\"once\" value=\"{Guid.NewGuid():N}\">");
}
