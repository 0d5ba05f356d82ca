using System.Globalization;
using System.Security.Cryptography;
using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>What has come so far of photos and documents on their way: one growing file each, <c>media/uploads/{member}-{key}</c>. Its length is how far it is; nothing else says so.</summary>
public sealed class UploadPieces(DataFolder data)
{
    const int NoSpace = 28, QuotaFull = 122, FileTooLarge = 27; // errno of Linux

    readonly string root = Directory.CreateDirectory(Path.Combine(data.Sub("media"), "uploads")).FullName;

    /// <summary>Whether the disk would not take more.</summary>
    internal static bool IsFull(IOException fault) => fault.HResult is NoSpace or QuotaFull or FileTooLarge;

    /// <summary>How much has come.</summary>
    public long Length(Upload upload) => new FileInfo(Place(upload)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Adds a piece at the end. What came before the line broke stays.</summary>
    /// <returns>How much has come now; nothing was added when that is not where the piece belongs, or when another piece is being added.</returns>
    /// <exception cref="Refused">413: more than was announced. 503: no room.</exception>
    public async Task<(long Length, bool Added)> Add(Upload upload, long at, Stream piece, CancellationToken stop)
    {
        try
        {
            await using var file = new FileStream(Place(upload), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1);
            if (file.Length != at)
                return (file.Length, false);
            file.Position = at;
            var block = new byte[1 << 16];
            for (int read; (read = await piece.ReadAsync(block, stop)) > 0;)
            {
                if (file.Position + read > upload.Size)
                    throw AttachmentRefusals.NotTheSame();
                await file.WriteAsync(block.AsMemory(0, read), CancellationToken.None);
            }
            return (file.Length, true);
        }
        catch (IOException fault) when (IsFull(fault)) { throw AttachmentRefusals.NoRoom(); }
        catch (IOException fault) when ((fault.HResult & 0xFFFF) is 11 or 32) { return (Length(upload), false); } // locked by another piece of the same upload
    }

    /// <summary>Opens what has come, when it is whole and the same as in the sender's hand.</summary>
    /// <exception cref="Refused">409: it is not; what is not the same is thrown away.</exception>
    public async Task<FileStream> Open(Upload upload, CancellationToken stop)
    {
        if (Length(upload) != upload.Size)
            throw AttachmentRefusals.NotWhole();
        var file = new FileStream(Place(upload), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (upload.Sha256 is { } promised && promised != Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)))
        {
            await file.DisposeAsync();
            Drop(upload);
            throw AttachmentRefusals.NotTheSame();
        }
        file.Position = 0;
        return file;
    }

    /// <summary>Throws away what has come.</summary>
    public void Drop(Upload upload) => File.Delete(Place(upload));

    /// <summary>Throws away what no row knows any more and nobody added to for two days.</summary>
    public void Sweep(IReadOnlySet<string> known, DateTimeOffset now)
    {
        foreach (var file in new DirectoryInfo(root).EnumerateFiles().Where(f => !known.Contains(f.Name) && f.LastWriteTimeUtc < now.UtcDateTime.AddDays(-2)))
            file.Delete();
    }

    /// <summary>The name of its file.</summary>
    public static string Name(long owner, string id) => string.Create(CultureInfo.InvariantCulture, $"{owner}-{id}");

    string Place(Upload upload) => Path.Combine(root, Name(upload.OwnerId, upload.Id));
}
