using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>What the header of a photo says.</summary>
/// <param name="Kind">jpeg, png or webp.</param>
/// <param name="Width">Stored width in pixels, before any turning upright.</param>
/// <param name="Height">Stored height in pixels, before any turning upright.</param>
/// <param name="HasProfile">Whether it brings an ICC profile of its own; without one its colours are sRGB.</param>
/// <param name="IsInk">Whether its colours are those of a printer (four channels).</param>
public sealed record PhotoHead(string Kind, int Width, int Height, bool HasProfile = false, bool IsInk = false);

/// <summary>The gate that every upload passes before any program touches it. It reads bytes and never believes a name or a content type.</summary>
public static class PhotoGate
{
    /// <summary>Writes at most <see cref="PhotoLimits.Bytes"/> of the upload to <paramref name="path"/> and looks at what came.</summary>
    /// <exception cref="Refused">413, 415 or 422: not let in, and why. What was written stays for the caller to remove.</exception>
    /// <exception cref="IOException">The disk is full, or the line broke.</exception>
    public static async Task<PhotoHead> Admit(Stream upload, string path, PhotoLimits limits, CancellationToken stop = default)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        var block = new byte[1 << 16];
        for (int read; (read = await upload.ReadAsync(block, stop)) > 0;)
        {
            if (file.Position + read > limits.Bytes)
                throw PhotoRefusals.TooManyBytes();
            await file.WriteAsync(block.AsMemory(0, read), stop);
        }
        await file.FlushAsync(stop);
        return Look(file, limits);
    }

    /// <summary>Reads kind and size from the file's own bytes, and walks to its end to see that it is whole.</summary>
    /// <param name="file">A stream that can seek.</param>
    /// <param name="limits">What is allowed.</param>
    /// <exception cref="Refused">413, 415 or 422.</exception>
    public static PhotoHead Look(Stream file, PhotoLimits limits)
    {
        file.Position = 0;
        var first = new byte[1024];
        var start = first.AsSpan(0, file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false));
        try
        {
            var head = start switch
            {
                [0xFF, 0xD8, 0xFF, ..] => JpegBytes.Head(file, limits),
                [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngBytes.Head(file, limits),
                [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebpBytes.Head(file),
                _ => throw OtherFile.Refusal(start),
            };
            if (head.Width <= 0 || head.Height <= 0)
                throw PhotoRefusals.Broken();
            return (long)head.Width * head.Height <= limits.Pixels ? head : throw PhotoRefusals.TooManyPixels();
        }
        catch (EndOfStreamException) { throw PhotoRefusals.Truncated(); }
    }
}
