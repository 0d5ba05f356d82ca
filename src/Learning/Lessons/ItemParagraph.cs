using System.Security.Cryptography;
using System.Text;
using KmCommons.Content;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>A paragraph of an item, of any kind: what readers get of it as words, a line each.</summary>
/// <param name="Key">What tells it from the others of this item, also when lines around it were changed.</param>
/// <param name="Text">The words as they stand.</param>
public sealed record ItemParagraph(string Key, string Text)
{
    // A heading, a name, a date says nothing that works
    const int Shortest = 10;

    /// <summary>So many are shown to choose from.</summary>
    public const int Most = 300;

    /// <summary>The paragraphs of an item that can carry a lesson, in their order.</summary>
    public static IReadOnlyList<ItemParagraph> Of(ContentItem item) =>
        [.. item.Words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => ThaiText.CountClusters(p) >= Shortest).Distinct().Take(Most).Select(p => new ItemParagraph(KeyOf(p), p))];

    static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
