using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Foundation;

/// <summary>What a person typed into a form that could not be handled now (database away, sign-in ended, an error of ours). The answer carries it back,
/// readable, with a button that sends it again to where it was going. Passwords and files are not carried.</summary>
public sealed record CarriedForm(string Action, IReadOnlyList<(string Name, string Text)> Fields)
{
    const int Longest = 300_000;

    /// <summary>The posted form of this request; null when nothing was posted.</summary>
    public static CarriedForm? From(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        IFormCollection form;
        try { form = request.Form; }
        catch (Exception fault) when (fault is InvalidDataException or IOException or BadHttpRequestException) { return null; }
        var fields = from field in form
                     where !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
                     from text in field.Value
                     where text is { Length: > 0 and < Longest }
                     select (field.Key, text);
        var path = request.HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>()?.Path ?? request.Path.Value ?? "/";
        return new(path + request.QueryString, [.. fields]);
    }

    /// <summary>The fields as HTML: long texts in boxes to read and copy, short ones hidden.</summary>
    public string Html()
    {
        var html = new StringBuilder();
        foreach (var (name, text) in Fields)
            html.Append(text.Length > 40 || text.Contains('\n', StringComparison.Ordinal)
                ? $"<div class=\"field\"><textarea name=\"{WebUtility.HtmlEncode(name)}\" aria-label=\"{WebUtility.HtmlEncode(name)}\" rows=\"8\">\n{WebUtility.HtmlEncode(text)}</textarea></div>"
                : $"<input type=\"hidden\" name=\"{WebUtility.HtmlEncode(name)}\" value=\"{WebUtility.HtmlEncode(text)}\">");
        return html.ToString();
    }
}
