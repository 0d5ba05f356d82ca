using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>What a phone needs to go on without a line: the service worker at <c>/sw.js</c> (so that it speaks for the whole site), the list of what it may keep, and what the site is called on its screen.</summary>
public static class Offline
{
    /// <summary>Public stories that are kept; as many again of one's own circles.</summary>
    public const int Most = 50;

    /// <summary>A page to be kept.</summary>
    /// <param name="Url">Its address.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Stamp">Another one when it has changed.</param>
    /// <param name="Own">Whether only this member may keep it.</param>
    public sealed record Page(string Url, string Title, string Stamp, bool Own);

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/sw.js", Worker).WithMetadata(new OpenToAllAttribute());
        app.MapGet("/offline/list", List).WithMetadata(new OpenToAllAttribute());
        app.MapGet("/manifest.webmanifest", Manifest).WithMetadata(new OpenToAllAttribute());
    }

    static IResult Worker(IWebHostEnvironment house, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(house.WebRootFileProvider.GetFileInfo("look/dist/sw.js").CreateReadStream(), "text/javascript; charset=utf-8");
    }

    static async Task<IResult> List(HttpContext http, CommonsDb db, Viewer viewer, CancellationToken stop)
    {
        if (viewer.IsMember)
            http.Response.Headers["For-Member"] = viewer.Id.ToString(CultureInfo.InvariantCulture);
        var open = await Newest(db.Items.VisibleTo(Viewer.Anonymous).Listed(), own: false, stop);
        if (!viewer.IsMember)
            return Results.Json(open);
        var circles = viewer.Circles;
        var together = db.RolesHeld.Where(r => r.CircleId != null && circles.Contains(r.CircleId.Value)).Select(r => r.MemberId);
        var known = open.Select(p => p.Url).ToHashSet(StringComparer.Ordinal);
        var own = await Newest(db.Items.VisibleTo(viewer).Listed().Where(i => i.CircleId != null && circles.Contains(i.CircleId.Value) || together.Contains(i.AuthorId)), own: true, stop);
        var pages = await db.Circles.Where(c => circles.Contains(c.Id)).OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new { c.Address, c.Name }).ToListAsync(stop);
        return Results.Json(open.Concat(pages.Select(c => new Page($"/c/{c.Address}", c.Name, "", true))).Concat(own.Where(p => !known.Contains(p.Url))));
    }

    static async Task<List<Page>> Newest(IQueryable<ContentItem> items, bool own, CancellationToken stop) =>
        [.. (await items.OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Number).Take(Most)
            .Select(i => new { i.Number, i.Slug, i.Title, i.Version, Said = i.Comments.Count(c => c.State == CommentState.Shown) }).ToListAsync(stop))
            .Select(i => new Page(ContentItem.UrlOf(i.Number, i.Slug), i.Title, $"{i.Version}.{i.Said}", own))];

    static IResult Manifest(Words words) => Results.Json(new
    {
        id = "/", name = words[Site.Name].Value, short_name = words["ลานความรู้"].Value, lang = words.English ? "en" : "th", start_url = "/", scope = "/", display = "standalone",
        background_color = "#faf6ec", theme_color = "#1d5233",
        icons = new[] { new { src = "/look/icon-192.png", sizes = "192x192", type = "image/png", purpose = "any" }, new { src = "/look/icon-512.png", sizes = "512x512", type = "image/png", purpose = "any maskable" } },
    }, contentType: "application/manifest+json");
}
