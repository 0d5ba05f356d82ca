using Microsoft.AspNetCore.Http;

namespace KmCommons.Foundation;

/// <summary>One sentence for the next page that a person sees, such as «เผยแพร่แล้ว». It travels in a short-lived cookie.</summary>
public static class Flash
{
    static readonly CookieOptions Options = new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromMinutes(5) };

    /// <summary>Says the sentence on the next page.</summary>
    public static void Say(this HttpContext http, string sentence) =>
        http.Response.Cookies.Append(SiteCookies.Flash, Uri.EscapeDataString(sentence), Options);

    /// <summary>The sentence that waits, or null; it is taken away.</summary>
    public static string? Hear(this HttpContext http)
    {
        if (http.Request.Cookies[SiteCookies.Flash] is not { Length: > 0 } sentence)
            return null;
        http.Response.Cookies.Delete(SiteCookies.Flash);
        return Uri.UnescapeDataString(sentence);
    }
}
