using System.Globalization;
using System.Text;
using QRCoder;

namespace KmCommons.Foundation;

/// <summary>A QR code as the path of an SVG: one unit a dot, so that it prints sharp at any size.</summary>
public static class QrPicture
{
    /// <summary>The dots of a text, and how many stand on a side.</summary>
    public static (string Path, int Side) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (path, rows) = (new StringBuilder(), code.ModuleMatrix);
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (path.ToString(), rows.Count);
    }
}
