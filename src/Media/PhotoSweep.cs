using System.Text.RegularExpressions;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KmCommons.Media;

/// <summary>Removes photo files that no row knows: those of forms that were refused or rolled back after their photos were made. Only what has lain untouched for a day,
/// so never the files of an upload whose row is still on its way. A photo leaves its place by one rename, so a crash leaves no half one there.</summary>
public sealed partial class PhotoSweep(DataFolder data, CommonsDb db, TimeProvider clock, ILogger<PhotoSweep> log)
{
    const string Mark = "swept-";
    const int AtOnce = 1000, Few = 20;
    static readonly TimeSpan Young = TimeSpan.FromDays(1);

    readonly string root = data.Sub("media");

    /// <summary>Whether a folder under <c>media/tmp</c> is this sweep's; no other may remove it.</summary>
    public static bool IsIts(DirectoryInfo work) => work.Name.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>Sweeps; returns how many photos were removed. Safe to be cut off and to be done again.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        var work = Directory.CreateDirectory(Path.Combine(root, "tmp"));
        foreach (var left in work.EnumerateDirectories().Where(IsIts))
            End(left.Name[Mark.Length..]);
        var (lying, unknown) = (0, new List<string>());
        foreach (var hashes in Lying().Chunk(AtOnce))
        {
            lying += hashes.Length;
            var known = await db.Photos.Where(p => hashes.Contains(p.Hash)).Select(p => p.Hash).ToListAsync(stop);
            unknown.AddRange(hashes.Except(known));
        }
        if (unknown.Count > Few && unknown.Count > lying / 2)
        {
            // Rather a full disk than a province without photos, because somebody started the site with another database
            Strange(unknown.Count, lying, root);
            return 0;
        }
        return unknown.Count(Remove);
    }

    // Photos that have lain untouched for a day, by their hashes
    IEnumerable<string> Lying() =>
        from half in new DirectoryInfo(root).EnumerateDirectories()
        where half.Name.Length == 2
        from folder in half.EnumerateDirectories()
        where Hash().IsMatch(half.Name + folder.Name) && IsOld(folder.FullName)
        select half.Name + folder.Name;

    bool IsOld(string folder) => Directory.GetLastWriteTimeUtc(folder) < clock.GetUtcNow().UtcDateTime - Young;

    bool Remove(string hash)
    {
        try { Directory.Move(Place(hash), Away(hash)); }
        catch (DirectoryNotFoundException) { return false; } // another server's sweep was quicker
        return End(hash);
    }

    // The same picture may have been sent again between the question and the rename: then it is new (see PhotoStore) and goes back
    bool End(string hash)
    {
        if (IsOld(Away(hash)) || Directory.Exists(Place(hash)))
        {
            Directory.Delete(Away(hash), recursive: true);
            return true;
        }
        Directory.Move(Away(hash), Place(hash));
        return false;
    }

    string Place(string hash) => Path.Combine(root, hash[..2], hash[2..]);

    string Away(string hash) => Path.Combine(root, "tmp", Mark + hash);

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Hash();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Unknown} of {Lying} photos in {Folder} are unknown to the database, which may be another site's: none was removed")]
    partial void Strange(int unknown, int lying, string folder);
}
