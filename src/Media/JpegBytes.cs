using System.Buffers.Binary;

namespace KmCommons.Media;

/// <summary>The bones of a JPEG file (ITU-T T.81, annex B): its marker segments, without decoding anything.</summary>
static class JpegBytes
{
    const byte EndOfImage = 0xD9, StartOfScan = 0xDA, Profile = 0xE2;

    /// <summary>A marker and what follows it up to the next.</summary>
    /// <param name="Marker">The byte after FF.</param>
    /// <param name="Start">Where the segment's content begins in the file.</param>
    /// <param name="Length">Bytes of content; 0 for a marker that stands alone.</param>
    public readonly record struct Segment(byte Marker, long Start, int Length);

    /// <summary>All segments up to and with the end of the image. Entropy-coded data after a scan's header are stepped over.</summary>
    /// <exception cref="EndOfStreamException">The file ends before the image does.</exception>
    public static IEnumerable<Segment> Segments(Stream file)
    {
        file.Position = 2;
        for (var marker = NextMarker(file); ; marker = NextMarker(file))
        {
            if (marker is EndOfImage or 0x01 or >= 0xD0 and <= 0xD8)
            {
                yield return new(marker, file.Position, 0);
                if (marker == EndOfImage)
                    yield break;
                continue;
            }
            var length = (file.Byte() << 8 | file.Byte()) - 2;
            var start = file.Position;
            if (length < 0)
                throw PhotoRefusals.Broken();
            if (start + length > file.Length)
                throw new EndOfStreamException();
            yield return new(marker, start, length);
            file.Position = start + length;
        }
    }

    /// <summary>Size and wholeness.</summary>
    public static PhotoHead Head(Stream file, PhotoLimits limits)
    {
        PhotoHead? head = null;
        var (scans, hasProfile) = (0, false);
        Span<byte> start = stackalloc byte[12];
        foreach (var segment in Segments(file))
            if (segment.Marker == StartOfScan && ++scans > limits.Scans)
                throw PhotoRefusals.TooHeavy();
            else if (segment.Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (head is not null || segment.Length < 6)
                    throw PhotoRefusals.Broken();
                var frame = start[..6]; // precision, height, width, components
                file.ReadExactly(frame);
                head = new("jpeg", BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), IsInk: frame[5] == 4);
            }
            else if (segment.Marker == Profile && segment.Length >= start.Length)
            {
                file.ReadExactly(start);
                hasProfile |= start.SequenceEqual("ICC_PROFILE\0"u8);
            }
        return scans > 0 && head is not null ? head with { HasProfile = hasProfile } : throw PhotoRefusals.Broken();
    }

    // FF 00 is a stuffed data byte and FF D0..D7 restarts the coder: both lie inside a scan
    static byte NextMarker(Stream file)
    {
        while (true)
        {
            while (file.Byte() != 0xFF) { }
            var marker = file.Byte();
            while (marker == 0xFF)
                marker = file.Byte();
            if (marker is not (0 or >= 0xD0 and <= 0xD7))
                return marker;
        }
    }

    /// <summary>The next byte.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public static byte Byte(this Stream file) => file.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();
}
