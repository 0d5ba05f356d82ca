using KmCommons.Foundation.Markdown;
using Microsoft.AspNetCore.Html;

namespace KmCommons.Media;

/// <summary>A photo as HTML. In a page <c>@photo.Figure()</c>; rendered Markdown asks for <c>photo.Shown()</c> and writes the same (<see cref="ProsePhoto"/>).</summary>
public static class PhotoFigure
{
    /// <summary>How wide a photo stands in the column of a text, for <c>sizes</c>: the measure of the theme.</summary>
    public const string InText = "(min-width: 60rem) 39rem, (min-width: 40rem) 36rem, calc(100vw - 2rem)";

    extension(Photo photo)
    {
        /// <summary>The photo with its sizes and these words.</summary>
        /// <param name="alt">What it shows; null for the photo's own words.</param>
        /// <param name="caption">What stands below it; null for the photo's own words.</param>
        /// <param name="sizes">How wide it stands, as in the <c>sizes</c> attribute.</param>
        public ProsePhoto Shown(string? alt = null, string? caption = null, string sizes = InText) =>
            new(photo.Src, photo.Srcset, sizes, photo.ShownWidth, photo.ShownHeight, alt ?? photo.Alt, caption ?? photo.Caption);

        /// <summary><c>picture</c> alone.</summary>
        /// <param name="alt">What it shows; null for the photo's own words.</param>
        /// <param name="lazy">False for the first picture of a page, which must not wait.</param>
        /// <param name="sizes">How wide it stands.</param>
        public HtmlString Picture(string? alt = null, bool lazy = true, string sizes = InText) => new(photo.Shown(alt, sizes: sizes).Picture(lazy));

        /// <summary><c>figure</c> with the picture and, where there is one, its caption.</summary>
        /// <param name="alt">What it shows; null for the photo's own words.</param>
        /// <param name="caption">What stands below it; null for the photo's own words.</param>
        /// <param name="lazy">False for the first picture of a page.</param>
        public HtmlString Figure(string? alt = null, string? caption = null, bool lazy = true) => new(photo.Shown(alt, caption).Figure(lazy));
    }
}
