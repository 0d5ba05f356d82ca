using System.IO.Compression;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KmCommons.Transfer;

/// <summary><c>/export/copy.zip</c>: a copy, streamed while it is made. With nothing said it is one's own: all one wrote and all that is kept about oneself.</summary>
static class CopyDoor
{
    /// <summary>Copies that one member takes: the whole site keeps a processor busy for minutes.</summary>
    public static readonly Pace Taken = new("Copy", 20, TimeSpan.FromHours(1), "ท่านเอาสำเนาออกหลายครั้งในชั่วโมงนี้");

    public static async Task<IResult> Answer(HttpContext http, string? blog, string? circle, string? site, CommonsDb db, Viewer viewer, SiteCopy copy, OwnData own, Paces paces, TimeProvider clock, CancellationToken stop)
    {
        var isOwn = blog is null && circle is null && site is null;
        var scope = await CopyScope.Find(db, viewer, isOwn ? await own.AddressOf(viewer, stop) : null, blog, circle, clock.GetUtcNow(), stop);
        viewer.Must(scope.Deed, scope.Ground);
        paces.Count(Taken, viewer.Id);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(async body =>
        {
            // The end of a zip is written in one go by the library, in a way the server refuses unless it is asked
            if (http.Features.Get<IHttpBodyControlFeature>() is { } control)
                control.AllowSynchronousIO = true;
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
            var target = new CopyZip(zip);
            await copy.Make(scope, viewer, target, (_, _) => { }, stop);
            if (isOwn)
                await own.Put(viewer, target, stop);
        }, "application/zip", $"km-commons-{scope.Key}.zip");
    }
}
