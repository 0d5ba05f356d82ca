using KmCommons.People;

namespace KmCommons.Media;

/// <summary>The edge of this module: it knows no notes, so whoever shows photos says who may see them. Content answers from its <c>VisibleTo</c>.
/// A photo is seen by its owner, and by whom at least one sight lets see it; without any sight by its owner only.</summary>
public interface IPhotoSight
{
    /// <summary>Whether something that shows this photo may be seen by this viewer.</summary>
    ValueTask<bool> MaySee(Viewer viewer, long photoId, CancellationToken stop = default);
}
