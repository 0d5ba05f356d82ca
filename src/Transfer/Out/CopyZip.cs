using System.IO.Compression;

namespace KmCommons.Transfer;

/// <summary>A copy as a zip, written while it is made: nothing of it is kept on the server, in memory or on disk.</summary>
public sealed class CopyZip(ZipArchive zip) : ICopyTarget
{
    // The same copy is the same bytes, whenever it is made
    static readonly DateTimeOffset Then = new(2006, 12, 11, 0, 0, 0, TimeSpan.Zero);
    readonly HashSet<string> copied = [];

    /// <inheritdoc/>
    public async Task Put(string path, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await using var file = await Open(path, CompressionLevel.Fastest, stop);
        await file.WriteAsync(bytes, stop);
    }

    /// <inheritdoc/>
    public async Task Copy(string path, string from, CancellationToken stop)
    {
        if (!copied.Add(path))
            return;
        await using var source = File.OpenRead(from);
        await using var file = await Open(path, CompressionLevel.NoCompression, stop);
        await source.CopyToAsync(file, stop);
    }

    async Task<Stream> Open(string path, CompressionLevel level, CancellationToken stop)
    {
        var entry = zip.CreateEntry(path, level);
        entry.LastWriteTime = Then;
        return await entry.OpenAsync(stop);
    }
}
