using KmCommons.Foundation;

namespace KmCommons.Transfer;

/// <summary>A folder, or one file alone. Links out of the folder are not followed.</summary>
public sealed class FolderBundle : IBundle
{
    readonly string root;

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public FolderBundle(string path)
    {
        path = Path.GetFullPath(path);
        if (!Path.Exists(path))
            throw new IOException($"ไม่มี {path} · There is no {path}");
        root = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        Names = File.Exists(path) ? [Path.GetFileName(path)] : [.. Directory.EnumerateFiles(root, "*", all).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal).Take(ImportLimits.Files)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public Stream Open(string name, long most) => new BoundedStream(File.OpenRead(Path.Combine(root, name)), most, ZipBundle.TooMuch);

    /// <inheritdoc/>
    public void Dispose() { }
}
