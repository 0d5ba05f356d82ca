using System.Text;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Emphasis that works in Thai. CommonMark asks for a space or punctuation outside <c>**</c> when quotes or brackets stand inside;
/// Thai has no spaces between words, so <c>ปี**(พ.ศ. 2550)**นี้</c> would stay plain. Here, in a run without spaces that holds a Thai character,
/// a word may end at any letter, and <c>_</c> opens after and closes before a Thai letter. Runs without Thai keep the rules of CommonMark 0.31, 6.2.</summary>
internal sealed class ThaiEmphasis : EmphasisInlineParser
{
    /// <summary>How far the run is followed to look for Thai, in characters each way: a bound on work, far beyond a word.</summary>
    const int Reach = 48;

    public ThaiEmphasis() => EmphasisDescriptors.Add(new EmphasisDescriptor('~', 2, 2, true));

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var sign = slice.CurrentChar;
        var before = processor.Inline is HtmlEntityInline { Transcoded.Length: > 0 } entity
            ? LastRune(entity.Transcoded.AsSpan()) : slice.PeekRuneExtra(-1);
        // The rest of a run whose first sign was not taken
        if (before.Value == sign && slice.PeekCharExtra(-2) != '\\') return false;
        var start = slice.Start;
        while (slice.CurrentChar == sign) slice.SkipChar();
        var count = slice.Start - start;
        var descriptor = EmphasisDescriptors.Find(d => d.Character == sign)!;
        if (count < descriptor.MinimumCount) return false;
        var after = HtmlEntityParser.TryParse(ref slice, out var literal, out _) ? Rune.GetRuneAt(literal, 0) : slice.CurrentRune;
        var type = Flanks(before, after, sign == '_', slice.Text, start, slice.Start);
        if (type == DelimiterType.Undefined) return false;
        processor.Inline = new EmphasisDelimiterInline(this, descriptor)
        {
            DelimiterCount = count,
            Type = type,
            Content = new StringSlice(slice.Text, start, slice.Start - 1),
        };
        return true;
    }

    static DelimiterType Flanks(Rune before, Rune after, bool underscore, string text, int start, int end)
    {
        before.CheckUnicodeCategory(out var spaceBefore, out var signBefore);
        after.CheckUnicodeCategory(out var spaceAfter, out var signAfter);
        var thai = (signBefore || signAfter) && InThai(text, start, end);
        var left = !spaceAfter && (!signAfter || spaceBefore || signBefore || thai);
        var right = !spaceBefore && (!signBefore || spaceAfter || signAfter || thai);
        var open = left && (!underscore || !right || signBefore || IsThai(before));
        var close = right && (!underscore || !left || signAfter || IsThai(after));
        return (open ? DelimiterType.Open : DelimiterType.Undefined) | (close ? DelimiterType.Close : DelimiterType.Undefined);
    }

    static bool InThai(string text, int start, int end)
    {
        for (var i = start - 1; i >= Math.Max(0, start - Reach) && InRun(text[i]); i--)
            if (IsThai(text[i])) return true;
        for (var i = end; i < Math.Min(text.Length, end + Reach) && InRun(text[i]); i++)
            if (IsThai(text[i])) return true;
        return false;
    }

    // A bar ends the cell of a table, and with it the run
    static bool InRun(char c) => !char.IsWhiteSpace(c) && c != '|';

    static bool IsThai(Rune rune) => rune.IsBmp && IsThai((char)rune.Value);

    static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    static Rune LastRune(ReadOnlySpan<char> text)
    {
        Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return rune;
    }
}
