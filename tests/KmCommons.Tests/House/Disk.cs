namespace KmCommons.Tests.House;

/// <summary>The repository on disk, seen from a running test: only what people wrote, not what tools made.</summary>
static class Disk
{
    static readonly string[] Made = ["bin", "obj", "node_modules", "wwwroot", ".git"];

    /// <summary>The folder of the solution.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    /// <summary>The files below a folder of the repository with one of these endings: path from the root, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings) =>
        from file in Below(Path.Combine(Root, folder))
        where Array.Exists(endings, ending => file.EndsWith(ending, StringComparison.Ordinal))
        orderby file
        select (Path.GetRelativePath(Root, file), File.ReadAllText(file));

    /// <summary>The folders directly in a folder of the repository.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(f => Path.GetFileName(f)).Where(f => !Made.Contains(f)).Order(StringComparer.Ordinal);

    static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(f => !Made.Contains(Path.GetFileName(f))).SelectMany(Below));

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "KmCommons.sln")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No KmCommons.sln above the tests."));
}
