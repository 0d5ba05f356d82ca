namespace KmCommons.Foundation.Markdown;

/// <summary>Where a web address that stands bare in a text ends. Thai is written without spaces, so the words after an address are often glued to it:
/// a Thai letter belongs to the address only where a part of it begins (after / = ? &amp; # - _ + ~), after another Thai letter of that part,
/// or in a Thai host name. Closing punctuation, ฯ and ๆ at the end stay outside.</summary>
internal static class WebAddress
{
    const string PartStarts = "/=?&#-_+~";
    const string Trailing = "?!.,:;_~'(ฯๆ";

    /// <summary>How many characters of <paramref name="text"/>, from its beginning, are a web address (http://, https://, www.); 0 when none is.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var www = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        var start = www ? 0
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : -1;
        if (start < 0) return 0;
        var host = HostLength(text[start..]);
        var dots = text.Slice(start, host).Count('.');
        if (host == 0 || dots < (www ? 2 : 1)) return 0;
        var end = start + host;
        if (end < text.Length && text[end] == '@') return 0;
        if (end + 1 < text.Length && text[end] == ':' && char.IsAsciiDigit(text[end + 1]))
            for (end++; end < text.Length && char.IsAsciiDigit(text[end]); end++) { }
        var tail = end < text.Length && text[end] is '/' or '?' or '#' ? TailLength(text[end..]) : 0;
        return end + Trimmed(text.Slice(end, tail));
    }

    static int HostLength(ReadOnlySpan<char> text)
    {
        var (end, foreign) = (0, false);
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (char.IsAsciiLetterOrDigit(c) || c == '-') continue;
            if (c == '.' && end > 0 && text[end - 1] != '.') continue;
            if (!IsForeign(c)) break;
            // บ้าน.ไทย and www.บ้าน.ไทย are hosts; in example.thครับ and example.th.ครับ the sentence goes on
            var starts = end == 0 || (text[end - 1] == '.' && (foreign || text[..end].Equals("www.", StringComparison.OrdinalIgnoreCase)));
            if (!starts && !IsForeign(text[end - 1])) break;
            foreign = true;
        }
        return text[..end].TrimEnd(".-").Length;
    }

    static int TailLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (char.IsAsciiLetterOrDigit(c) || "-._~:/?#@!$&'()+,;=%".Contains(c, StringComparison.Ordinal)) continue;
            if (!IsForeign(c) || end == 0) break;
            var previous = text[end - 1];
            var starts = PartStarts.Contains(previous, StringComparison.Ordinal) || (previous == '(' && end > 1 && text[end - 2] == '_');
            if (!starts && !IsForeign(previous)) break;
        }
        return end;
    }

    /// <summary>The length of a tail without the punctuation that closes the sentence; a bracket that the tail itself opened stays.</summary>
    static int Trimmed(ReadOnlySpan<char> tail)
    {
        var (opened, closed) = (tail.Count('('), tail.Count(')'));
        var end = tail.Length;
        for (; end > 0; end--)
        {
            var c = tail[end - 1];
            if (c == ')' && closed > opened) closed--;
            else if (Trailing.Contains(c, StringComparison.Ordinal)) opened -= c == '(' ? 1 : 0;
            else break;
        }
        return end;
    }

    static bool IsForeign(char c) => c >= '\u00AA' && (char.IsLetterOrDigit(c)
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark);
}
