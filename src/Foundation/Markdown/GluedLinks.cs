using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Makes links of bare web addresses, also where they are glued to Thai on either side: <c>ดูhttps://example.th/ก?x=1ครับ</c>.
/// E-mail addresses stay text, so that nobody's address becomes easier to collect.</summary>
internal sealed class GluedLinks : InlineParser
{
    public GluedLinks() => OpeningCharacters = ['h', 'H', 'w', 'W'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var before = slice.PeekCharExtra(-1);
        var isWww = slice.CurrentChar is 'w' or 'W';
        if (char.IsAsciiLetterOrDigit(before) || (isWww && before is '/' or '.' or '-' or '_' or '@' or ':')) return false;
        var length = WebAddress.Length(slice.AsSpan());
        if (length == 0) return false;
        var text = new StringSlice(slice.Text, slice.Start, slice.Start + length - 1);
        var link = new LinkInline { Url = (isWww ? "http://" : "") + text, IsAutoLink = true, IsClosed = true };
        link.AppendChild(new LiteralInline(text) { IsClosed = true });
        processor.Inline = link;
        slice.Start += length;
        return true;
    }
}
