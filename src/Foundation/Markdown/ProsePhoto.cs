namespace KmCommons.Foundation.Markdown;

/// <summary>A photo as prose shows it. All addresses are of this site: they begin with one slash; anything else is dropped.</summary>
/// <param name="Src">The address that every browser can show.</param>
/// <param name="SrcSet">Candidates such as <c>/m/a-320.webp 320w, /m/a-640.webp 640w</c>, or null.</param>
/// <param name="Sizes">The <c>sizes</c> attribute that goes with it, or null.</param>
/// <param name="Width">Pixels of <paramref name="Src"/>.</param>
/// <param name="Height">Pixels of <paramref name="Src"/>.</param>
/// <param name="Alt">What the photo shows, for who cannot see it; when empty the caption stands in.</param>
/// <param name="Caption">The words below the photo when the text gives none, or null.</param>
public sealed record ProsePhoto(string Src, string? SrcSet, string? Sizes, int Width, int Height, string Alt, string? Caption);
