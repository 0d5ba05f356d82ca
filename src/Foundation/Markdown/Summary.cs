using KmCommons.Thai;

namespace KmCommons.Foundation.Markdown;

/// <summary>The beginning of a text, for lists and cards.</summary>
internal static class Summary
{
    /// <summary>At most <paramref name="clusters"/> clusters. Thai marks the end of a sentence with a space: the cut is at the last space in the
    /// second half, else after the last whole word; an ellipsis says that there is more.</summary>
    internal static string Of(string text, int clusters)
    {
        var head = ThaiText.Cut(text, clusters, "");
        if (head.Length >= text.TrimEnd().Length) return head;
        // When the next sign is a space the cut already lies between words
        if (!char.IsWhiteSpace(text[head.Length]))
        {
            var space = head.LastIndexOf(' ');
            var words = ThaiWords.Split(text[..Math.Min(text.Length, head.Length + 64)]);
            var end = space > head.Length / 2 ? space : words.FindLast(word => word.End <= head.Length).End;
            if (end > 0) head = head[..end];
        }
        return head.TrimEnd() + "…";
    }
}
