namespace KmCommons.Search.Index;

/// <summary>What is asked of the index besides the words.</summary>
public sealed record FindRequest
{
    /// <summary>The most hits that can be asked for, from the first.</summary>
    public const int Most = 1000;
    /// <summary>How many hits to leave out at the front.</summary>
    public int Skip { get; init; }
    /// <summary>How many hits to give.</summary>
    public int Take { get; init; } = 10;
    /// <summary>What to narrow by: any of the values of one facet, and every facet named.</summary>
    public IReadOnlyList<Facet> Only { get; init; } = [];
    /// <summary>Which audience keys are open to the viewer. Asked once for each different key, before anything is counted.</summary>
    public Func<string, bool> MaySee { get; init; } = static audience => audience.Length == 0;
    /// <summary>Newest first instead of best first.</summary>
    public bool ByDate { get; init; }
}

/// <summary>One text found.</summary>
/// <param name="Number">The permanent number.</param>
/// <param name="Score">How well it answers; comparable within one search only, 0 when nothing was asked but facets.</param>
public readonly record struct Hit(long Number, float Score);

/// <summary>How many hits have this facet value, as if nothing else of the same facet were chosen.</summary>
public readonly record struct FacetCount(Facet Facet, int Count);

/// <summary>The answer to a search.</summary>
/// <param name="Hits">The hits asked for, best (or newest) first.</param>
/// <param name="Total">How many texts answer, exactly.</param>
public sealed record Found(IReadOnlyList<Hit> Hits, int Total)
{
    readonly Lazy<IReadOnlyList<FacetCount>> _facets = new([]);

    /// <summary>What was searched instead of what was typed, because nobody writes it so; nothing when it was searched as typed.</summary>
    public string? Instead { get; init; }

    /// <summary>Nothing found.</summary>
    public static readonly Found Nothing = new([], 0);

    /// <summary>An answer with its counts, which are put into order when they are read.</summary>
    internal Found(IReadOnlyList<Hit> hits, int total, FacetTable table) : this(hits, total) => _facets = new(table.List);

    /// <summary>Exact counts over all texts that answer, most first.</summary>
    public IReadOnlyList<FacetCount> Facets => _facets.Value;
}
