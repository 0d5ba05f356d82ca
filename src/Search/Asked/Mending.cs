using System.Text;
using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>
/// Finds what was meant by a query that is misspelt. Only what no text holds is touched: a word that is unknown and does not stand anywhere letter by letter either,
/// and with it the words beside it, since ICU cuts a misspelt word anywhere.
/// </summary>
static class Mending
{
    /// <summary>The longest stretch that is mended at once, in letters.</summary>
    const int LongestStretch = 40;
    /// <summary>How many words of one query are doubted; of more unknown ones nothing is understood.</summary>
    const int MostDoubts = 6;
    /// <summary>Above this many texts to look into, letters are taken to stand in one of them.</summary>
    const int MostCandidates = 200;
    /// <summary>A run of up to so many letters that stands nowhere is looked at even when each of its words is known.</summary>
    const int LongestName = 16;

    /// <summary>The query as it was probably meant, or nothing when there is nothing to mend.</summary>
    /// <param name="view">The index.</param>
    /// <param name="query">What was typed.</param>
    /// <param name="words">Its words.</param>
    /// <param name="suggesting">Whether rare words may be doubted too: for a suggestion, not for searching something else than was typed.</param>
    public static FindQuery? Of(IndexView view, FindQuery query, QueryWords words, bool suggesting = false)
    {
        List<string>? runs = null;
        var doubts = MostDoubts;
        for (int at = 0, offset = 0; at < query.Runs.Count; offset += query.Runs[at++].Length + 1)
        {
            if (Repeats.Mended(view, query.Runs[at]) is { } single) (runs ??= [.. query.Runs])[at] = single;
            else if (Stretch(view, query, words, offset, query.Runs[at], suggesting, ref doubts) is { } mended) (runs ??= [.. query.Runs])[at] = mended;
        }
        return runs is null ? null : query with { Runs = runs };
    }

    static string? Stretch(IndexView view, FindQuery query, QueryWords words, int offset, string run, bool suggesting, ref int doubts)
    {
        StringBuilder? mended = null;
        var (done, end) = (0, offset + run.Length);
        for (var w = 0; w < words.Words.Count; w++)
        {
            var word = words.Words[w];
            if (word.Start < offset + done || word.End > end || doubts == 0 || !Doubted(view, words, w, suggesting, ref doubts)) continue;
            var (start, stop) = Around(words, w, offset + done, end);
            if (Better(view, words.Text[start..stop], suggesting) is not { } better) continue;
            (mended ??= new StringBuilder()).Append(words.Text, offset + done, start - offset - done).Append(better);
            done = stop - offset;
        }
        if (mended is not null) return mended.Append(run, done, run.Length - done).ToString();
        return query.Runs.Count == 1 && query.Phrases.Count == 0 && run.Length is >= Vocabulary.Shortest and <= LongestName && words.Words.Count > 1 && words.Names.Count == 0 && IsThai(run)
            && words.Terms.Exists(asked => asked is { Holding: 0, Term: { Joined: true, Meant: false } }) && !Stands(view, run)
            ? Better(view, run, suggesting) : null;
    }

    static bool Doubted(IndexView view, QueryWords words, int w, bool suggesting, ref int doubts)
    {
        var (word, text) = (words.Words[w], words.Text);
        if (!char.IsLetter(text[word.Start]) || words.Names.Exists(name => w >= name.First && w < name.First + name.Count)) return false;
        if (view.Holding(TermKey.Of(word.In(text))) > (suggesting ? 2 : 0)) return false;
        if (ThaiWords.IsInDictionary(word.In(text)) || words.Places.Contains(word)) return false;
        doubts--;
        if (suggesting) return true;
        // In a text it may be cut elsewhere: look for it letter by letter, with its neighbours when it is a mere splinter
        var (before, after) = (w > 0 && words.Words[w - 1].End == word.Start ? words.Words[w - 1].Start : word.Start, w + 1 < words.Words.Count && words.Words[w + 1].Start == word.End ? words.Words[w + 1].End : word.End);
        if (word.Length >= Vocabulary.Shortest && Stands(view, text[word.Start..word.End])) return false;
        return !(before < word.Start && word.End - before >= Vocabulary.Shortest && Stands(view, text[before..word.End])) && !(after > word.End && after - word.Start >= Vocabulary.Shortest && Stands(view, text[word.Start..after]));
    }

    // The unknown word, and what is glued to it on both sides as far as a stretch goes; a Latin word stands alone
    static (int Start, int End) Around(QueryWords words, int w, int from, int to)
    {
        var (first, last) = (w, w);
        while (first > 0 && words.Words[first - 1].End == words.Words[first].Start && words.Words[first - 1].Start >= from && w - first < 2 && IsThai(words.Text.AsSpan(words.Words[first - 1].Start, 1))) first--;
        while (last + 1 < words.Words.Count && words.Words[last + 1].Start == words.Words[last].End && words.Words[last + 1].End <= to && words.Words[last + 1].End - words.Words[first].Start <= LongestStretch
            && last - w < 3 && IsThai(words.Text.AsSpan(words.Words[last + 1].Start, 1))) last++;
        return (words.Words[first].Start, words.Words[last].End);
    }

    static string? Better(IndexView view, string stretch, bool suggesting)
    {
        if (stretch.Length is < 3 or > LongestStretch) return null;
        var vocabulary = view.Spelling.For(view);
        if (IsThai(stretch)) return new Lattice(view, vocabulary).Mended(stretch, suggesting);
        var near = new List<Vocabulary.Near>();
        if (stretch.Length >= Vocabulary.Shortest) vocabulary.Nearest(Fold.Text(stretch), near);
        return near.Find(word => view.MayOffer(word.Word)).Word;
    }

    static bool Stands(IndexView view, string letters)
    {
        if (Phrase.Of(letters) is not { } phrase) return true;
        return view.Parts.Any(part => phrase.Candidates(part.Segment) is > 0 and var candidates && (candidates > MostCandidates || phrase.Find(part.Segment).Count > 0));
    }

    static bool IsThai(ReadOnlySpan<char> letters)
    {
        foreach (var c in letters)
            if (c is not (>= 'ก' and <= '\u0E4E') || Fold.Letter(c) == ' ') return false;
        return true;
    }
}
