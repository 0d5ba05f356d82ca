using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Makes a link of somebody who is called by the last part of their page's address, <c>@noi</c> or <c>@คุณลิขิต-บางจาก</c>: to <c>/@noi</c>. Whether there is such a person is asked when it is shown,
/// and their name takes its place. A Latin name ends where Thai begins; a Thai one wants a space after it. E-mail addresses stay text.</summary>
internal sealed class Mentions : InlineParser
{
    const int Shortest = 2, Longest = 120;

    public Mentions() => OpeningCharacters = ['@'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekCharExtra(-1) is var before && (char.IsAsciiLetterOrDigit(before) || before is '.' or '-' or '_' or '+' or '@' or '/')) return false;
        var name = Name(slice.AsSpan()[1..]);
        if (name.Length < Shortest || slice.PeekChar(name.Length + 1) is '@' || slice.PeekChar(name.Length + 1) == '.' && char.IsAsciiLetterOrDigit(slice.PeekChar(name.Length + 2))) return false;
        var link = new LinkInline { Url = Prose.CallOf(name.ToString()), IsAutoLink = true, IsClosed = true };
        link.AppendChild(new LiteralInline("@" + name.ToString()) { IsClosed = true });
        processor.Inline = link;
        slice.Start += name.Length + 1;
        return true;
    }

    // What an address is made of (ThaiSlug), up to where the script changes
    static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var (length, latin) = (0, true);
        for (; length < text.Length && length < Longest && (text[length] == '-' || Belongs(text[length])); length++)
        {
            if (text[length] == '-') { latin = !(length + 1 < text.Length && IsThai(text[length + 1])); continue; }
            if (length == 0) latin = !IsThai(text[0]);
            if (latin && IsThai(text[length])) break;
        }
        return text[..length].TrimEnd('-');
    }

    static bool Belongs(char c) => char.IsAsciiLetterOrDigit(c) || IsThai(c) || c is >= '\u00C0' and < '\u0250' && char.IsLetter(c);

    // Letters, vowels, marks and digits; not ฯ ฿ ๆ and the signs of old books
    static bool IsThai(char c) => c is >= 'ก' and <= '\u0E3A' and not 'ฯ' or >= 'เ' and <= '๙' and not 'ๆ' and not '๏';
}
