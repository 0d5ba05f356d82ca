using KmCommons.Foundation;
using Microsoft.AspNetCore.Http;

namespace KmCommons.People;

/// <summary>The page is for those who may do this deed somewhere; which thing they may do it to, the page asks with <c>viewer.Must</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Deed deed) : Attribute
{
    /// <summary>The deed.</summary>
    public Deed Deed { get; } = deed;
}

/// <summary>Anyone may open the page; what they see on it still starts from <c>VisibleTo</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAllAttribute : Attribute;

/// <summary>Deny by default: an endpoint that says neither <see cref="NeedsAttribute"/> nor <see cref="OpenToAllAttribute"/> is not there.</summary>
public sealed class Gate(RequestDelegate next)
{
    /// <summary>Lets pass, sends to the sign-in page (with what was typed), or refuses.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<OpenToAllAttribute>() is not null)
            return next(http);
        if (endpoint.Metadata.GetMetadata<NeedsAttribute>() is not { } needs)
            throw Refused.NotFound();
        var viewer = http.Features.Get<Viewer>() ?? Viewer.Anonymous;
        if (viewer.MayEver(needs.Deed))
            return next(http);
        if (viewer.IsMember)
            throw Refused.NotAllowed();
        if (HttpMethods.IsPost(http.Request.Method))
            throw new Refused(401, "การเข้าสู่ระบบหมดเวลาแล้ว ข้อความของท่านยังอยู่ด้านล่าง เข้าสู่ระบบในอีกแท็บหนึ่งแล้วกดส่งอีกครั้ง");
        http.Response.Redirect("/sign-in?then=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        return Task.CompletedTask;
    }
}
