namespace KmCommons.Tests.Theme;

/// <summary>The repository on disk, seen from a running test.</summary>
static class House
{
    /// <summary>The folder of the solution.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    /// <summary>Every Razor page of the house with its text.</summary>
    public static IEnumerable<(string Name, string Text)> Pages =>
        from folder in new[] { "src", "themes" }
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cshtml", SearchOption.AllDirectories)
        where !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (Path.GetRelativePath(Root, file), File.ReadAllText(file));

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "KmCommons.sln")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No KmCommons.sln above the tests."));
}
