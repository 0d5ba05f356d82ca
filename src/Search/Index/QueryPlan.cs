using KmCommons.Search.Asked;
using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>A query against one view: its terms with their weights and its phrases with the documents that hold them. Made for one search.</summary>
sealed class QueryPlan
{
    /// <summary>The longest run of the query, in clusters, that is also looked for letter by letter; a sentence is never found so.</summary>
    const int LongestRun = 24;
    /// <summary>A run up to this many clusters that stands somewhere letter by letter is a name: texts with only its pieces are no answer.</summary>
    const int NameRun = 5;
    /// <summary>The most phrases and the most exclusions that are looked for in the texts.</summary>
    const int MostLooks = 8;
    /// <summary>Above this many texts to look into, a run is so common that its words find enough.</summary>
    const int MostCandidates = 1500;
    /// <summary>A run that so many texts hold as their words is not looked for in others: it would cost more to read who holds it than the few others are worth.</summary>
    const int MostKnown = 10_000;

    /// <summary>A term: what it adds to the score when BM25 gives 1, and to the coverage.</summary>
    public readonly record struct Weighted(ulong Key, float Score, float Matched);

    /// <summary>The documents of each part that hold a phrase, besides those that hold it as the term <paramref name="Term"/>; what it adds to the score and to the coverage.</summary>
    public sealed record Held(List<(int Document, int Times)>[] Parts, ulong? Term, float Score, float Matched);

    readonly IndexView _view;
    readonly Dictionary<ulong, Weighted> _terms = [];
    readonly QueryWords _words;
    int _looks = 4 * MostCandidates;

    public QueryPlan(IndexView view, FindQuery query)
    {
        (_view, Query, _words) = (view, query, new QueryWords(view, query));
        if (Mending.Of(view, query, _words) is { } mended) (Query, _words) = (mended, new QueryWords(view, mended));
        var meant = Meant();
        Letters = _words.Names.Count + meant.Count == 0 ? Query : Query with { Runs = [_words.Without(meant)] };
        Read(meant);
        Must.AddRange(Query.Phrases.Distinct().Take(MostLooks).Select(Quoted).OfType<Held>());
        Not.AddRange(Query.Without.Distinct().Take(MostLooks).Select(Quoted).OfType<Held>());
        var alone = Query.Phrases.Count == 0;
        var names = _words.Names.ConvertAll(name => new OtherWritings(view, _words, name, alone));
        var held = names.ConvertAll(name => name.Held(_terms));
        for (var name = 0; name < names.Count; name++)
            if (names[name].IsWhole) Must.Add(held[name]);
        if (_words.Words.Count > 1) _words.Places.ForEach(Place);
        Whole = _terms.Values.Sum(term => term.Matched) + Must.Sum(must => must.Matched);
        for (var name = 0; name < names.Count; name++)
            if (!names[name].IsWhole) (names[name].IsNeeded ? Must : Also).Add(held[name]);
        alone &= Query.Runs.Count == 1;
        var offset = 0;
        foreach (var run in Query.Runs)
        {
            if (!names.Exists(name => !name.IsFull && name.Start < offset + run.Length && name.End > offset)) Run(run, offset, alone);
            offset += run.Length + 1;
        }
        Terms = [.. _terms.Values.Where(term => term.Score > 0).OrderBy(term => term.Matched)];
    }

    /// <summary>A query of these terms and nothing else.</summary>
    public QueryPlan(IndexView view, IReadOnlyCollection<Weighted> terms) => (_view, Query, Letters, _words, Whole, Terms) = (view, new(), new(), new(view, new()), terms.Sum(term => term.Matched), [.. terms.OrderBy(term => term.Matched)]);

    /// <summary>What is searched: what was typed, or what was probably meant by it.</summary>
    public FindQuery Query { get; }
    /// <summary>The same without what can be written otherwise: its letters say nothing about a text.</summary>
    public FindQuery Letters { get; }
    /// <summary>Words and joined pairs, the lightest first.</summary>
    public List<Weighted> Terms { get; }
    /// <summary>The coverage of a text that holds everything asked for.</summary>
    public float Whole { get; }
    /// <summary>What a hit must hold.</summary>
    public List<Held> Must { get; } = [];
    /// <summary>What no hit may hold.</summary>
    public List<Held> Not { get; } = [];
    /// <summary>Runs of the query in texts where ICU cut them otherwise, and other writings of its names.</summary>
    public List<Held> Also { get; } = [];

    /// <summary>Whether there is nothing to score: every text that is not shut out is a hit.</summary>
    public bool IsOpen => Terms.Count == 0 && Must.Count == 0;

    void Read(List<Term> meant)
    {
        foreach (var (term, holding) in _words.Terms)
        {
            var rarity = Weights.Rarity(_view.Documents, holding);
            if (meant.Exists(other => term.Start < other.Start + other.Length && other.Start < term.Start + term.Length) && !meant.Contains(term)) continue;
            if (!term.Joined || term.Meant) _terms[term.Key] = new Weighted(term.Key, rarity, rarity);
            else _terms.TryAdd(term.Key, new Weighted(term.Key, rarity * _view.Weights.Joined, 0));
        }
        foreach (var (term, _) in _words.Terms)
            if (term.Meant && !meant.Contains(term)) _terms.Remove(term.Key);
    }

    // A year that is written otherwise than 2550, and a short form with dots, stand for what is written there, when any text has them. Texts hold 2550 however they write it
    List<Term> Meant()
    {
        List<Term> meant = [];
        foreach (var (term, holding) in _words.Terms)
            if (term.Meant && holding > 0 && !TermReader.IsBuddhist(_words.Text.AsSpan(term.Start, term.Length)))
            {
                // พ.ศ. is a part of its year
                meant.RemoveAll(part => part.Start >= term.Start);
                meant.Add(term);
            }
        return meant;
    }

    Held? Quoted(string text)
    {
        if (Phrase.Of(text) is not { } phrase) return null;
        var parts = _view.Parts.Select(Quoted(text, phrase)).ToArray();
        var rarity = Weights.Rarity(_view.Documents, parts.Sum(part => part.Count));
        return new Held(parts, null, rarity * _view.Weights.Exact, rarity);
    }

    // What is one word wherever it stands (letters of another script, a number) or a single letter has its texts by its term; with such a word that no text has, there is none to look into
    Func<Part, List<(int Document, int Times)>> Quoted(string text, Phrase phrase)
    {
        var words = _view.Reader().Words(text);
        if (words.Exists(word => !IsThai(text[word.Start]) && _view.Holding(TermKey.Of(word.In(text))) == 0)) return _ => [];
        if (words is [var one] && (phrase.Clusters == 1 || !IsThai(text[one.Start]))) return part => OtherWritings.Common(part.Segment, [TermKey.Of(one.In(text))]);
        return part => phrase.Find(part.Segment);
    }

    // What is written in other letters, and a number, is one word wherever it stands
    static bool IsThai(char c) => c is >= '\u0E00' and < '\u0E80' && !char.IsDigit(c);

    // The texts that hold these letters but not as this term, and how many hold either; nothing when it costs more to look than it is worth
    (List<(int Document, int Times)>[] Parts, long Holding)? Look(Phrase phrase, ulong key, int most)
    {
        var own = _view.Holding(key);
        var candidates = _view.Parts.Sum(part => phrase.Candidates(part.Segment));
        if (own > MostKnown || candidates > most + own) return null;
        _looks -= candidates;
        var parts = _view.Parts.Select(part => phrase.Find(part.Segment, key)).ToArray();
        return (parts, own + parts.Sum(part => part.Count));
    }

    // The name of a place is one word, wherever ICU cut it in a text
    void Place(Word word)
    {
        var key = TermKey.Of(word.In(_words.Text));
        if (!_terms.ContainsKey(key) || Phrase.Of(word.In(_words.Text)) is not { Clusters: > 1 } phrase) return;
        if (Look(phrase, key, _looks) is not (var parts, var holding)) return;
        var rarity = Weights.Rarity(_view.Documents, holding);
        _terms[key] = new Weighted(key, rarity * _view.Weights.Place, rarity);
        Also.Add(new Held(parts, key, rarity * _view.Weights.Place, rarity));
        // ควนเคร็ง lies in the tambon of เคร็ง: who looks for the one is helped by the other
        foreach (var part in _view.Reader().Read(_words.Text.Substring(word.Start, word.Length)))
            if (!part.Joined && part.Length > 1 && Weights.Rarity(_view.Documents, _view.Holding(part.Key)) is var weight) _terms.TryAdd(part.Key, new Weighted(part.Key, weight, weight));
    }

    // The whole query as one run, or a run with a word that no text has: it may stand in texts where ICU cut otherwise, whether it is a word here or two joined
    void Run(string run, int offset, bool alone)
    {
        var (known, words) = (true, new HashSet<ulong>());
        foreach (var (term, holding) in _words.Terms)
        {
            if (term.Joined && !term.Meant || term.Start < offset || term.Start >= offset + run.Length) continue;
            // a year stands for itself however it is written, so its letters are not looked for
            if (!_terms.ContainsKey(term.Key) && char.IsDigit(_words.Text[term.Start])) return;
            known &= holding > 0 || term.Meant;
            words.Add(term.Key);
        }
        var matched = words.Sum(word => _terms.GetValueOrDefault(word).Matched);
        if (!alone && known || _looks <= 0 || !run.Any(IsThai) || Phrase.Of(run) is not { Clusters: > 1 and <= LongestRun } phrase) return;
        var key = TermKey.Of(phrase.ToString());
        if (Look(phrase, key, known ? MostCandidates : _looks) is not (var parts, > 0 and var all)) return;
        var rarity = Weights.Rarity(_view.Documents, all);
        // as the term itself counts in texts that hold it as a term, so the run counts here: once, and for all its words
        if (_terms.TryGetValue(key, out var whole)) _terms[key] = whole with { Score = rarity * _view.Weights.Exact };
        var held = new Held(parts, key, rarity * _view.Weights.Exact, matched);
        if (alone && phrase.Clusters <= NameRun) Must.Add(held);
        else Also.Add(held);
    }
}
