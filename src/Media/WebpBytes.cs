using System.Buffers.Binary;
using System.Text;

namespace KmCommons.Media;

/// <summary>The bones of a WebP file (RFC 9649): its RIFF chunks, without decoding the picture.</summary>
static class WebpBytes
{
    /// <summary>A chunk of the file.</summary>
    /// <param name="Type">Four letters.</param>
    /// <param name="Start">Where its content begins.</param>
    /// <param name="Length">Bytes of content, without the padding byte.</param>
    public readonly record struct Chunk(string Type, long Start, long Length);

    /// <summary>All chunks inside the RIFF form.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter than it says.</exception>
    public static IEnumerable<Chunk> Chunks(Stream file)
    {
        var end = 8 + (long)UInt32(file, 4);
        if (end > file.Length)
            throw new EndOfStreamException();
        for (long at = 12; at + 8 <= end;)
        {
            long length = UInt32(file, at + 4);
            if (at + 8 + length > end)
                throw new EndOfStreamException();
            yield return new(Encoding.Latin1.GetString(Bytes(file, at, 4)), at + 8, length);
            at += 8 + length + (length & 1);
        }
    }

    /// <summary>Size and wholeness. Where both a canvas and a picture are given, they must agree.</summary>
    public static PhotoHead Head(Stream file)
    {
        PhotoHead? canvas = null, picture = null;
        var hasProfile = false;
        foreach (var chunk in Chunks(file))
            switch (chunk.Type)
            {
                case "VP8X" when canvas is null && picture is null && chunk.Length >= 10:
                    var x = Bytes(file, chunk.Start, 10);
                    if ((x[0] & 0x02) != 0)
                        throw PhotoRefusals.Animated();
                    canvas = new("webp", 1 + (x[4] | x[5] << 8 | x[6] << 16), 1 + (x[7] | x[8] << 8 | x[9] << 16));
                    break;
                case "ICCP": hasProfile = true; break;
                case "ANIM" or "ANMF": throw PhotoRefusals.Animated();
                case "VP8 " when picture is null: picture = Lossy(Bytes(file, chunk.Start, 10)); break;
                case "VP8L" when picture is null: picture = Lossless(Bytes(file, chunk.Start, 5)); break;
                case "VP8X" or "VP8 " or "VP8L": throw PhotoRefusals.Broken();
            }
        return picture is not null && (canvas ?? picture) == picture ? picture with { HasProfile = hasProfile } : throw PhotoRefusals.Broken();
    }

    // RFC 6386, 9.1: frame tag with an inverted key-frame bit, start code, then 14 bits each of width and height
    static PhotoHead Lossy(byte[] frame) => (frame[0] & 1) == 0 && frame.AsSpan(3, 3).SequenceEqual<byte>([0x9D, 0x01, 0x2A])
        ? new("webp", BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(6)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(8)) & 0x3FFF)
        : throw PhotoRefusals.Broken();

    // RFC 9649, 3.4: signature, then 14 bits each of width - 1 and height - 1
    static PhotoHead Lossless(byte[] stream)
    {
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(stream.AsSpan(1));
        return stream[0] == 0x2F ? new("webp", (int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1) : throw PhotoRefusals.Broken();
    }

    /// <summary>Writes the file anew with its lossy picture and no other chunk: Debian 12's <c>vips</c> adds an EXIF chunk of its own, even when told to strip.</summary>
    public static void KeepOnlyPicture(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var picture = Chunks(file).SingleOrDefault(chunk => chunk.Type == "VP8 ");
        if (picture.Length == 0)
            throw PhotoRefusals.NotBare();
        var padded = picture.Length + (picture.Length & 1);
        var whole = new byte[20 + padded];
        "RIFF"u8.CopyTo(whole);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)(12 + padded));
        "WEBPVP8 "u8.CopyTo(whole.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(16), (uint)picture.Length);
        Bytes(file, picture.Start, (int)picture.Length).CopyTo(whole, 20);
        file.Position = 0;
        file.Write(whole);
        file.SetLength(whole.Length);
    }

    static byte[] Bytes(Stream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    static uint UInt32(Stream file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(file, at, 4));
}
