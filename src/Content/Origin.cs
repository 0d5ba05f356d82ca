using KmCommons.Foundation;

namespace KmCommons.Content;

/// <summary>Where an item was before it was brought here, and the number readers knew it by there. The pair of source and key is there once: what was brought is not brought again, however often it is tried.</summary>
public sealed class Origin
{
    /// <summary>The sort of place it comes from: gotoknow, wordpress, markdown.</summary>
    public string Source { get; init; } = "";
    /// <summary>What makes it one thing there.</summary>
    public string Key { get; init; } = "";
    /// <summary>The item here.</summary>
    public long Number { get; init; }
    /// <summary>The item here; loaded on demand.</summary>
    public ContentItem Item { get; init; } = null!;
    /// <summary>The number it had there; null when it had none.</summary>
    public long? OldNumber { get; init; }
    /// <summary>Where it was read there; may be empty. Text, not a link: nobody answers there any more.</summary>
    public string Address { get; init; } = "";

    /// <summary>The address that leads from an old number to the new one.</summary>
    public static string UrlOf(long oldNumber) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/old/{oldNumber}");
}
