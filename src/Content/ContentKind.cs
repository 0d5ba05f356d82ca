using KmCommons.Foundation;

namespace KmCommons.Content;

/// <summary>A kind of content item, said once by the module that has it. The item page and all lists draw from this.</summary>
/// <param name="Key">What stands in the item's row: <c>note</c>, <c>aar</c>, <c>case</c>.</param>
/// <param name="Thai">What readers call it: <c>บันทึก</c>; the key of the string localizer.</param>
/// <param name="Icon">The sign beside the word, a name of the theme's sprite.</param>
/// <param name="Colour">The theme's class: <c>is-note</c>, <c>is-aar</c>, <c>is-case</c>.</param>
/// <param name="Listing">The address of all of its kind without slash: <c>notes</c>.</param>
/// <param name="Body">The view component that renders what the item page shows between byline and tags; it is invoked with the <see cref="ContentItem"/>.</param>
/// <param name="Revise">The address where one is revised; <c>{0}</c> is the number.</param>
/// <param name="History">What its revisions hold, and how one is put back.</param>
public sealed record ContentKind(string Key, string Thai, string Icon, string Colour, string Listing, Type Body, string Revise, KindHistory History)
{
    /// <summary>Who took the photos of items of this kind, by number, where that was not the author; null when the kind does not say.</summary>
    public Func<CommonsDb, long[], CancellationToken, Task<Dictionary<long, string>>>? Photographers { get; init; }
}
