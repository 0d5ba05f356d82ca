namespace KmCommons.Transfer;

/// <summary>The files that an import reads: a folder on this machine, or a zip that somebody sent.</summary>
public interface IBundle : IDisposable
{
    /// <summary>The names of the files, with <c>/</c> between folders, in the order of their letters.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file of <see cref="Names"/>; it gives no more than <paramref name="most"/> bytes.</summary>
    /// <exception cref="Foundation.Refused">413, while reading: it is longer.</exception>
    Stream Open(string name, long most);
}

/// <summary>How much an import may ask of the server.</summary>
public static class ImportLimits
{
    /// <summary>One text, one WordPress file, and one photo, in bytes.</summary>
    public const long Text = 8 * 1024 * 1024, Feed = 256L * 1024 * 1024, Photo = 15 * 1024 * 1024;
    /// <summary>Files in a bundle, and all they hold unpacked, in bytes.</summary>
    public const int Files = 50_000;
    /// <summary>All that a zip holds unpacked, in bytes.</summary>
    public const long Unpacked = 4L * 1024 * 1024 * 1024;
    /// <summary>How many times smaller packed than unpacked a file of more than a megabyte may be: texts are 10, bombs 1,000.</summary>
    public const long Ratio = 120;
}
