using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace KmCommons.Foundation;

/// <summary>Keeps whole pages for anonymous readers, until the <see cref="Bell"/> rings or a minute is over. While the database is out of reach
/// kept pages go on being served, but never one that was kept before a ring: it may have been hidden since.</summary>
public sealed class PageCache(RequestDelegate next, Bell bell, TimeProvider clock)
{
    const int MostPages = 4000, MostBytes = 256 * 1024;
    const long MostHeld = 64 * 1024 * 1024;
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    sealed record Kept(long Rings, DateTimeOffset At, byte[] Body, string ContentType, StringValues Encoding, string ETag);

    sealed record Miss(PageCache Cache, string Key, long Rings);

    readonly ConcurrentDictionary<string, Kept> pages = new(StringComparer.Ordinal);
    long held;

    /// <summary>Answers from the cache, or lets the page be made and keeps it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!IsAnonymousRead(context.Request))
            return next(context);
        var key = KeyOf(context.Request);
        if (pages.TryGetValue(key, out var kept) && kept.Rings == bell.Rings && (clock.GetUtcNow() - kept.At < Fresh || !bell.Connected))
            return Serve(context, kept);
        context.Features.Set(new Miss(this, key, bell.Rings));
        return next(context);
    }

    // A cookie that says who someone is, or a request that must see its own change, is never answered from here
    static bool IsAnonymousRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey("Authorization") && !request.Cookies.ContainsKey(SiteCookies.Member) && !request.Cookies.ContainsKey(SiteCookies.Flash);

    static string KeyOf(HttpRequest request)
    {
        var encodings = request.Headers.AcceptEncoding.ToString();
        var encoding = encodings.Contains("br", StringComparison.Ordinal) ? "b" : encodings.Contains("gzip", StringComparison.Ordinal) ? "g" : "-";
        // A path is unescaped and may hold a question mark of its own; a query never holds a line's end
        return string.Concat(Words.IsEnglish(request) ? "e" : "t", encoding, string.Concat(request.QueryString.Value, "\n", request.Path.Value));
    }

    /// <summary>Stands after routing: lets a <see cref="CachedAttribute"/> page be made and keeps it; all else streams through untouched.</summary>
    public static async Task Keep(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Miss>() is not { } miss || context.GetEndpoint()?.Metadata.GetMetadata<CachedAttribute>() is null)
        {
            await next(context);
            return;
        }
        var line = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try { await next(context); }
        finally { context.Response.Body = line; }
        var response = context.Response;
        if (response.StatusCode == 200 && copy.Length <= MostBytes && !response.Headers.ContainsKey("Set-Cookie"))
            await Serve(context, miss.Cache.Put(miss, copy.ToArray(), response));
        else
        {
            copy.Position = 0;
            await copy.CopyToAsync(line, context.RequestAborted);
        }
    }

    Kept Put(Miss miss, byte[] body, HttpResponse response)
    {
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"";
        var kept = new Kept(miss.Rings, clock.GetUtcNow(), body, response.ContentType ?? "text/html; charset=utf-8", response.Headers.ContentEncoding, etag);
        // The same page under ever new queries must not fill the memory
        var more = SizeOf(miss.Key, kept) - (pages.TryGetValue(miss.Key, out var before) ? SizeOf(miss.Key, before) : 0);
        if (Interlocked.Add(ref held, more) > MostHeld || pages.Count >= MostPages)
        {
            pages.Clear();
            Interlocked.Exchange(ref held, SizeOf(miss.Key, kept));
        }
        return pages[miss.Key] = kept;
    }

    static long SizeOf(string key, Kept kept) => kept.Body.Length + 2L * key.Length + 400;

    static Task Serve(HttpContext context, Kept kept)
    {
        var headers = context.Response.Headers;
        headers.ETag = kept.ETag;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Encoding, Cookie";
        if (context.Request.Headers.IfNoneMatch.ToString() == kept.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        if (kept.Encoding.Count > 0)
            headers.ContentEncoding = kept.Encoding;
        context.Response.ContentType = kept.ContentType;
        context.Response.ContentLength = kept.Body.Length;
        return context.Response.Body.WriteAsync(kept.Body).AsTask();
    }
}

/// <summary>A page that is the same for every anonymous reader, and so may be kept by <see cref="PageCache"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CachedAttribute : Attribute;

/// <summary>The names of the site's cookies. A reader gets none of them.</summary>
public static class SiteCookies
{
    /// <summary>Who is signed in.</summary>
    public const string Member = "member";

    /// <summary>A sentence to show once on the next page.</summary>
    public const string Flash = "flash";
}
