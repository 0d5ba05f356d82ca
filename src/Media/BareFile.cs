namespace KmCommons.Media;

/// <summary>The last look at a file before it is served: nothing but picture may be in it. It is a list of what is allowed, so a kind of metadata
/// that nobody thought of is found too. Colour profiles are not allowed: every picture was brought to sRGB.</summary>
public static class BareFile
{
    /// <summary>Whether the JPEG or WebP file holds a picture and nothing else: no EXIF, XMP, IPTC, ICC, comment or thumbnail, and no byte after the end.</summary>
    public static bool IsBare(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return file.ReadByte() == 'R' ? IsBareWebp(file) : IsBareJpeg(file);
        }
        catch (Exception fault) when (fault is EndOfStreamException or Foundation.Refused) { return false; }
    }

    // Tables, frame, restart interval, scan, end; and the JFIF mark as long as it carries no thumbnail
    static bool IsBareJpeg(Stream file)
    {
        JpegBytes.Segment last = default;
        foreach (var segment in JpegBytes.Segments(file))
        {
            if (segment.Marker is not (0xDB or 0xC4 or 0xC0 or 0xC1 or 0xC2 or 0xDD or 0xDA or 0xD9) && !(segment.Marker == 0xE0 && segment.Length == 14))
                return false;
            last = segment;
        }
        return last.Start == file.Length;
    }

    static bool IsBareWebp(Stream file) => WebpBytes.Chunks(file).ToList() is [{ Type: "VP8 " } picture]
        && picture.Start + picture.Length + (picture.Length & 1) == file.Length;
}
