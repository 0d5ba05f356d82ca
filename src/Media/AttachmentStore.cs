using System.Globalization;
using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Media;

/// <summary>The documents' bytes: <c>media/files/ab/{sha256}</c> in the data folder, as they came, named by content and never changed. A file is written under <c>media/tmp</c>, forced to the disk, and appears by one rename.</summary>
public sealed class AttachmentStore(DataFolder data, TimeProvider clock)
{
    readonly string root = data.Sub("media");

    /// <summary>Looks at the bytes and keeps them.</summary>
    /// <exception cref="Refused">413, 415, 422 or 503; nothing is left behind.</exception>
    public async Task<(string Sha256, AttachmentKind Kind, long Bytes)> Keep(Stream upload, CancellationToken stop = default)
    {
        var work = Directory.CreateDirectory(Path.Combine(root, "tmp", Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture))).FullName;
        var path = Path.Combine(work, "file");
        try
        {
            AttachmentKind kind;
            string hash;
            long length = 0;
            await using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                var block = new byte[1 << 16];
                for (int read; (read = await upload.ReadAsync(block, stop)) > 0; await file.WriteAsync(block.AsMemory(0, read), stop))
                    if ((length += read) > AttachmentGate.Most)
                        throw AttachmentRefusals.TooManyBytes();
                kind = AttachmentGate.Look(file);
                file.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
            }
            Settle(path, hash);
            return (hash, kind, length);
        }
        catch (IOException fault) when (UploadPieces.IsFull(fault)) { throw AttachmentRefusals.NoRoom(); }
        finally { Directory.Delete(work, recursive: true); }
    }

    /// <summary>Where the bytes lie; null when they do not.</summary>
    public string? Find(string sha256) => Place(sha256) is var path && File.Exists(path) ? path : null;

    /// <summary>Removes files that no row knows and that have lain for a day; none when most are unknown, for then the database is another site's. Returns how many.</summary>
    public async Task<int> Sweep(CommonsDb db, CancellationToken stop = default)
    {
        var old = clock.GetUtcNow().UtcDateTime.AddDays(-1);
        var lying = Directory.CreateDirectory(Path.Combine(root, "files")).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Name.Length == 64 && f.LastWriteTimeUtc < old).Select(f => f.Name).ToArray();
        var unknown = new List<string>();
        foreach (var hashes in lying.Chunk(1000))
            unknown.AddRange(hashes.Except(await db.Attachments.Where(a => hashes.Contains(a.Sha256)).Select(a => a.Sha256).ToListAsync(stop)));
        if (unknown.Count > 20 && unknown.Count > lying.Length / 2)
            return 0;
        foreach (var hash in unknown.Where(h => File.GetLastWriteTimeUtc(Place(h)) < old))
            File.Delete(Place(hash));
        return unknown.Count;
    }

    string Place(string sha256) => Path.Combine(root, "files", sha256[..2], sha256);

    // The same bytes may be here already, whole: they are new from now on, so that the sweep leaves them to the row that is on its way
    void Settle(string path, string hash)
    {
        var (place, folder) = (Place(hash), Path.GetDirectoryName(Place(hash))!);
        Disk.Flush(path);
        Directory.CreateDirectory(folder);
        File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
        File.Move(path, place, overwrite: true);
        Disk.Flush(folder);
        Disk.Flush(Path.GetDirectoryName(folder)!);
    }
}
