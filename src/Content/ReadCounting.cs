using System.Globalization;
using KmCommons.People;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Content;

/// <summary>Stands before the page cache, which answers most readers: counts a page of an item that was answered, unless the page said that a writer of it looks (<see cref="IsOwn"/>). Who wants to know what members read (<see cref="IReadNoting"/>) hears of all.</summary>
public sealed class ReadCounting(RequestDelegate next, Reads reads, IEnumerable<IReadNoting> noting)
{
    static readonly object Own = new();

    /// <summary>Says that who writes the item looks at it.</summary>
    public static void IsOwn(HttpContext http) => http.Items[Own] = true;

    /// <summary>Lets the page be answered, then counts.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (HttpMethods.IsGet(http.Request.Method) && http.Response.StatusCode is 200 or 304
            && http.Request.Path.Value is { } path && path.StartsWith("/n/", StringComparison.Ordinal)
            && long.TryParse(path.AsSpan(3, Math.Max(0, (path.IndexOf('/', 3) is var end && end < 0 ? path.Length : end) - 3)), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            if (!http.Items.ContainsKey(Own))
                reads.Note(http, number);
            if (http.Features.Get<Viewer>() is { IsMember: true } viewer && !OnceADay.IsMachine(http.Request))
                foreach (var one in noting)
                    one.Note(viewer.Id, number);
        }
    }
}
