using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>The runs of a query as terms of one view: cut once, and how many texts hold each. Made for one search.</summary>
sealed class QueryWords
{
    /// <summary>A term of the query.</summary>
    /// <param name="Term">The term.</param>
    /// <param name="Holding">How many texts hold it.</param>
    public readonly record struct Asked(Term Term, long Holding);

    public QueryWords(IndexView view, FindQuery query)
    {
        // Spaces between runs are kept, so that two runs join as two words of a text do
        Text = query.Runs.Count == 1 ? query.Runs[0] : string.Join(' ', query.Runs);
        var reader = view.QueryReader();
        foreach (var term in reader.Read(Text)) Terms.Add(new Asked(term, view.Holding(term.Key)));
        Names = view.Lexicon.In(Text, Words = [.. reader.Last]);
        foreach (var word in Words)
            if (view.Lexicon.Places.Contains(word.In(Text))) Places.Add(word);
        // พ.ศ. before its number is a part of the year
        if (Names.Count > 0) Names.RemoveAll(name => Terms.Exists(asked => asked.Term.Meant && asked.Term.Start <= Place(name).Start && asked.Term.Start + asked.Term.Length > Place(name).End));
    }

    /// <summary>The runs with a space between.</summary>
    public string Text { get; }
    /// <summary>Words, joined pairs and what is meant, in order.</summary>
    public List<Asked> Terms { get; } = [];
    /// <summary>The words.</summary>
    public List<Word> Words { get; }
    /// <summary>Names that can be written in several ways.</summary>
    public List<Lexicon.Name> Names { get; }

    /// <summary>Words that are names of places.</summary>
    public List<Word> Places { get; } = [];

    /// <summary>Where a name begins and ends in the text.</summary>
    public (int Start, int End) Place(Lexicon.Name name) => (Words[name.First].Start, Words[name.First + name.Count - 1].End);

    /// <summary>The text with spaces in the place of its names and of these terms.</summary>
    public string Without(List<Term> terms)
    {
        var letters = Text.ToCharArray();
        foreach (var (start, end) in Names.Select(Place).Concat(terms.Select(term => (term.Start, term.Start + term.Length)))) letters.AsSpan(start, end - start).Fill(' ');
        return new string(letters);
    }

    /// <summary>Whether the whole query is this name.</summary>
    public bool IsAll(Lexicon.Name name) => name.Count == Words.Count;

    /// <summary>The other writings of the names in a query, for marking them.</summary>
    public static IEnumerable<string> OtherWritings(IndexView view, FindQuery query) => new QueryWords(view, query).Names.SelectMany(name => name.Others);
}
