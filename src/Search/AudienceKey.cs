using System.Globalization;
using KmCommons.Content;
using KmCommons.People;

namespace KmCommons.Search;

/// <summary>Who may find a text, as the one key that the index keeps with it: the words of <c>VisibleTo</c> for what is published and not hidden.
/// Narrower in one thing: the keeper of a blog finds what was written in it for a circle only when in the circle.</summary>
public static class AudienceKey
{
    const string Everyone = "", Members = "members";

    /// <summary>The key of an item.</summary>
    public static string Of(Audience audience, long? circle, long author) => audience switch
    {
        Audience.Everyone => Everyone,
        Audience.Members => Members,
        _ => string.Create(CultureInfo.InvariantCulture, $"circle {circle ?? 0} author {author}"),
    };

    /// <summary>Which keys are open to this viewer.</summary>
    public static Func<string, bool> OpenTo(Viewer viewer)
    {
        if (!viewer.IsMember) return key => key == Everyone;
        var circles = viewer.Circles.Select(circle => string.Create(CultureInfo.InvariantCulture, $"circle {circle} ")).ToArray();
        var author = string.Create(CultureInfo.InvariantCulture, $" author {viewer.Id}");
        return key => key is Everyone or Members || key.EndsWith(author, StringComparison.Ordinal) || circles.Any(circle => key.StartsWith(circle, StringComparison.Ordinal));
    }
}
