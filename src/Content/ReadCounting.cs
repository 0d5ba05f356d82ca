using System.Globalization;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Content;

/// <summary>Stands before the page cache, which answers most readers: counts a page of an item that was answered with 200.</summary>
public sealed class ReadCounting(RequestDelegate next, Reads reads)
{
    /// <summary>Lets the page be answered, then counts.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (HttpMethods.IsGet(http.Request.Method) && http.Response.StatusCode is 200 or 304 && !http.Request.Cookies.ContainsKey(SiteCookies.Member)
            && http.Request.Path.Value is { } path && path.StartsWith("/n/", StringComparison.Ordinal)
            && long.TryParse(path.AsSpan(3, Math.Max(0, (path.IndexOf('/', 3) is var end && end < 0 ? path.Length : end) - 3)), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            reads.Note(http, number);
    }
}
