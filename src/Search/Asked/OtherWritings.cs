using KmCommons.Search.Index;

namespace KmCommons.Search.Asked;

/// <summary>A name in a query and the texts that write it otherwise: any of its writings counts as the typed one, once.</summary>
sealed class OtherWritings
{
    /// <summary>Above this many texts to look into, the joined words of a name are enough.</summary>
    const int MostCandidates = 400;
    /// <summary>Shorter names are looked for as words only, and those up to the longest short form with a look at what follows: พอช is not in พอชาวบ้าน.</summary>
    const int ShortestInside = 3, LongestShort = 5;

    readonly QueryWords _words;
    readonly Lexicon.Name _name;
    readonly IndexView _view;
    readonly ulong _key, _rarest;

    public OtherWritings(IndexView view, QueryWords words, Lexicon.Name name, bool alone)
    {
        (_view, _words, _name, IsNeeded) = (view, words, name, alone && name.Writing != Lexicon.Writing.Full && words.IsAll(name));
        (Start, End) = words.Place(name);
        var state = TermKey.Start;
        for (var word = name.First; word < name.First + name.Count; word++) state = TermKey.Read(state, words.Words[word].In(words.Text));
        _key = TermKey.Of(state);
        var inside = words.Terms.Where(asked => asked.Term.Start >= Start && asked.Term.Start + asked.Term.Length <= End && (asked.Term.Joined || name.Count == 1) && !asked.Term.Meant).ToList();
        _rarest = inside.Count == 0 || name.Writing == Lexicon.Writing.Short ? _key : inside.MinBy(asked => asked.Holding).Term.Key;
    }

    /// <summary>Where the name begins in the query.</summary>
    public int Start { get; }
    /// <summary>Where it ends.</summary>
    public int End { get; }
    /// <summary>Whether a text must hold the name: nothing else is asked for.</summary>
    public bool IsNeeded { get; }
    /// <summary>Whether the typed words count no more, only the name does.</summary>
    public bool IsWhole => IsNeeded && _name.Writing == Lexicon.Writing.Roman;
    /// <summary>Whether a run with this name is looked for letter by letter all the same.</summary>
    public bool IsFull => _name.Writing == Lexicon.Writing.Full;

    /// <summary>The texts with another writing, for the plan; weighs the typed words so that every writing counts the same.</summary>
    public QueryPlan.Held Held(Dictionary<ulong, QueryPlan.Weighted> terms)
    {
        var inside = _words.Terms.Where(asked => asked.Term.Start >= Start && asked.Term.Start + asked.Term.Length <= End).Select(asked => asked.Term.Key).Distinct().Where(terms.ContainsKey).ToList();
        var parts = _view.Parts.Select(part => Others(part.Segment)).ToArray();
        var rarity = Weights.Rarity(_view.Documents, parts.Sum(part => part.Count) + (IsWhole ? 0 : _view.Holding(_rarest)));
        var (score, matched) = (rarity * _view.Weights.Exact, rarity);
        if (IsWhole || _name.Writing == Lexicon.Writing.Short)
        {
            foreach (var key in inside) terms.Remove(key);
            if (!IsWhole) terms[_key] = new QueryPlan.Weighted(_key, score, matched);
        }
        else (score, matched) = (inside.Sum(key => terms[key].Score), inside.Sum(key => terms[key].Matched));
        return new QueryPlan.Held(parts, IsWhole ? null : _rarest, score, matched);
    }

    // Without the texts that write it as typed, unless the name stands for its words
    List<(int Document, int Times)> Others(Segment segment)
    {
        List<(int Document, int Times)> found = [];
        foreach (var writing in IsNeeded ? _name.Others.Append(_words.Text[Start..End]) : _name.Others) found = Either(found, Holding(segment, writing));
        if (IsWhole) return found;
        var kept = 0;
        var typed = segment.Words[_rarest];
        var more = typed.Next();
        for (var i = 0; i < found.Count; i++)
        {
            while (more && typed.Document < found[i].Document) more = typed.Next();
            if (!more || typed.Document != found[i].Document) found[kept++] = found[i];
        }
        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    static List<(int Document, int Times)> Either(List<(int Document, int Times)> left, List<(int Document, int Times)> right)
    {
        if (left.Count == 0 || right.Count == 0) return left.Count == 0 ? right : left;
        var either = new List<(int Document, int Times)>(left.Count + right.Count);
        for (int l = 0, r = 0; l < left.Count || r < right.Count;)
        {
            var (leftOne, rightOne) = (l < left.Count ? left[l].Document : int.MaxValue, r < right.Count ? right[r].Document : int.MaxValue);
            either.Add((Math.Min(leftOne, rightOne), Math.Max(leftOne <= rightOne ? left[l].Times : 0, rightOne <= leftOne ? right[r].Times : 0)));
            if (leftOne <= rightOne) l++;
            if (rightOne <= leftOne) r++;
        }
        return either;
    }

    List<(int Document, int Times)> Holding(Segment segment, string writing)
    {
        if (Phrase.Of(writing) is not { } phrase) return [];
        if (phrase.Clusters >= ShortestInside && phrase.Candidates(segment) <= MostCandidates)
        {
            var found = phrase.Find(segment);
            if (phrase.Clusters <= LongestShort) found.RemoveAll(held => !Ends(segment.Documents.Texts[held.Document], phrase));
            return found;
        }
        var terms = _view.Reader().Read(writing);
        var keys = terms.Where(term => term.Joined && !term.Meant).Select(term => term.Key).ToList();
        return Common(segment, keys.Count > 0 ? keys : [TermKey.Of(phrase.ToString())]);
    }

    static bool Ends(ReadOnlySpan<byte> text, Phrase phrase)
    {
        var letters = new char[text.Length];
        var run = new LetterRun().Read(letters.AsSpan(0, TextStore.Decode(text, letters)));
        return phrase.Places(run).Any(place => place.End >= run.Letters.Length || letters[place.End] is not ('\u0E30' or '\u0E32' or '\u0E33' or '\u0E45'));
    }

    /// <summary>The texts that hold all of these terms.</summary>
    public static List<(int Document, int Times)> Common(Segment segment, List<ulong> keys)
    {
        List<(int Document, int Times)> common = [];
        keys.Sort((left, right) => segment.Words[left].Documents.CompareTo(segment.Words[right].Documents));
        for (var list = segment.Words[keys[0]]; list.Next();) common.Add((list.Document, list.Times));
        foreach (var key in keys.Skip(1))
        {
            var kept = 0;
            var list = segment.Words[key];
            var more = list.Next();
            for (var i = 0; i < common.Count && more; i++)
            {
                while (more && list.Document < common[i].Document) more = list.Next();
                if (more && list.Document == common[i].Document) common[kept++] = common[i];
            }
            common.RemoveRange(kept, common.Count - kept);
        }
        return common;
    }
}
