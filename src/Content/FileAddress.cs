using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace KmCommons.Content;

/// <summary><c>/file/{number}/{id}/{name}</c>: a document, to whoever may see the item that it hangs on, and only as something to be saved: no browser opens it as a page of ours.</summary>
static class FileAddress
{
    /// <summary>Puts the address on the map.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods("/file/{number:long}/{id:long}/{name?}", ["GET", "HEAD"], Serve).WithMetadata(new OpenToAllAttribute());

    static async Task<IResult> Serve(long number, long id, HttpContext http, CommonsDb db, Viewer viewer, AttachmentStore store)
    {
        var file = await db.Items.VisibleTo(viewer).Where(i => i.Number == number).SelectMany(i => i.Files).Where(f => f.AttachmentId == id).Select(f => new { f.Name, f.Attachment.Sha256, f.Attachment.Kind }).SingleOrDefaultAsync(http.RequestAborted)
            ?? throw Refused.NotFound();
        var path = store.Find(file.Sha256) ?? throw Refused.NotFound();
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Download-Options"] = "noopen";
        // Whether it may be seen is asked each time
        headers.CacheControl = "private, no-cache";
        return TypedResults.PhysicalFile(path, AttachmentKind.Of(file.Kind).Type, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }
}
