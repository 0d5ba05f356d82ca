using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.Media;

namespace KmCommons.Content;

/// <summary>A photo in use on an item, with what is said about it there.</summary>
public sealed class ItemPhoto
{
    /// <summary>Photos that a form takes in one item.</summary>
    public const int Most = 20;

    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The photo of module Media.</summary>
    public long PhotoId { get; init; }
    /// <summary>The photo of module Media; loaded on demand.</summary>
    public Photo Photo { get; init; } = null!;
    /// <summary>The name its file had, so that <c>![](photo:canal.jpg)</c> finds it.</summary>
    public string Name { get; init; } = "";
    /// <summary>Whether the text shows it where it wants it; the others stand below the text.</summary>
    public bool IsPlaced { get; set; }
    /// <summary>Its place in the row, from 1; <c>![](photo:1)</c> in the text means this one.</summary>
    public int Position { get; set; }
    /// <summary>What stands below it.</summary>
    public string Caption { get; set; } = "";
    /// <summary>Whether somebody chose to say nothing below it (ไม่ระบุ), rather than forgot to.</summary>
    public bool Uncaptioned { get; set; }
    /// <summary>What it shows, for who cannot see it.</summary>
    public string Alt { get; set; } = "";

    /// <summary>Whether it is told what it shows, or chosen not to be.</summary>
    public bool IsSettled => Caption.Length > 0 || Uncaptioned;

    /// <summary>The photo as the Markdown renderer shows it here.</summary>
    public ProsePhoto ForProse() => Photo.Shown(Alt, Caption);
}

/// <summary>How often an item was read. Its own row, so that counting wakes nobody.</summary>
public sealed class ItemReads : IQuiet
{
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>Times.</summary>
    public long Count { get; set; }
}
