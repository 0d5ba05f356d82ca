using KmCommons.Foundation;

namespace KmCommons.Content;

/// <summary>A photo in use on an item, with what is said about it there.</summary>
public sealed class ItemPhoto
{
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The photo of module Media.</summary>
    public long PhotoId { get; init; }
    /// <summary>Its place in the row, from 1; <c>![](photo:1)</c> in the text means this one.</summary>
    public int Position { get; set; }
    /// <summary>What stands below it.</summary>
    public string Caption { get; set; } = "";
    /// <summary>What it shows, for who cannot see it.</summary>
    public string Alt { get; set; } = "";
}

/// <summary>How often an item was read. Its own row, so that counting wakes nobody.</summary>
public sealed class ItemReads : IQuiet
{
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>Times.</summary>
    public long Count { get; set; }
}
