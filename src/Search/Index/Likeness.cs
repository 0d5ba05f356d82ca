using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>A text that is like another one, and why.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Score">How like: 1 is a text of mean length that holds each of the words asked for once, before <see cref="Shared"/> counts.</param>
/// <param name="Shared">Themes, tambon and district that both have.</param>
/// <param name="Words">Up to three words that both hold, as the first one writes them, the weightiest first; only where no theme is shared, which says it better.</param>
public sealed record Alike(long Number, float Score, IReadOnlyList<Facet> Shared, IReadOnlyList<string> Words);

/// <summary>
/// Looks for texts like one text: «more like this», as Lucene's MoreLikeThis does it. The words that say most of it, by tf x idf, are the query, and BM25 scores it as any other; the best get a second look for what words do not tell.
/// Score: BM25 over the weight of all words asked for, with coverage, so that it means the same for every text; plus <see cref="Theme"/> for each shared theme, <see cref="Tambon"/> or <see cref="District"/> for the place.
/// Plus, not times: a theme is what a writer said on purpose, however the words fell. The numbers were chosen by reading what is proposed for each of the 67 texts of the seed:
/// with words alone what is below 0.3 shares but turns of speech, and a shared theme needs some words beside it.
/// </summary>
sealed class Likeness
{
    /// <summary>How many words are asked for (MoreLikeThis: 25), as how many rare ones they count at least, and how many of the best texts are looked at again.</summary>
    const int MostTerms = 20, LeastWords = 6, LookedAt = 30;
    /// <summary>A word that more than one in so many texts holds says nothing of this one, unless there are but few texts.</summary>
    const int CommonShare = 8, Few = 4;
    const float Floor = 0.2f, WordsAlone = 0.3f, Theme = 0.17f, Tambon = 0.12f, District = 0.02f;
    const int MostThemes = 2, LeastShown = 2, MostShown = 3;
    /// <summary>A word is shown as a reason when it is said at least so often and has at least so many letters.</summary>
    const int LeastSaid = 2, LeastLetters = 3;

    /// <summary>A word or two joined, as the text writes it.</summary>
    readonly record struct Said(ulong Key, string Letters, int Times, bool Joined, float Rarity);

    readonly IndexView _view;
    readonly IndexedText _text;
    readonly List<Said> _said;

    public Likeness(IndexView view, IndexedText text) => (_view, _text, _said) = (view, text, Saying(view, text));

    /// <summary>The texts most like it that may be seen, at most so many, the likest first.</summary>
    public IReadOnlyList<Alike> Find(Func<string, bool> maySee, int most)
    {
        if (_said.Count == 0) return [];
        var plan = new QueryPlan(_view, [.. _said.Take(MostTerms).Select(said => new QueryPlan.Weighted(said.Key, said.Rarity * (said.Joined ? _view.Weights.Joined : 1), said.Joined ? 0 : said.Rarity))]);
        // Of a text that shares hardly a word with any, one word would be the whole
        var whole = Math.Max(plan.Whole, LeastWords * Weights.Rarity(_view.Documents, 2));
        // The text itself holds everything: measured against it nothing else would be a hit
        var weights = _view.Weights with { LeastShare = 0 };
        using var collector = new Collector(new FindRequest { MaySee = maySee, Take = LookedAt + 1 }, [], _view.Names, weights);
        for (var place = 0; place < _view.Parts.Count; place++) collector.Take(_view.Parts[place], new Tally(_view.Parts[place], place, plan, weights, maySee), _view.MeanLength);
        var hits = collector.Finish(whole, scoring: true, letters: null).Hits.Where(hit => hit.Number != _text.Number).Take(LookedAt);
        return [.. hits.Select(hit => LookAgain(hit, hit.Score / whole)).Where(alike => alike.Score >= Floor && HasReason(alike)).OrderByDescending(alike => alike.Score).ThenByDescending(alike => alike.Number).Take(most)];
    }

    // The words of title (twice), body and tags, the weightiest first; place and writer are no matter of words here
    static List<Said> Saying(IndexView view, IndexedText text)
    {
        var times = new Dictionary<ulong, (int Times, string Letters, bool Joined)>();
        var reader = view.Reader();
        foreach (var field in new[] { text.Title, text.Title, text.Words, string.Join(", ", text.Tags) })
        {
            var letters = ThaiText.Normalise(field);
            foreach (var term in reader.Read(letters))
                times[term.Key] = times.TryGetValue(term.Key, out var held) ? held with { Times = held.Times + 1 } : (1, letters.Substring(term.Start, term.Length), term.Joined);
        }
        var most = Math.Max(Few, view.Documents / CommonShare);
        return [.. (from word in times
                    let holding = view.Holding(word.Key)
                    where holding >= 2 && holding <= most && word.Value.Letters.Length > 1
                    let rarity = Weights.Rarity(view.Documents, holding)
                    orderby word.Value.Times * rarity * (word.Value.Joined ? view.Weights.Joined : 1) descending, word.Key
                    select new Said(word.Key, word.Value.Letters, word.Value.Times, word.Value.Joined, rarity))];
    }

    Alike LookAgain(Hit hit, float score)
    {
        var (part, document) = _view.Place(hit.Number);
        var segment = part!.Segment;
        var shared = _text.Facets.Where(facet => facet.Name is "theme" or "tambon" or "district" && segment.Documents.FacetsOf(document).Contains(_view.Names.Find(facet))).ToList();
        var themes = shared.Count(facet => facet.Name == "theme");
        var place = shared.Any(facet => facet.Name == "tambon") ? Tambon : shared.Any(facet => facet.Name == "district") ? District : 0;
        return new Alike(hit.Number, score + Theme * Math.Min(MostThemes, themes) + place, shared, themes > 0 ? [] : Words(segment, document));
    }

    // Who reads it must see why
    static bool HasReason(Alike alike) => alike.Shared.Any(facet => facet.Name is "theme" or "tambon") || alike.Score >= WordsAlone && alike.Words.Count >= LeastShown;

    // Single words: two joined are as often a turn of speech as a name. Not those of the place's name, which is said by itself
    List<string> Words(Segment segment, int document) =>
        [.. _said.Where(said => !said.Joined && said.Times >= LeastSaid && said.Letters.Length >= LeastLetters && !_text.PlaceWords.Contains(said.Letters, StringComparison.OrdinalIgnoreCase) && Holds(segment.Words[said.Key], document)).Select(said => said.Letters).Take(MostShown)];

    static bool Holds(PostingList list, int document)
    {
        while (list.Next())
            if (list.Document >= document) return list.Document == document;
        return false;
    }
}
