using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KmCommons.Media;

/// <summary>The bones of a PNG file (W3C PNG, third edition): its chunks, without decoding the picture.</summary>
static class PngBytes
{
    /// <summary>Size and wholeness; text is counted unpacked, so that a packed megabyte cannot become a gigabyte.</summary>
    public static PhotoHead Head(Stream file, PhotoLimits limits)
    {
        PhotoHead? head = null;
        long text = 0;
        var picture = false;
        Span<byte> title = stackalloc byte[8];
        for (file.Position = 8; ;)
        {
            file.ReadExactly(title);
            var length = BinaryPrimitives.ReadUInt32BigEndian(title);
            var type = Encoding.Latin1.GetString(title[4..]);
            var start = file.Position;
            if (start + length + 4 > file.Length)
                throw new EndOfStreamException();
            if (head is null != (type == "IHDR"))
                throw PhotoRefusals.Broken();
            switch (type)
            {
                case "IHDR": head = Size(file, length, limits); break;
                case "IDAT": picture = true; break;
                case "acTL": throw PhotoRefusals.Animated();
                case "tEXt" or "zTXt" or "iTXt" or "iCCP" or "eXIf":
                    // Each chunk costs its title too: a million empty ones are a burden as well
                    text += 12 + (length > limits.TextBytes ? length : Unpacked(file, type, (int)length, limits.TextBytes));
                    if (text > limits.TextBytes)
                        throw PhotoRefusals.TooMuchText();
                    head = head! with { HasProfile = head.HasProfile || type == "iCCP" };
                    break;
                case "IEND": return picture ? head! : throw PhotoRefusals.Broken();
            }
            file.Position = start + length + 4;
        }
    }

    static PhotoHead Size(Stream file, uint length, PhotoLimits limits)
    {
        if (length != 13)
            throw PhotoRefusals.Broken();
        Span<byte> size = stackalloc byte[8];
        file.ReadExactly(size);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size[4..]));
        if (width > int.MaxValue || height > int.MaxValue)
            throw PhotoRefusals.Broken();
        // Said before the rest is walked: a boastful header often has no picture behind it
        return width * (ulong)height <= (ulong)limits.Pixels ? new("png", (int)width, (int)height) : throw PhotoRefusals.TooManyPixels();
    }

    static long Unpacked(Stream file, string type, int length, long most)
    {
        var chunk = new byte[length];
        file.ReadExactly(chunk);
        var afterKeyword = After(chunk, 0);
        var packedAt = type switch
        {
            "zTXt" or "iCCP" => afterKeyword + 1, // method
            "iTXt" when afterKeyword < length && chunk[afterKeyword] == 1 => After(chunk, After(chunk, afterKeyword + 2)), // flag, method, language, translated keyword
            _ => length,
        };
        return packedAt < length ? Math.Max(length, Inflated(chunk.AsMemory(packedAt), most)) : length;
    }

    // The place after the next NUL; the end when there is none
    static int After(byte[] chunk, int from) => from < chunk.Length && Array.IndexOf(chunk, (byte)0, from) is >= 0 and var at ? at + 1 : chunk.Length;

    static long Inflated(ReadOnlyMemory<byte> packed, long most)
    {
        using var inflate = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var block = new byte[1 << 14];
        long total = 0;
        try
        {
            for (int read; total <= most && (read = inflate.Read(block)) > 0;)
                total += read;
        }
        catch (InvalidDataException) { /* what cannot be unpacked here cannot be unpacked there */ }
        return total;
    }
}
