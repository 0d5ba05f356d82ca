using System.Globalization;
using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.Extensions.Logging;

namespace KmCommons.Media;

/// <summary>What was kept of an upload.</summary>
/// <param name="Hash">32 hexadecimal digits: the first half of the SHA-256 of the master, its address on disk and on the web.</param>
/// <param name="Width">Width of the master in pixels, upright.</param>
/// <param name="Height">Height of the master in pixels, upright.</param>
/// <param name="Bytes">Bytes of all its files together.</param>
public sealed record StoredPhoto(string Hash, int Width, int Height, long Bytes);

/// <summary>The photos' files: <c>media/ab/cdef…/{width}.webp|jpg</c> and <c>master.jpg</c> in the data folder, named by content and never changed.
/// A photo's folder is made whole under <c>media/tmp</c>, forced to the disk, and appears by one rename: there is no half photo. The original is not kept.</summary>
public sealed partial class PhotoStore(DataFolder data, PhotoMaker maker, PhotoLimits limits, TimeProvider clock, ILogger<PhotoStore> log)
{
    const int NoSpace = 28, QuotaFull = 122, FileTooLarge = 27; // errno of Linux

    readonly string root = data.Sub("media");

    /// <summary>Lets an upload through the gate, makes all sizes and keeps them.</summary>
    /// <exception cref="Refused">413, 415, 422 or 503; nothing is left behind.</exception>
    public async Task<StoredPhoto> Keep(Stream upload, CancellationToken stop = default)
    {
        Sweep();
        var work = Path.Combine(root, "tmp", Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(work);
            var head = await PhotoGate.Admit(upload, Path.Combine(work, PhotoMaker.Original), limits, stop);
            var master = await maker.Make(work, head, stop);
            File.Delete(Path.Combine(work, PhotoMaker.Original));
            await using var picture = File.OpenRead(Path.Combine(work, PhotoMaker.Master));
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(picture, stop))[..32];
            var bytes = new DirectoryInfo(work).EnumerateFiles().Sum(file => file.Length);
            Settle(work, Folder(hash), clock.GetUtcNow().UtcDateTime);
            return new(hash, master.Width, master.Height, bytes);
        }
        catch (IOException fault) when (fault.HResult is NoSpace or QuotaFull or FileTooLarge)
        {
            Full(root, fault.Message);
            throw PhotoRefusals.NoRoom();
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The path of one served file, or null when there is none.</summary>
    /// <param name="hash">32 hexadecimal digits.</param>
    /// <param name="name">As <see cref="PhotoSizes.Name"/> makes it.</param>
    public string? Find(string hash, string name) => Path.Combine(Folder(hash), name) is var path && File.Exists(path) ? path : null;

    /// <summary>Removes what a crash left half done, originals with their positions among it. Work younger than an hour may be another server's.
    /// Done at the start and before every new photo.</summary>
    public void Sweep()
    {
        foreach (var left in Directory.CreateDirectory(Path.Combine(root, "tmp")).EnumerateDirectories())
            if (!PhotoSweep.IsIts(left) && left.LastWriteTimeUtc < clock.GetUtcNow().UtcDateTime.AddHours(-1))
                try { left.Delete(recursive: true); }
                catch (DirectoryNotFoundException) { /* another server was quicker */ }
    }

    string Folder(string hash) => Path.Combine(root, hash[..2], hash[2..]);

    static void Settle(string work, string folder, DateTime now)
    {
        foreach (var path in Directory.EnumerateFiles(work))
            Disk.Flush(path);
        Disk.Flush(work);
        var parent = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(parent))
        {
            Directory.CreateDirectory(parent);
            Disk.Flush(Path.GetDirectoryName(parent)!);
        }
        for (var tries = 1; ; tries++)
            try
            {
                Directory.Move(work, folder);
                break;
            }
            catch (IOException) when (tries < 5)
            {
                if (IsHere(folder, now))
                    break;
            }
        Disk.Flush(parent);
    }

    // The same picture is here already, whole. It is new from now on, so that the nightly sweep leaves it to the row that is on its way
    static bool IsHere(string folder, DateTime now)
    {
        try { Directory.SetLastWriteTimeUtc(folder, now); }
        catch (IOException) { return false; } // swept away this moment: ours takes its place
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No room for photos under {Folder}: {Reason}")]
    partial void Full(string folder, string reason);
}
