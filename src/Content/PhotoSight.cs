using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A photo is seen by whoever may see an item that shows it.</summary>
sealed class PhotoSight(CommonsDb db) : IPhotoSight
{
    public async ValueTask<bool> MaySee(Viewer viewer, long photoId, CancellationToken stop) =>
        await db.Items.VisibleTo(viewer).AnyAsync(i => i.Photos.Any(p => p.PhotoId == photoId), stop);
}
