using System.Globalization;
using KmCommons.Thai;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Makes a link of an item's number in two pairs of brackets, <c>[[81116]]</c> or <c>[[๘๑๑๑๖]]</c>. It reads <see cref="Prose.SaidOfNumber"/>; where it is shown, the item's title takes its place.</summary>
internal sealed class NumberLinks : InlineParser
{
    const int MostDigits = 12;

    public NumberLinks() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar(1) != '[') return false;
        var end = 2;
        while (end < MostDigits + 2 && char.IsDigit(slice.PeekChar(end))) end++;
        if (end == 2 || slice.PeekChar(end) != ']' || slice.PeekChar(end + 1) != ']') return false;
        if (!long.TryParse(ThaiDigits.ToArabic(slice.AsSpan()[2..end].ToString()), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return false;
        var link = new LinkInline { Url = string.Create(CultureInfo.InvariantCulture, $"/n/{number}"), IsAutoLink = true, IsClosed = true };
        link.AppendChild(new LiteralInline(Prose.SaidOfNumber(number)) { IsClosed = true });
        processor.Inline = link;
        slice.Start += end + 2;
        return true;
    }
}
