namespace KmCommons.Search.Index;

/// <summary>A query against one view: its terms with their weights and its phrases with the documents that hold them. Made for one search.</summary>
sealed class QueryPlan
{
    /// <summary>The longest run of the query, in clusters, that is also looked for letter by letter; a sentence is never found so.</summary>
    const int LongestRun = 24;
    /// <summary>A run up to this many clusters that stands somewhere letter by letter is a name: texts with only its pieces are no answer.</summary>
    const int NameRun = 5;
    /// <summary>Above this many texts to look into, a run is so common that its words find enough.</summary>
    const int MostCandidates = 1500;

    /// <summary>A term: what it adds to the score when BM25 gives 1, and to the coverage.</summary>
    public readonly record struct Weighted(ulong Key, float Score, float Matched);

    /// <summary>The documents of each part that hold a phrase, besides those that hold it as the term <paramref name="Term"/>; what it adds to the score and to the coverage.</summary>
    public sealed record Held(List<(int Document, int Times)>[] Parts, ulong? Term, float Score, float Matched);

    readonly IndexView _view;
    readonly Dictionary<ulong, Weighted> _terms = [];

    public QueryPlan(IndexView view, FindQuery query)
    {
        _view = view;
        Read(query);
        Must.AddRange(query.Phrases.Select(Quoted).OfType<Held>());
        Not.AddRange(query.Without.Select(Quoted).OfType<Held>());
        Whole = _terms.Values.Sum(term => term.Matched) + Must.Sum(held => held.Matched);
        foreach (var run in query.Runs) Run(run, alone: query.Runs.Count == 1 && query.Phrases.Count == 0);
        Terms = [.. _terms.Values.Where(term => term.Score > 0).OrderBy(term => term.Matched)];
    }

    /// <summary>A query of these terms and nothing else.</summary>
    public QueryPlan(IndexView view, IReadOnlyCollection<Weighted> terms) => (_view, Whole, Terms) = (view, terms.Sum(term => term.Matched), [.. terms.OrderBy(term => term.Matched)]);

    /// <summary>Words and joined pairs, the lightest first.</summary>
    public List<Weighted> Terms { get; }
    /// <summary>The coverage of a text that holds everything asked for.</summary>
    public float Whole { get; }
    /// <summary>What a hit must hold.</summary>
    public List<Held> Must { get; } = [];
    /// <summary>What no hit may hold.</summary>
    public List<Held> Not { get; } = [];
    /// <summary>Runs of the query in texts where ICU cut them otherwise.</summary>
    public List<Held> Also { get; } = [];

    /// <summary>Whether there is nothing to score: every text that is not shut out is a hit.</summary>
    public bool IsOpen => Terms.Count == 0 && Must.Count == 0;

    void Read(FindQuery query)
    {
        // Spaces between runs are kept, so that two runs join as two words of a text do
        foreach (var term in _view.Reader().Read(string.Join(' ', query.Runs)))
        {
            var rarity = Weights.Rarity(_view.Documents, _view.Holding(term.Key));
            if (!term.Joined) _terms[term.Key] = new Weighted(term.Key, rarity, rarity);
            else _terms.TryAdd(term.Key, new Weighted(term.Key, rarity * _view.Weights.Joined, 0));
        }
    }

    Held? Quoted(string text)
    {
        if (Phrase.Of(text) is not { } phrase) return null;
        var parts = _view.Parts.Select(part => phrase.Find(part.Segment)).ToArray();
        var rarity = Weights.Rarity(_view.Documents, parts.Sum(part => part.Count));
        return new Held(parts, null, rarity * _view.Weights.Exact, rarity);
    }

    // The whole query as one run, or a run with a word that no text has: it may stand in texts where ICU cut otherwise, whether it is a word here or two joined
    void Run(string run, bool alone)
    {
        var words = _view.Reader().Read(run).Where(term => !term.Joined).Select(term => term.Key).ToHashSet();
        var known = words.All(key => _view.Holding(key) > 0);
        if (!alone && known || Phrase.Of(run) is not { Clusters: > 1 and <= LongestRun } phrase) return;
        var key = TermKey.Of(phrase.ToString());
        var holding = _view.Holding(key);
        if (known && _view.Parts.Sum(part => phrase.Candidates(part.Segment)) > MostCandidates + holding) return;
        var parts = _view.Parts.Select(part => phrase.Find(part.Segment, key)).ToArray();
        if ((holding += parts.Sum(part => part.Count)) == 0) return;
        var rarity = Weights.Rarity(_view.Documents, holding);
        var matched = words.Sum(word => _terms[word].Matched);
        // as the term itself counts in texts that hold it as a term, so the run counts here: once, and for all its words
        if (_terms.TryGetValue(key, out var term)) _terms[key] = term with { Score = rarity * _view.Weights.Exact };
        var held = new Held(parts, key, rarity * _view.Weights.Exact, matched);
        if (alone && phrase.Clusters <= NameRun) Must.Add(held);
        else Also.Add(held);
    }
}
