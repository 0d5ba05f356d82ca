using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Host;

/// <summary><c>/language?to=en&amp;back=/…</c>: remembers a reader's choice of English, or forgets it. The one cookie a reader can have, and only by asking.</summary>
public static class LanguageChoice
{
    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app) => app.MapGet("/language", (HttpContext http, string? to, string? back) =>
    {
        if (to == "en")
            http.Response.Cookies.Append(Words.Cookie, "en", new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        else
            http.Response.Cookies.Delete(Words.Cookie);
        return Results.LocalRedirect(Back.To(back));
    }).WithMetadata(new OpenToAllAttribute());
}
