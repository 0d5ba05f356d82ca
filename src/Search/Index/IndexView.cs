using KmCommons.Search.Asked;
using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>The index at one moment. Immutable: any number of threads may search it while the next one is made.</summary>
public sealed class IndexView
{
    readonly WordList? _list;

    internal IndexView(IReadOnlyList<Part> parts, Weights weights, WordList? list, FacetNames names, Spelling spelling)
    {
        (Parts, Weights, _list, Names, Spelling) = (parts, weights, list, names, spelling);
        Documents = parts.Sum(part => part.Segment.Count);
        MeanLength = Documents == 0 ? 1 : Math.Max(1, (float)parts.Sum(part => part.Segment.TotalLength) / Documents);
    }

    /// <summary>How many texts can be found.</summary>
    public int Count => Parts.Sum(part => part.Segment.Count - part.Removed.Count);

    /// <summary>Bytes held in memory.</summary>
    public long Bytes => Parts.Sum(part => part.Segment.Bytes);

    /// <summary>Whether the text with this number is here.</summary>
    public bool Has(long number) => Place(number).Part is not null;

    /// <summary>The best texts for a query among those the viewer may see. An empty query with facets or fields finds all that have them (or nothing of what has a minus), newest first; with nothing at all, nothing.</summary>
    public Found Find(FindQuery query, FindRequest request)
    {
        query = Lexicon.Placed(query);
        var only = request.Only.Concat(query.Fields).ToList();
        return query.IsEmpty && only.Count + query.WithoutFields.Count + query.Without.Count == 0 || Documents == 0 ? Found.Nothing : Find(query, request, only);
    }

    /// <summary>All texts the viewer may see, newest first, with their counts.</summary>
    public Found All(FindRequest request) => Find(new FindQuery(), request, []);

    Found Find(FindQuery query, FindRequest request, List<Facet> only)
    {
        var plan = new QueryPlan(this, query);
        using var collector = new Collector(request, only, Names, Weights);
        for (var place = 0; place < Parts.Count; place++) collector.Take(Parts[place], new Tally(Parts[place], place, plan, Weights, request.MaySee), MeanLength);
        return collector.Finish(request.ByDate || query.IsEmpty ? 0 : plan.Whole, scoring: !plan.IsOpen, plan.Terms.Count > 1 ? new SharedLetters(this, plan.Letters) : null) with { Instead = plan.Query == query ? null : plan.Query.ToString() };
    }

    /// <summary>Writes the index of this moment into a file, with a note for whoever opens it (<see cref="CommonsIndex.Open"/>).</summary>
    /// <exception cref="IOException">The disk is full or the folder gone; an older file is still there.</exception>
    public void Save(string file, string note) => Snapshot.Save(file, Parts, Names, WordList.Of(_list), note);

    /// <summary>Shows where texts answer a query.</summary>
    public Marker Marker(FindQuery query) => new(this, Mended(query) ?? query);

    /// <summary>What the query probably means, as a text to type, when something in it is written otherwise than the texts write it; nothing when all of it is known. Search found it already when <see cref="Found.Instead"/> says the same.</summary>
    public string? DidYouMean(FindQuery query) => (Mended(query) ?? Mended(query, suggesting: true))?.ToString();

    FindQuery? Mended(FindQuery query, bool suggesting = false) => Mending.Of(this, query, new QueryWords(this, query), suggesting);

    /// <summary>The texts that are most like this one, itself left out, among those the viewer may see; the likest first, and none that is not like it.</summary>
    public IReadOnlyList<Alike> Like(IndexedText text, Func<string, bool> maySee, int most) => new Likeness(this, text).Find(maySee, most);

    /// <summary>What <see cref="IndexedText.Fingerprint"/> was of the text that is here under this number; nothing when there is none.</summary>
    public ulong? Fingerprint(long number)
    {
        var (part, place) = Place(number);
        return part?.Segment.Documents.Fingerprints[place];
    }

    /// <summary>The numbers of all texts here, in no order.</summary>
    public IEnumerable<long> Numbers => Parts.SelectMany(part => part.Living);

    internal IReadOnlyList<Part> Parts { get; }
    internal Weights Weights { get; }
    /// <summary>All documents, removed ones that no merge has dropped yet included.</summary>
    internal int Documents { get; }
    /// <summary>The mean length of a document in words.</summary>
    internal float MeanLength { get; }

    internal Spelling Spelling { get; }
    internal Lexicon Lexicon => Spelling.Lexicon;
    /// <summary>The facet values of the whole index.</summary>
    internal FacetNames Names { get; }

    /// <summary>Where the text with this number lies; no part when it is not here.</summary>
    internal (Part? Part, int Document) Place(long number)
    {
        foreach (var part in Parts)
            if (part.Segment.Documents.Find(number) is >= 0 and var place && !part.Removed.Has(place))
                return (part, place);
        return (null, -1);
    }

    /// <summary>Reads texts as the index does.</summary>
    internal TermReader Reader() => new(_list);

    /// <summary>Reads queries: as texts, but names of places stay whole, however they are glued to their neighbours.</summary>
    internal TermReader QueryReader() => new(_list, Lexicon.Places);

    /// <summary>Whether this word may be offered to anybody who misspells it: it is a name that everybody knows, or stands in a text that everybody may read. What is offered is read, so a word of a circle's text only would be given away, and one that was just hidden too.</summary>
    internal bool MayOffer(string word) => Lexicon.Names.Contains(word) || IsOpen(TermKey.Of(word));

    bool IsOpen(ulong key)
    {
        foreach (var (segment, removed) in Parts)
            for (var list = segment.Words[key]; list.Next();)
                if (!removed.Has(list.Document) && segment.Documents.AudienceKeys[segment.Documents.Audiences[list.Document]].Length == 0) return true;
        return false;
    }

    internal long Holding(ulong key)
    {
        var sum = 0L;
        foreach (var part in Parts) sum += part.Segment.Words[key].Documents;
        return sum;
    }
}
