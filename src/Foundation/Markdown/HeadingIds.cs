using System.Globalization;
using KmCommons.Thai;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Ids of headings, from their own words and so in Thai: <c>h-เป้าหมายสามข้อ</c>, the second of that name <c>h-เป้าหมายสามข้อ-2</c>.
/// The prefix keeps them apart from the ids of the page.</summary>
internal static class HeadingIds
{
    internal const string Prefix = "h-";

    /// <summary>The id of each heading; links of the text to <c>#words</c> are led to it.</summary>
    internal static IReadOnlyDictionary<HeadingBlock, string> Give(MarkdownDocument document)
    {
        var ids = new Dictionary<HeadingBlock, string>();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var slug = Slug(PhotoInline.TextOf(heading.Inline!));
            var id = Prefix + slug;
            // "a", "a", "a-2": the third is a-2-2
            while (!taken.TryAdd(id, 1)) id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slug}-{++taken[Prefix + slug]}");
            ids[heading] = id;
        }
        if (ids.Count > 0)
            foreach (var link in document.Descendants<LinkInline>())
                if (link.Url is ['#', ..] && Prefix + Slug(Uri.UnescapeDataString(link.Url[1..])) is var id && taken.ContainsKey(id))
                    link.Url = "#" + id;
        return ids;
    }

    static string Slug(string text) => ThaiSlug.Of(text) is { Length: > 0 } slug ? slug : "x";
}
