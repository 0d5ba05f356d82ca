using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Media;

/// <summary>The little protocol by which a form sends photos and documents at once, in pieces: announce, add a piece at the place where it stands, ask where that is, say that it is whole, take back.
/// Every answer is JSON with <c>at</c>, the bytes that have come; a refusal says why in <c>says</c>, in words for the person. Only the member's own uploads are there.</summary>
public sealed class UploadDoor(CommonsDb db, UploadPieces pieces, PhotoStore photos, AttachmentStore files, PhotoLimits limits, Paces paces, Viewer viewer, Words words, TimeProvider clock)
{
    /// <summary>Most bytes of one piece.</summary>
    public const int Piece = 4 * 1024 * 1024;

    /// <summary>Puts the addresses on the map.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var needs = new NeedsAttribute(Deed.BeMember);
        app.MapGet("/uploads", (HttpContext http, UploadDoor door) => door.Answer(http, door.Tell)).WithMetadata(needs);
        app.MapPost("/uploads", (HttpContext http, UploadDoor door) => door.Answer(http, door.Begin)).WithMetadata(needs);
        app.MapPost("/uploads/{id}/piece", (string id, HttpContext http, UploadDoor door) => door.Answer(http, (h, stop) => door.Add(id, h, stop))).WithMetadata(needs);
        app.MapPost("/uploads/{id}/whole", (string id, HttpContext http, UploadDoor door) => door.Answer(http, (_, stop) => door.Finish(id, stop))).WithMetadata(needs);
        app.MapPost("/uploads/{id}/drop", (string id, HttpContext http, UploadDoor door) => door.Answer(http, (_, stop) => door.Drop(id, stop))).WithMetadata(needs);
    }

    async Task<IResult> Answer(HttpContext http, Func<HttpContext, CancellationToken, Task<IResult>> deed)
    {
        http.Response.Headers.CacheControl = "no-store";
        try { return await deed(http, http.RequestAborted); }
        catch (Refused refused) when (refused.Status != 404)
        {
            refused.SayWhen(http.Response);
            return Results.Json(new { says = words.Say(refused) }, statusCode: refused.Status);
        }
    }

    async Task<IResult> Tell(HttpContext http, CancellationToken stop) =>
        Results.Json((await Upload.Of(db, viewer.Id, http.Request.Query["id"].OfType<string>(), stop)).Values.Select(Said));

    async Task<IResult> Begin(HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType)
            throw AttachmentRefusals.Unreadable();
        var form = await http.Request.ReadFormAsync(stop);
        var size = long.TryParse(form["size"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw AttachmentRefusals.Unreadable();
        Task<Upload> Announced() => Upload.Begin(db, limits, paces, viewer.Id, form["id"], form["as"] == "file", form["name"], size, form["sha256"], clock.GetUtcNow(), stop);
        try { return Results.Json(Said(await Announced())); }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Announced twice at the same moment: the other was first
            db.ChangeTracker.Clear();
            return Results.Json(Said(await Announced()));
        }
    }

    async Task<IResult> Add(string id, HttpContext http, CancellationToken stop)
    {
        if (http.Request.ContentLength is null or > Piece || !long.TryParse(http.Request.Query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            throw AttachmentRefusals.Unreadable();
        var upload = await Own(id, stop);
        if (upload.IsDone)
            return Results.Json(Said(upload));
        var (length, added) = await pieces.Add(upload, at, http.Request.Body, stop);
        if (added)
        {
            upload.Heard(clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
        return Results.Json(new { id, at = length }, statusCode: added ? 200 : 409);
    }

    // Two tabs that say so at once: the second waits here, and finds it done
    async Task<IResult> Finish(string id, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select 1 from media.upload where owner_id = {viewer.Id} and id = {id} for update", stop);
        var upload = await Own(id, stop);
        if (upload.IsDone)
            return Results.Json(Said(upload));
        try
        {
            await using var whole = await pieces.Open(upload, stop);
            if (!upload.IsFile)
                paces.Count(Photo.Uploads, viewer.Id);
            await upload.Become(db, photos, files, whole, clock.GetUtcNow(), stop);
        }
        catch (Refused refused) when (refused.Status is 413 or 415 or 422)
        {
            // What was not let in now will not be let in later
            await db.Uploads.Where(u => u.OwnerId == viewer.Id && u.Id == id).ExecuteDeleteAsync(stop);
            await transaction.CommitAsync(stop);
            pieces.Drop(upload);
            throw;
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(CancellationToken.None);
        pieces.Drop(upload);
        return Results.Json(Said(upload));
    }

    async Task<IResult> Drop(string id, CancellationToken stop)
    {
        if ((await Upload.Of(db, viewer.Id, [id], stop)).Values.SingleOrDefault() is { UsedAt: null } upload)
        {
            await Upload.LetGo(db, [(upload.OwnerId, upload.Id)], stop);
            pieces.Drop(upload);
        }
        return Results.Json(new { id });
    }

    async Task<Upload> Own(string id, CancellationToken stop) => (await Upload.Of(db, viewer.Id, [id], stop)).Values.SingleOrDefault() ?? throw Refused.NotFound();

    object Said(Upload upload) => new
    {
        id = upload.Id, name = upload.Name, size = upload.Size, at = upload.IsDone ? upload.Size : pieces.Length(upload), done = upload.IsDone, file = upload.IsFile,
        src = upload.Photo is { } photo ? $"/media/{photo.Hash}/{PhotoSizes.Name(PhotoSizes.Webp(photo.Width)[0], "webp")}" : null,
    };
}
