using Markdig.Parsers;
using Markdig.Syntax;

namespace KmCommons.Foundation.Markdown;

/// <summary>A bound on quotes within quotes and lists within lists. A line costs Markdig time by its depth, blank lines in deep lists the cube of it
/// (4 KB of <c>- - - -</c> took 7 s). Deeper signs are plain text; nothing is lost.</summary>
internal static class Shallow
{
    /// <summary>Containers within containers; a list counts twice, for itself and for its item.</summary>
    const int MaxDepth = 16;

    internal static bool IsFull(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent) depth++;
        return depth > MaxDepth;
    }
}

/// <summary>Quotes of bounded depth.</summary>
internal sealed class ShallowQuotes : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Shallow.IsFull(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>Lists of bounded depth.</summary>
internal sealed class ShallowLists : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Shallow.IsFull(processor) ? BlockState.None : base.TryOpen(processor);
}
