using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KmCommons.Tests.Media;

/// <summary>Pictures made by code: PNG written byte by byte, other kinds by the real vips, EXIF put in by hand.</summary>
static class Pictures
{
    public static readonly (byte R, byte G, byte B) Red = (220, 30, 30), Green = (30, 180, 60), Blue = (40, 60, 200), White = (245, 245, 245);

    /// <summary>A sample file of the repository.</summary>
    public static byte[] Sample(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "KmCommons.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllBytes(Path.Combine(folder, "tests", "KmCommons.Tests", "Media", "samples", name));
    }

    /// <summary>Four quarters: red, green above; blue, white below.</summary>
    public static byte[] Quarters(int width = 800, int height = 600) => Png(width, height, (x, y) => (x < width / 2, y < height / 2) switch
    {
        (true, true) => Red, (false, true) => Green, (true, false) => Blue, _ => White,
    });

    /// <summary>A PNG of 8 bits RGB.</summary>
    public static byte[] Png(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var rows = new byte[height * (1 + 3 * width)];
        for (int y = 0, at = 0; y < height; y++)
        {
            rows[at++] = 0;
            for (var x = 0; x < width; x++)
                (rows[at++], rows[at++], rows[at++]) = colour(x, y);
        }
        return PngOf(Header(width, height), Chunk("IDAT", Deflated(rows)));
    }

    /// <summary>A PNG of one colour, one bit a pixel: few bytes for very many pixels.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var y = 0; y < height; y++)
                deflate.Write(new byte[1 + (width + 7) / 8]);
        return PngOf(Header(width, height, depth: 1, type: 0), Chunk("IDAT", packed.ToArray()));
    }

    public static byte[] PngOf(params byte[][] chunks) => [0x89, .. "PNG\r\n\x1A\n"u8, .. chunks.SelectMany(c => c), .. Chunk("IEND", [])];

    public static byte[] Header(int width, int height, byte depth = 8, byte type = 2) => Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), depth, type, 0, 0, 0]);

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian(content.Length), .. named, .. BigEndian((int)Crc(named))];
    }

    public static byte[] Deflated(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(plain);
        return packed.ToArray();
    }

    /// <summary>The chunk put right after the header of a PNG.</summary>
    public static byte[] WithChunk(byte[] png, byte[] chunk) => [.. png[..33], .. chunk, .. png[33..]];

    /// <summary>The picture as the real vips writes it, such as <c>a.jpg[Q=90,interlace]</c>.</summary>
    public static byte[] By(byte[] picture, string to, string action = "copy", params string[] options)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "in"), picture);
        Vips(folder.Path, [action, "in", to, .. options]);
        return File.ReadAllBytes(Path.Combine(folder.Path, to.Split('[')[0]));
    }

    /// <summary>The JPEG with an EXIF segment: the orientation and a position, written by hand.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, // Orientation
            0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, // GPS directory at 38
            0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 2, 0, 0, 0, (byte)'N', 0, 0, 0, 0, 0, 0, 0];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>The colour at a place of the picture, as the real vips decodes it.</summary>
    public static int[] Colour(string path, int x, int y) => [.. Vips(Path.GetDirectoryName(path)!, "getpoint", Path.GetFileName(path), Text(x), Text(y))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => (int)Math.Round(double.Parse(n, CultureInfo.InvariantCulture)))];

    /// <summary>Whether the colour there is about this one.</summary>
    public static bool IsAbout(this int[] seen, (byte R, byte G, byte B) meant, int off = 12) =>
        seen.Length == 3 && Math.Abs(seen[0] - meant.R) <= off && Math.Abs(seen[1] - meant.G) <= off && Math.Abs(seen[2] - meant.B) <= off;

    public static string Vips(string folder, params string[] arguments)
    {
        using var vips = Process.Start(new ProcessStartInfo("vips", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var wrong = vips.StandardError.ReadToEndAsync();
        var said = vips.StandardOutput.ReadToEnd();
        vips.WaitForExit();
        return vips.ExitCode == 0 ? said : throw new InvalidOperationException($"vips {string.Join(' ', arguments)}: {wrong.Result}");
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}

/// <summary>A folder that goes when the test does.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kmcommons-").FullName;
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
