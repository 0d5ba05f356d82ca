using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>
/// The cheapest way to read a stretch of Thai letters as words of the index, misspelt ones among them: a shortest path over all cuts (Viterbi 1967), each word at the price of its rarity,
/// a misspelt one dearer, a letter of no word dearest (the noisy channel as Norvig segments and spells with it, Beautiful Data, 2009, chapter 14).
/// </summary>
sealed class Lattice(IndexView view, Vocabulary vocabulary)
{
    /// <summary>What each word, each misspelling, each wrong letter, each letter left out (the commonest slip) and each letter of no word costs, in natural logarithms of chances.</summary>
    const float Word = 1, Misspelt = 3, Edit = 2.5f, Omitted = 2;
    /// <summary>No word of the lattice has more letters.</summary>
    const int Longest = 20;

    readonly List<Vocabulary.Near> _near = [];
    readonly float _all = MathF.Log(view.Documents + 1);

    /// <summary>The stretch as it was probably meant, or nothing: it is well as it is, or no reading makes it better.</summary>
    public string? Mended(string stretch, bool suggesting)
    {
        var length = stretch.Length;
        var (costs, froms, meant, open) = (new float[length + 1], new int[length + 1], new string?[length + 1], new bool[length + 1]);
        Array.Fill(costs, float.MaxValue);
        costs[0] = 0;
        for (var from = 0; from < length; from++)
        {
            if (costs[from] == float.MaxValue || !MayCut(stretch, from)) continue;
            for (var to = from + 1; to <= Math.Min(length, from + Longest); to++)
            {
                if (!MayCut(stretch, to)) continue;
                var (cost, word, unknown) = Price(stretch.AsSpan(from, to - from), from == 0 ? "" : meant[from] ?? stretch[froms[from]..from], suggesting);
                if (costs[from] + cost >= costs[to]) continue;
                (costs[to], froms[to], meant[to], open[to]) = (costs[from] + cost, from, word, unknown);
            }
        }
        var (pieces, mends) = (new Stack<string>(), 0);
        for (var at = length; at > 0; at = froms[at])
        {
            // What stays unknown was not understood, so nothing near it is touched
            if (open[at] || costs[at] == float.MaxValue) return null;
            if (meant[at] is not null) mends++;
            pieces.Push(meant[at] ?? stretch[froms[at]..at]);
        }
        return mends is > 0 and <= 2 ? string.Concat(pieces) : null;
    }

    (float Cost, string? Meant, bool Unknown) Price(ReadOnlySpan<char> letters, string before, bool suggesting)
    {
        var holding = letters.Length > 1 ? view.Holding(TermKey.Of(letters)) : 0;
        var known = holding > (suggesting ? 2 : 0);
        // A word that no text has yet is still a word
        if (!known && letters.Length > 2 && ThaiWords.IsInDictionary(letters)) (known, holding) = (true, Math.Max(1, holding));
        var (cost, meant) = (known ? After(before, letters, holding) : (letters.Length + 1) * (_all + Word) / 2, default(string));
        vocabulary.Nearest(letters, _near);
        foreach (var near in _near)
            if (After(before, near.Word, near.Holding) + Misspelt + (near.Word.Length > letters.Length ? Omitted : Edit) * near.Edits is var dearer && dearer < cost && view.MayOffer(near.Word)) (cost, meant) = (dearer, near.Word);
        return (cost, meant, meant is null && !known);
    }

    // The chance of a word after another one: of the texts with the one, those with both joined; else, of all texts those with the word
    float After(string before, ReadOnlySpan<char> word, long holding)
    {
        var alone = Word + _all - MathF.Log(holding);
        if (before.Length < 2) return alone;
        var state = TermKey.Read(TermKey.Start, before);
        var both = view.Holding(TermKey.Of(TermKey.Read(state, word)));
        return both == 0 ? alone : Math.Min(alone, Word + MathF.Log(Math.Max(1, (float)view.Holding(TermKey.Of(state)) / both)));
    }

    // Not before a mark or a following vowel, not after a leading one
    static bool MayCut(string text, int at) =>
        at == 0 || at == text.Length || !Fold.IsMark(text[at]) && text[at] is not ('\u0E30' or '\u0E32' or '\u0E33' or '\u0E45') && text[at - 1] is not (>= '\u0E40' and <= '\u0E44');
}
