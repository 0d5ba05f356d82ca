using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KmCommons.Foundation.Markdown;

/// <summary>The box at the start of a list item, <c>- [ ]</c> or <c>- [x]</c>: shown as a sign, never a form control.</summary>
internal sealed class TaskSign : LeafInline
{
    /// <summary>True for <c>[x]</c>.</summary>
    public required bool Done { get; init; }
}

/// <summary>Finds <see cref="TaskSign"/>: only the first thing in a list item, with a space after it.</summary>
internal sealed class TaskSigns : InlineParser
{
    public TaskSigns() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Inline is not null || processor.Block is not { Parent: ListItemBlock item } || item[0] != processor.Block) return false;
        var mark = slice.PeekChar(1);
        if (mark is not (' ' or 'x' or 'X') || slice.PeekChar(2) != ']' || slice.PeekChar(3) is not (' ' or '\t')) return false;
        processor.Inline = new TaskSign { Done = mark != ' ' };
        slice.Start += 4;
        return true;
    }
}
