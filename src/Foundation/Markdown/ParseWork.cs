using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>Counts the steps one parse costs, so that a text which would hold a processor is refused early and the same on every machine.
/// Markdig looks, at each sign, through all openers still open in the paragraph, and after a failed link once more through the rest of it:
/// both grow with the square of the text. Ordinary notes cost a few thousand steps.</summary>
internal sealed class ParseWork(string field)
{
    /// <summary>Steps allowed. Measured with 12,000 hostile texts of 4 to 256 KB, processor time: what is refused has cost 20 to 75 ms,
    /// what is not at most 250 ms; 183 KB of ordinary notes with links, lists and tables cost 0.23 million steps and 5 ms.</summary>
    internal const long Limit = 2_000_000;

    const long PerSign = 10;
    const long PerElement = 50;
    const long PerLine = 100;
    const long PerCell = 40;

    Block? _leaf;
    int _openers;
    int _signs;

    /// <summary>Steps taken so far.</summary>
    internal long Steps { get; private set; }

    /// <summary>Adds what the text costs before any sign in it is met: a line is a block to open and close, perhaps a row of cells;
    /// reference definitions at the head of one paragraph cost the square of their number.</summary>
    internal void SpendOn(ReadOnlySpan<char> text)
    {
        long definitions = text.Count("]:");
        Spend(PerLine * text.Count('\n') + PerCell * text.Count('|') + definitions * definitions);
    }

    /// <summary>Adds steps.</summary>
    /// <exception cref="Refused">422: they are more than <see cref="Limit"/>.</exception>
    internal void Spend(long steps)
    {
        Steps += steps;
        if (Steps > Limit) throw ProseRefused.TooTangled(field);
    }

    void Meet(InlineProcessor processor, char sign, bool alone)
    {
        if (_leaf != processor.Block) (_leaf, _openers, _signs) = (processor.Block, 0, 0);
        _signs++;
        Spend((MakesElement(sign) ? PerElement : PerSign) + _openers + (sign == ']' ? _signs : 0));
        if (sign is '[' or '!' || (sign is '*' or '_' or '~' && !alone)) _openers++;
    }

    // The others are letters that may begin an address, line ends, entities, backslashes
    static bool MakesElement(char sign) => sign is '[' or ']' or '!' or '*' or '_' or '~' or '`' or '<';

    internal static ParseWork Of(InlineProcessor processor) => (ParseWork)processor.Context!.Properties[typeof(ParseWork)];

    internal static MarkdownParserContext Context(ParseWork work)
    {
        var context = new MarkdownParserContext();
        context.Properties[typeof(ParseWork)] = work;
        return context;
    }

    /// <summary>Stands first at every sign that any inline parser knows, counts it, and takes nothing.</summary>
    internal sealed class Toll : InlineParser
    {
        public Toll() => OpeningCharacters = [.. "[]!*_~`<&\\\n\rhHwW@"];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            Of(processor).Meet(processor, slice.CurrentChar, char.IsWhiteSpace(slice.PeekCharExtra(-1)) && char.IsWhiteSpace(slice.PeekChar()));
            return false;
        }
    }

    /// <summary>Links whose failures are counted, and whose reference definitions cannot multiply a long address.</summary>
    internal sealed class CountedLinks : LinkInlineParser
    {
        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var (closes, rest) = (slice.CurrentChar == ']', slice.Length);
            var failed = closes && slice.PeekChar() is '(' or '[';
            var matched = base.Match(processor, ref slice);
            if (failed && !matched) Of(processor).Spend(rest);
            if (matched && processor.Inline is LinkInline { Reference: { } definition })
                Of(processor).Spend(8L * ((definition.Url?.Length ?? 0) + (definition.Title?.Length ?? 0)));
            return matched;
        }
    }

    /// <summary>Code spans whose failures are counted.</summary>
    internal sealed class CountedCode : CodeInlineParser
    {
        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var rest = slice.Length;
            var matched = base.Match(processor, ref slice);
            if (!matched) Of(processor).Spend(rest / 8);
            return matched;
        }
    }
}
