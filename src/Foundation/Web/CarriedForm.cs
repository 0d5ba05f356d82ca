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

    // Anything but one short word of code, which a page puts there itself
    static bool IsTyped(string text) => text.Length > 40 || text.Any(c => char.IsWhiteSpace(c) || !char.IsAscii(c));

    /// <summary>The fields as HTML: what somebody typed in boxes to read and copy, what the page put there hidden.</summary>
    public string Html()
    {
        var html = new StringBuilder();
        foreach (var (name, text) in Fields)
            html.Append(IsTyped(text)
                ? $"<div class=\"field\"><textarea name=\"{WebUtility.HtmlEncode(name)}\" aria-label=\"{WebUtility.HtmlEncode(name)}\" rows=\"{(text.Length > 40 || text.Contains('\n', StringComparison.Ordinal) ? 8 : 1)}\">\n{WebUtility.HtmlEncode(text)}</textarea></div>"
                : $"<input type=\"hidden\" name=\"{WebUtility.HtmlEncode(name)}\" value=\"{WebUtility.HtmlEncode(text)}\">");
        return html.ToString();
    }

    /// <summary>What somebody typed as HTML to read and copy, without names: it may stand within another form.</summary>
    public string ToRead() => string.Concat(Fields.Where(f => IsTyped(f.Text)).Select(f => $"<div class=\"field\"><textarea readonly aria-label=\"{WebUtility.HtmlEncode(f.Name)}\" rows=\"2\">\n{WebUtility.HtmlEncode(f.Text)}</textarea></div>"));
}
