using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>Shows where texts answer a query. Made once for a page of hits; not for two threads.</summary>
public sealed class Marker
{
    /// <summary>A word this much lighter than the heaviest of the query is not marked: ที่ and การ stand everywhere.</summary>
    const float Lightest = 0.2f;
    readonly TermReader _reader;
    readonly LetterRun _run = new();
    readonly Dictionary<ulong, int> _places = []; // of a word or two joined, in _sought
    readonly List<Sought> _sought = [];

    internal Marker(IndexView view, FindQuery query)
    {
        _reader = view.Reader();
        var typed = string.Join(' ', query.Runs);
        var reader = view.QueryReader();
        var terms = reader.Read(typed).ToList();
        var heaviest = terms.Where(term => !term.Joined).Select(term => Weights.Rarity(view.Documents, view.Holding(term.Key))).DefaultIfEmpty().Max();
        foreach (var term in terms)
            if (Weights.Rarity(view.Documents, view.Holding(term.Key)) is var weight && (term.Joined || weight >= heaviest * Lightest) && Phrase.Of(typed.AsSpan(term.Start, term.Length)) is { } letters && _places.TryAdd(term.Key, _sought.Count))
                _sought.Add(new(letters, weight, Whole: false));
        var places = reader.Last.Where(word => view.Lexicon.Places.Contains(word.In(typed))).Select(word => typed.Substring(word.Start, word.Length));
        foreach (var run in query.Phrases.Concat(query.Runs).Concat(places).Concat(Asked.QueryWords.OtherWritings(view, query)))
            if (Phrase.Of(run) is { Clusters: > 1 } phrase) _sought.Add(new(phrase, heaviest + 1, Whole: true));
    }

    /// <summary>Letters that are looked for, and whether they count wherever they stand rather than as a word.</summary>
    sealed record Sought(Phrase Letters, float Weight, bool Whole);

    /// <summary>A place in a text that answers the query.</summary>
    internal readonly record struct Hit(int Start, int End, int Term, float Weight);

    /// <summary>The part of a body that answers best.</summary>
    public Passage Passage(string body) => Index.Passage.Best(ThaiText.Normalise(body), this);

    /// <summary>How many hits there are in title, body, tags, place and names of a text: why it was found. By letters: a short word also counts inside a longer one.</summary>
    public int[] HitsByField(IndexedText text) => [.. text.Fields.Select(field => Index.Passage.Joined(Letters(field), 0, field.Length).Count())];

    /// <summary>How many letters the longest answer in a text has, touching hits taken together: where more of the query stands in one piece.</summary>
    public int Longest(string text) => Index.Passage.Joined(Letters(text), 0, text.Length).Select(hit => hit.End.Value - hit.Start.Value).DefaultIfEmpty().Max();

    /// <summary>The hits in any short text, such as a title, in order, not touching.</summary>
    public IReadOnlyList<Range> Marks(string text) => [.. Index.Passage.Joined(Hits(text, out _), 0, text.Length)];

    /// <summary>The hits by rising start, and the words of the text, which it may be cut at; hits may overlap. Cuts the text into words, so it should be short.</summary>
    internal List<Hit> Hits(string text, out List<Word> words)
    {
        var hits = Letters(text, wholeOnly: true);
        foreach (var term in _reader.Read(text))
            if (_places.TryGetValue(term.Key, out var place)) hits.Add(new Hit(term.Start, term.Start + term.Length, place, _sought[place].Weight));
        hits.Sort((left, right) => left.Start.CompareTo(right.Start));
        words = [.. _reader.Last];
        return hits;
    }

    /// <summary>Where the letters of words and phrases stand, by rising start, whatever words are there: quick, for long texts.</summary>
    internal List<Hit> Letters(string text, bool wholeOnly = false)
    {
        var hits = new List<Hit>();
        _run.Read(text);
        for (var place = 0; place < _sought.Count; place++)
        {
            var (letters, weight, whole) = _sought[place];
            if (!whole && wholeOnly) continue;
            foreach (var (start, end) in letters.Places(_run)) hits.Add(new Hit(start, end, place, weight));
        }
        hits.Sort((left, right) => left.Start.CompareTo(right.Start));
        return hits;
    }
}
