using System.Globalization;
using System.Text;

namespace KmCommons.Foundation.Markdown;

/// <summary>A photo as readers get it. The one way that a picture is written, in rendered Markdown and in pages: WebP for who can read it, JPEG for who cannot
/// (iOS 13 and before), width and height that hold its place before it comes. All addresses are of this site: they begin with one slash; in prose anything else is dropped.</summary>
/// <param name="Src">The JPEG, which every browser can show.</param>
/// <param name="WebP">Candidates such as <c>/m/a-320.webp 320w, /m/a-640.webp 640w</c>, or null.</param>
/// <param name="Sizes">The <c>sizes</c> attribute that goes with them, or null.</param>
/// <param name="Width">Pixels of <paramref name="Src"/>.</param>
/// <param name="Height">Pixels of <paramref name="Src"/>.</param>
/// <param name="Alt">What the photo shows, for who cannot see it; may be empty.</param>
/// <param name="Caption">The words below the photo, or null.</param>
public sealed record ProsePhoto(string Src, string? WebP, string? Sizes, int Width, int Height, string Alt, string? Caption)
{
    /// <summary>The alternative text of a photo about which nobody said anything.</summary>
    public const string Wordless = "รูปที่ยังไม่มีคำบรรยาย";

    /// <summary><c>picture</c>, or a bare <c>img</c> where there is no WebP.</summary>
    /// <param name="lazy">False for the first picture of a page, which must not wait.</param>
    public string Picture(bool lazy = true)
    {
        var html = new StringBuilder();
        if (WebP is { Length: > 0 } set)
            html.Append("<picture><source type=\"image/webp\"").AppendAttribute("srcset", set).AppendAttribute("sizes", Sizes ?? "100vw").Append('>');
        html.Append("<img").AppendAttribute("src", Src).Append(CultureInfo.InvariantCulture, $" width=\"{Width}\" height=\"{Height}\"")
            .AppendAttribute("alt", Alt).Append(lazy ? " loading=\"lazy\"" : " fetchpriority=\"high\"").Append(" decoding=\"async\">");
        return html.Append(WebP is { Length: > 0 } ? "</picture>" : "").ToString();
    }

    /// <summary><c>figure</c> with the picture and, where there is one, its caption. A picture without any words says so to who cannot see it.</summary>
    /// <param name="lazy">False for the first picture of a page.</param>
    public string Figure(bool lazy = true)
    {
        var html = new StringBuilder("<figure>").Append((Alt.Length == 0 && Caption is not { Length: > 0 } ? this with { Alt = Wordless } : this).Picture(lazy));
        if (Caption is { Length: > 0 } words)
            html.Append("<figcaption>").AppendWords(words).Append("</figcaption>");
        return html.Append("</figure>").ToString();
    }
}
