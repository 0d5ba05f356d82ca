using System.Buffers;
using System.Runtime.InteropServices;

namespace KmCommons.Mail;

/// <summary>
/// Letters as files in <c>new/*.eml</c> under a folder, for another program (or a person) to fetch. A letter is written to <c>tmp/</c>, forced to the disk and then renamed over,
/// so a file in <c>new/</c> is always whole, and the same letter twice is one file. The envelope is not kept: it is the letter's own To.
/// </summary>
public sealed class SpoolFolder : ITransport
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    private readonly string _tmp;
    private readonly string _new;

    /// <param name="folder">The spool; it and its two subfolders are made when missing. What a crash left in <c>tmp/</c> is removed after a day.</param>
    public SpoolFolder(string folder)
    {
        _tmp = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        _new = Directory.CreateDirectory(Path.Combine(folder, "new")).FullName;
        foreach (var left in new DirectoryInfo(_tmp).EnumerateFiles().Where(file => file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1))) left.Delete();
    }

    /// <inheritdoc/>
    public bool RepeatIsHarmless => true;

    /// <inheritdoc/>
    /// <remarks>A full or read-only disk is <see cref="Outcome.TryLater"/>. The name may hold ASCII letters, digits, hyphen, underscore and dots between them; anything else throws <see cref="BadHeaderException"/>.</remarks>
    public async Task<Delivery> Send(string envelopeFrom, string envelopeTo, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct = default)
    {
        if (envelopeFrom.Length > 0) MailAddressParser.Parse(envelopeFrom, "envelope from");
        MailAddressParser.Parse(envelopeTo, "envelope to");
        if (fileName.Length is 0 or > 200 || fileName.AsSpan().ContainsAnyExcept(NameCharacters) || fileName[0] == '.' || !fileName.EndsWith(".eml", StringComparison.Ordinal))
            throw new BadHeaderException("file name", "is not a plain name ending in .eml");

        // Two servers may write the same letter at once: each has its own temporary file, and the last rename wins with the same bytes
        var draft = Path.Combine(_tmp, $"{fileName}.{Guid.NewGuid():N}");
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, ct);
                file.Flush(flushToDisk: true);
            }
            ct.ThrowIfCancellationRequested();
            File.Move(draft, Path.Combine(_new, fileName), overwrite: true);
            FlushFolder(_new);
            return new Delivery(Outcome.Sent, 0, fileName);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Delivery.TryLater(fault.Message);
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }

    /// <summary>Holds nothing open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A rename lasts through a power cut only when the folder itself is forced to the disk; .NET has no call for it
    private static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"cannot open {folder}: error {Marshal.GetLastPInvokeError()}");
        var failed = Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed) throw new IOException($"cannot force {folder} to the disk: error {error}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
