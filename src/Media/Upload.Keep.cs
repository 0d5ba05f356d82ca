using KmCommons.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Media;

// What a form brings whole, and what becomes of uploads that no form took
public sealed partial class Upload
{
    /// <summary>A file within a form, kept before the form is judged and outside its transaction: a form that is refused keeps it, and shows it again by its key.</summary>
    /// <returns>The key.</returns>
    /// <exception cref="Refused">What the doors refuse.</exception>
    public static async Task<string> Keep(IServiceProvider things, long owner, IFormFile file, bool isFile, string? id, CancellationToken stop)
    {
        await using var own = things.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var (db, now) = (own.ServiceProvider.GetRequiredService<CommonsDb>(), own.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        var key = IsId(id) ? id! : NewId();
        var upload = (await Of(db, owner, [key], stop)).Values.SingleOrDefault();
        if (upload is { IsDone: true })
            return key;
        own.ServiceProvider.GetRequiredService<Paces>().Count(isFile ? Megabytes : Media.Photo.Uploads, owner, isFile ? (int)(file.Length / (1024 * 1024)) + 1 : 1);
        if (upload is null)
            db.Add(upload = Whole(owner, key, isFile, file.FileName, file.Length, now));
        await using var whole = file.OpenReadStream();
        await upload.Become(db, own.ServiceProvider.GetRequiredService<PhotoStore>(), own.ServiceProvider.GetRequiredService<AttachmentStore>(), whole, now, stop);
        await db.SaveChangesAsync(stop);
        return key;
    }

    /// <summary>Lets go of uploads, and of the photos and documents that they became unless something uses those.</summary>
    public static async Task LetGo(CommonsDb db, IReadOnlyList<(long Owner, string Id)> gone, CancellationToken stop)
    {
        foreach (var (owner, id) in gone)
        {
            var upload = await db.Uploads.AsNoTracking().Where(u => u.OwnerId == owner && u.Id == id).Select(u => new { u.PhotoId, u.AttachmentId }).SingleOrDefaultAsync(stop);
            await db.Uploads.Where(u => u.OwnerId == owner && u.Id == id).ExecuteDeleteAsync(stop);
            if (upload is not null)
                await db.Database.ExecuteSqlAsync($"select media.let_go({upload.PhotoId}, {upload.AttachmentId})", stop);
        }
    }
}
