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

    /// <summary>A colour profile (ICC.1:2001-04) with the numbers of Adobe RGB (1998): its three primaries adapted to D50, one gamma of 563/256. Written by rule; no file of anybody's.</summary>
    public static byte[] AdobeRgb()
    {
        static byte[] Xyz(double x, double y, double z) => [.. "XYZ \0\0\0\0"u8, .. BigEndian(Fixed(x)), .. BigEndian(Fixed(y)), .. BigEndian(Fixed(z))];
        static int Fixed(double value) => (int)Math.Round(value * 65536);
        byte[] gamma = [.. "curv\0\0\0\0"u8, .. BigEndian(1), 0x02, 0x33, 0, 0], name = [.. "desc\0\0\0\0"u8, .. BigEndian(5), .. "wide\0"u8, .. new byte[4 + 4 + 2 + 1 + 67 + 3]];
        (string Name, byte[] Content)[] tags =
        [
            ("desc", name), ("cprt", [.. "text\0\0\0\0"u8, .. "none\0\0\0\0"u8]), ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.60974, 0.31111, 0.01947)), ("gXYZ", Xyz(0.20528, 0.62567, 0.06087)), ("bXYZ", Xyz(0.14919, 0.06322, 0.74457)),
            ("rTRC", gamma), ("gTRC", gamma), ("bTRC", gamma),
        ];
        var (table, content) = (new List<byte>(BigEndian(tags.Length)), new List<byte>());
        foreach (var tag in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(tag.Name), .. BigEndian(128 + 4 + 12 * tags.Length + content.Count), .. BigEndian(tag.Content.Length)]);
            content.AddRange([.. tag.Content, .. new byte[(4 - tag.Content.Length % 4) % 4]]);
        }
        byte[] head = [.. BigEndian(128 + table.Count + content.Count), 0, 0, 0, 0, 2, 0x10, 0, 0, .. "mntrRGB XYZ "u8, .. new byte[12], .. "acsp"u8, .. new byte[28], .. BigEndian(Fixed(0.9642)), .. BigEndian(Fixed(1)), .. BigEndian(Fixed(0.8249)), .. new byte[48]];
        return [.. head, .. table, .. content];
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
