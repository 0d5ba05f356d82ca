using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace KmCommons.Media;

/// <summary><c>/media/{hash}/{width}.webp|jpg</c>: serves a photo to whoever may see it. What is public may be kept anywhere for ever, since an address
/// never changes its bytes; what is not, nowhere.</summary>
public sealed class PhotoAddress(CommonsDb db, PhotoStore store, PublicPhotos publicPhotos, IEnumerable<IPhotoSight> sights, Viewer viewer, Words words)
{
    enum Sight { None, Own, Public }

    /// <summary>Puts the address on the map.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods("/media/{hash}/{name}", ["GET", "HEAD"],
        (string hash, string name, HttpContext http, PhotoAddress address) => address.Serve(http, hash, name)).WithMetadata(new OpenToAllAttribute());

    /// <summary>200 with the picture, 304, or 404; «not there» and «not for you» look the same.</summary>
    public async Task<IResult> Serve(HttpContext http, string hash, string name)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (ContentType(hash, name) is not { } type || store.Find(hash, name) is not { } path || await SightOf(hash, http.RequestAborted) is var sight && sight == Sight.None)
        {
            headers.CacheControl = "no-store";
            return TypedResults.Text(words["ไม่มีรูปนี้ หรือเจ้าของเก็บไปแล้ว"].Value, "text/plain", System.Text.Encoding.UTF8, StatusCodes.Status404NotFound);
        }
        headers.CacheControl = sight == Sight.Public ? "public, max-age=31536000, immutable" : "private, no-store";
        headers.ContentSecurityPolicy = "default-src 'none'";
        return TypedResults.PhysicalFile(path, type, entityTag: new EntityTagHeaderValue($"\"{hash}-{name}\""));
    }

    async Task<Sight> SightOf(string hash, CancellationToken stop)
    {
        if (publicPhotos.Knows(hash))
            return Sight.Public;
        var rings = publicPhotos.Rings;
        var photos = await db.Photos.Where(p => p.Hash == hash).Select(p => new { p.Id, p.OwnerId }).ToListAsync(stop);
        foreach (var photo in photos)
            if (await MaySee(Viewer.Anonymous, photo.Id, stop))
            {
                publicPhotos.Remember(hash, rings);
                return Sight.Public;
            }
        if (viewer.IsMember)
            foreach (var photo in photos)
                if (photo.OwnerId == viewer.Id || await MaySee(viewer, photo.Id, stop))
                    return Sight.Own;
        return Sight.None;
    }

    async ValueTask<bool> MaySee(Viewer who, long photo, CancellationToken stop)
    {
        foreach (var sight in sights)
            if (await sight.MaySee(who, photo, stop))
                return true;
        return false;
    }

    // Only names of the shape that we make reach the disk; the master's does not
    static string? ContentType(string hash, string name) =>
        hash.Length == 32 && hash.All(char.IsAsciiHexDigitLower) && name.Split('.') is [{ Length: > 0 and < 5 } width, var ending] && width.All(char.IsAsciiDigit)
            ? ending switch { "webp" => "image/webp", "jpg" => "image/jpeg", _ => null }
            : null;
}
