using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>Shows where a text answers a query. Made once for a page of hits; not for two threads.</summary>
public sealed class Marker
{
    /// <summary>A word this much lighter than the heaviest of the query is not marked: ที่ and การ stand everywhere.</summary>
    const float Lightest = 0.2f;
    readonly TermReader _reader;
    readonly Dictionary<ulong, (int Term, float Weight)> _words = [], _joined = [];
    readonly List<(Phrase Phrase, int Term, float Weight)> _phrases = [];

    internal Marker(IndexView view, FindQuery query)
    {
        _reader = view.Reader();
        foreach (var term in _reader.Read(string.Join(' ', query.Runs)))
            (term.Joined ? _joined : _words).TryAdd(term.Key, (_words.Count + _joined.Count, Weights.Rarity(view.Documents, view.Holding(term.Key))));
        var heaviest = _words.Values.Select(word => word.Weight).DefaultIfEmpty().Max();
        foreach (var (key, word) in _words.ToList())
            if (word.Weight < heaviest * Lightest) _words.Remove(key);
        foreach (var run in query.Phrases.Concat(query.Runs))
            if (Phrase.Of(run) is { Clusters: > 1 } phrase) _phrases.Add((phrase, -1 - _phrases.Count, heaviest + 1));
    }

    /// <summary>A place in a text that answers the query.</summary>
    internal readonly record struct Hit(int Start, int End, int Term, float Weight);

    /// <summary>The part of a body that answers best.</summary>
    public Passage Passage(string body) => Index.Passage.Best(ThaiText.Normalise(body), this);

    /// <summary>How many hits there are in title, body, tags, place and names of a text: why it was found.</summary>
    public int[] HitsByField(IndexedText text) => [.. text.Fields.Select(field => Marks(field).Count)];

    /// <summary>The hits in any text, such as a title, in order, not touching.</summary>
    public IReadOnlyList<Range> Marks(string text) => [.. Index.Passage.Joined(Hits(text), 0, text.Length)];

    /// <summary>The hits by rising start; they may overlap.</summary>
    internal List<Hit> Hits(string text)
    {
        var hits = new List<Hit>();
        foreach (var term in _reader.Read(text))
            if (_words.TryGetValue(term.Key, out var word) || !term.Joined && _joined.TryGetValue(term.Key, out word))
                hits.Add(new Hit(term.Start, term.Start + term.Length, word.Term, word.Weight));
        foreach (var (phrase, term, weight) in _phrases)
            foreach (var (start, end) in phrase.Places(text)) hits.Add(new Hit(start, end, term, weight));
        hits.Sort((left, right) => left.Start.CompareTo(right.Start));
        return hits;
    }

    /// <summary>The words of a text, which it may be cut at.</summary>
    internal List<Word> Words(string text) => _reader.Words(text);
}
