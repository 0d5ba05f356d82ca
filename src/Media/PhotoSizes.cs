using System.Globalization;

namespace KmCommons.Media;

/// <summary>Which sizes a photo is served in. A photo is never made larger than it is: one of 500 pixels has 320 and 500.</summary>
public static class PhotoSizes
{
    static readonly int[] Widths = [320, 640, 1280];

    /// <summary>The widths in WebP, in pixels, rising, for a master of this width.</summary>
    public static int[] Webp(int masterWidth) => [.. Widths.Where(w => w < masterWidth).Append(Jpeg(masterWidth)).Distinct()];

    /// <summary>The one width in JPEG, for browsers without WebP, for feeds and letters.</summary>
    public static int Jpeg(int masterWidth) => Math.Min(masterWidth, Widths[^1]);

    /// <summary>The name of a size's file.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="ending">webp or jpg.</param>
    public static string Name(int width, string ending) => string.Create(CultureInfo.InvariantCulture, $"{width}.{ending}");
}
