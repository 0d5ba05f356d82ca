using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Foundation;

/// <summary>Forms are taken only from our own pages: the browser itself says where a form comes from (Sec-Fetch-Site, else Origin, else Referer).
/// With SameSite=Lax cookies this stands in for antiforgery tokens, and unlike a token it never expires under someone who writes slowly.</summary>
public sealed class SameOrigin(RequestDelegate next)
{
    /// <summary>Answers a foreign form with 403; lets everything else pass. <c>/unsubscribe</c> is a mail program's own post (RFC 8058) and carries its token.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsOurs(request) || context.GetEndpoint()?.Metadata.GetMetadata<FromAnywhereAttribute>() is not null)
            return next(context);
        // The refusal comes by here once more, on its way to the error page
        if (context.Features.Get<IExceptionHandlerFeature>() is not null)
            return next(context);
        throw new Refused(403, "แบบฟอร์มนี้ไม่ได้ส่งมาจากหน้าของลานความรู้ จึงยังไม่รับไว้ โปรดเปิดหน้านี้ใหม่แล้วส่งอีกครั้ง");
    }

    static bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        var from = request.Headers.Origin.ToString() is { Length: > 0 } origin ? origin : request.Headers.Referer.ToString();
        return Uri.TryCreate(from, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A page whose POST may come from outside, because it carries a secret of its own in the address.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FromAnywhereAttribute : Attribute;
