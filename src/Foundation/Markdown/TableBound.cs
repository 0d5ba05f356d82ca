namespace KmCommons.Foundation.Markdown;

/// <summary>A bound on tables, read off the text before it is parsed: a wide head above many short rows would be filled up with empty cells
/// (36 KB became 5 MB and took 1.5 s). A line of - : | signs sets a width; the lines after it, up to a blank one, are counted as rows.</summary>
internal static class TableBound
{
    internal const int MaxColumns = 40;
    internal const int MaxFilled = 20_000;

    /// <summary>True when a table is wider than <see cref="MaxColumns"/>, or all tables together lack more than <see cref="MaxFilled"/> cells.</summary>
    internal static bool IsExceeded(ReadOnlySpan<char> text)
    {
        var (width, filled) = (0, 0);
        foreach (var line in text.EnumerateLines())
        {
            var bars = line.Count('|');
            if (bars > 0 && line.IndexOfAnyExcept("-:| \t>*+0123456789.)") < 0 && line.Contains('-')) width = Math.Max(width, bars + 1);
            else if (line.IndexOfAnyExcept(" \t>") < 0) width = 0;
            if (width - 2 > MaxColumns) return true;
            filled += Math.Max(0, width - bars - 1);
            if (filled > MaxFilled) return true;
        }
        return false;
    }
}
