using KmCommons.Thai;

namespace KmCommons.Content;

/// <summary>A tag on an item; it may have several words.</summary>
public sealed class Tag
{
    /// <summary>An item has at most so many.</summary>
    public const int Most = 20;

    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>What makes two tags the same: normalised, lower case. The last part of <c>/tag/{tag}</c>.</summary>
    public string Key { get; init; } = "";
    /// <summary>The tag as it was typed.</summary>
    public string Label { get; init; } = "";

    /// <summary>The tag's page.</summary>
    public string Url => "/tag/" + Uri.EscapeDataString(Key);

    /// <summary>A typed label as a tag; null when nothing is left of it.</summary>
    public static Tag? Of(string label)
    {
        label = string.Join(' ', ThaiText.Normalise(label).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('#', ',', '/', ' ');
        return label.Length is 0 or > 80 ? null : new() { Label = label, Key = label.ToLowerInvariant().Replace('/', '-') };
    }

    /// <summary>The tags of a line typed with commas between.</summary>
    public static IEnumerable<string> Split(string? line) => (line ?? "").Split([',', '،', '、', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
