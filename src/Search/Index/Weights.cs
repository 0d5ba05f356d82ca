namespace KmCommons.Search.Index;

/// <summary>The numbers of the ranking and the formulas they stand in. Measured with tools/search-eval.</summary>
public sealed record Weights
{
    /// <summary>How soon more of the same word stops to count: k1 of BM25.</summary>
    public float K1 { get; init; } = 0.9f;
    /// <summary>How much a long text is held back, 0 to 1: b of BM25.</summary>
    public float B { get; init; } = 0.7f;
    /// <summary>What two words joined count against one word.</summary>
    public float Joined { get; init; } = 0.3f;
    /// <summary>The share of the best text's coverage below which a text is no hit at all.</summary>
    public float LeastShare { get; init; } = 0.35f;
    /// <summary>What a run of the query standing letter by letter in the text counts against one word.</summary>
    public float Exact { get; init; } = 1f;

    /// <summary>What the name of a place counts against another word that is as rare: who names one means it.</summary>
    public float Place { get; init; } = 2f;

    /// <summary>How many times a hit that holds every letter of the query counts over one that holds none: 1 + this x <see cref="SharedLetters"/>.</summary>
    public float Letters { get; init; } = 4f;

    /// <summary>The weight of a word that <paramref name="holding"/> of <paramref name="all"/> texts hold: ln(1 + (N - n + 0.5) / (n + 0.5)),
    /// Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.2, kept above zero as Lucene does.</summary>
    public static float Rarity(long all, long holding) => MathF.Log(1 + (all - holding + 0.5f) / (holding + 0.5f));
}
