using System.Security.Cryptography;

namespace KmCommons.Transfer;

/// <summary>A copy in a folder, such as on a USB stick. It can be stopped at any moment and made again: a file appears whole or not at all, one that is right already is left as it is,
/// and what an earlier copy wrote and this one does not have is taken away in the end.</summary>
public sealed class CopyFolder : ICopyTarget
{
    /// <summary>The list of all files with their SHA-256, as <c>sha256sum -c</c> reads it; written last, so that its presence says the copy is whole.</summary>
    public const string Manifest = "manifest.txt";
    /// <summary>Says that the folder is a copy of ours, whole or not.</summary>
    const string Mark = "km-commons-copy.txt";
    const string Half = ".half";

    readonly string root;
    readonly SortedDictionary<string, string> written = new(StringComparer.Ordinal);
    readonly List<string> before;

    /// <summary>Opens the folder, which is made when it is not there.</summary>
    /// <exception cref="IOException">Something else is in it.</exception>
    public CopyFolder(string root)
    {
        this.root = Directory.CreateDirectory(root).FullName;
        if (!File.Exists(At(Mark)) && Directory.EnumerateFileSystemEntries(this.root).Any())
            throw new IOException($"โฟลเดอร์ {this.root} มีอย่างอื่นอยู่ เลือกโฟลเดอร์ว่าง · The folder {this.root} holds other things; take an empty one.");
        before = File.Exists(At(Manifest)) ? [.. File.ReadLines(At(Manifest)).Where(l => l.Length > 66).Select(l => l[66..])] : [];
        File.WriteAllText(At(Mark), "A copy made by KM Commons. While there is no manifest.txt it is not whole: make it again.\n");
        File.Delete(At(Manifest));
    }

    /// <inheritdoc/>
    public async Task Put(string path, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        written[path] = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var file = Place(path);
        if (File.Exists(file) && new FileInfo(file).Length == bytes.Length && Same(bytes, await File.ReadAllBytesAsync(file, stop)))
            return;
        await File.WriteAllBytesAsync(file + Half, bytes, stop);
        File.Move(file + Half, file, overwrite: true);
    }

    /// <inheritdoc/>
    public async Task Copy(string path, string from, CancellationToken stop)
    {
        if (written.ContainsKey(path))
            return;
        var file = Place(path);
        // Photos never change under their names: one of the same length is the same, unless the stick is broken, which the manifest tells
        if (!File.Exists(file) || new FileInfo(file).Length != new FileInfo(from).Length)
        {
            await using (var source = File.OpenRead(from))
            await using (var half = File.Create(file + Half))
                await source.CopyToAsync(half, stop);
            File.Move(file + Half, file, overwrite: true);
        }
        await using var whole = File.OpenRead(from);
        written[path] = Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, stop));
    }

    /// <summary>Takes away what only an earlier copy had, and writes the list.</summary>
    public void Finish()
    {
        foreach (var gone in before.Where(path => !written.ContainsKey(path) && !path.Split('/').Contains("..") && !path.StartsWith('/')))
            File.Delete(At(gone));
        foreach (var half in Directory.EnumerateFiles(root, "*" + Half, SearchOption.AllDirectories).ToList())
            File.Delete(half);
        File.WriteAllLines(At(Manifest), written.Select(w => $"{w.Value}  {w.Key}"));
    }

    static bool Same(ReadOnlyMemory<byte> bytes, byte[] there) => bytes.Span.SequenceEqual(there);

    string At(string path) => Path.Combine(root, path);

    string Place(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        return At(path);
    }
}
