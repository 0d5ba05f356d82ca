namespace KmCommons.Media;

/// <summary>How much a photo may ask of the server. The defaults are the site's rules; tests draw them tighter.</summary>
public sealed record PhotoLimits
{
    /// <summary>Longest upload, in bytes (15 MB).</summary>
    public long Bytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>Most pixels, width times height, that the header may promise.</summary>
    public long Pixels { get; init; } = 64_000_000;

    /// <summary>Most bytes of text and profile chunks in a PNG, counted unpacked.</summary>
    public long TextBytes { get; init; } = 1024 * 1024;

    /// <summary>Most scans of a progressive JPEG; cameras write about ten, a bomb thousands.</summary>
    public int Scans { get; init; } = 64;

    /// <summary>Most private memory of one vips process, in bytes. With the program's own pages it stays below 400 MB.</summary>
    public long Memory { get; init; } = 360_000_000;

    /// <summary>Longest file that a vips process may write, in bytes.</summary>
    public long WrittenBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Longest time for all steps of one photo together; the waiting in the queue is not counted.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Photos made at the same time in this process; the others wait.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>Longest wait for one's turn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
