using System.Text;
using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>What an upload is when it is not a photo, so that the person hears something of use.</summary>
static class OtherFile
{
    /// <summary>The sentence for a file that begins like this.</summary>
    public static Refused Refusal(ReadOnlySpan<byte> start) => start switch
    {
        [] => PhotoRefusals.Empty(),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => PhotoRefusals.Gif(),
        [(byte)'I', (byte)'I', 0x2A or 0x2B, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A or 0x2B, ..] => PhotoRefusals.Tiff(),
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => PhotoRefusals.Bmp(),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => PhotoRefusals.Pdf(),
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] or [0x1F, 0x8B, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] => PhotoRefusals.Zip(),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => IsoMedia(start),
        _ => Words(start),
    };

    // ISO 14496-12: the brand after «ftyp», and the compatible brands that follow
    static Refused IsoMedia(ReadOnlySpan<byte> start)
    {
        var brand = Encoding.ASCII.GetString(start[8..Math.Min(12, start.Length)]);
        return brand switch
        {
            "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => PhotoRefusals.Heic(),
            "avif" or "avis" => PhotoRefusals.Avif(),
            _ => PhotoRefusals.Video(),
        };
    }

    static Refused Words(ReadOnlySpan<byte> start)
    {
        var text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return PhotoRefusals.Svg();
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith('<') && text.Contains("<html", StringComparison.OrdinalIgnoreCase))
            return PhotoRefusals.Html();
        // A cut at the 1,024th byte may halve one letter, which is no sign of binary data
        return text.SkipLast(1).Any(c => c == '\uFFFD' || char.IsControl(c) && c is not ('\t' or '\r' or '\n')) ? PhotoRefusals.Unknown() : PhotoRefusals.Text();
    }
}
