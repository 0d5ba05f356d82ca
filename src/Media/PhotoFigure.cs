using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Html;

namespace KmCommons.Media;

/// <summary>A photo as HTML. In a page <c>@photo.Figure()</c>; in rendered Markdown <c>photo.Figure(alt, caption).ToString()</c>.</summary>
public static class PhotoFigure
{
    /// <summary>How wide a photo stands in the column of a text, for <c>sizes</c>: the measure of the theme.</summary>
    public const string InText = "(min-width: 60rem) 39rem, (min-width: 40rem) 36rem, calc(100vw - 2rem)";

    extension(Photo photo)
    {
        /// <summary><c>picture</c> with WebP in all widths and JPEG behind it; width and height hold its place before it comes.</summary>
        /// <param name="alt">What it shows; null for the photo's own words.</param>
        /// <param name="lazy">False for the first picture of a page, which must not wait.</param>
        /// <param name="sizes">How wide it stands, as in the <c>sizes</c> attribute.</param>
        public HtmlString Picture(string? alt = null, bool lazy = true, string sizes = InText) => new(string.Create(CultureInfo.InvariantCulture, $"""
            <picture><source type="image/webp" srcset="{photo.Srcset}" sizes="{Safe(sizes)}"><img src="{photo.Src}" width="{photo.ShownWidth}" height="{photo.ShownHeight}" alt="{Safe(alt ?? photo.Alt)}" {(lazy ? "loading=\"lazy\"" : "fetchpriority=\"high\"")} decoding="async"></picture>
            """));

        /// <summary><c>figure</c> with the picture and, where there is one, its caption. A picture without any words says so to who cannot see it.</summary>
        /// <param name="alt">What it shows; null for the photo's own words.</param>
        /// <param name="caption">What stands below it; null for the photo's own words.</param>
        /// <param name="lazy">False for the first picture of a page.</param>
        public HtmlString Figure(string? alt = null, string? caption = null, bool lazy = true)
        {
            var (shown, below) = (alt ?? photo.Alt, caption ?? photo.Caption);
            var picture = photo.Picture(shown.Length + below.Length == 0 ? "รูปที่ยังไม่มีคำบรรยาย" : shown, lazy);
            return new($"<figure>{picture.Value}{(below.Length > 0 ? $"<figcaption>{Safe(below)}</figcaption>" : "")}</figure>");
        }
    }

    static string Safe(string text) => WebUtility.HtmlEncode(text);
}
