using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>
/// What an index knows of the writing of words: the lexicon, and the vocabulary of its texts for mending misspelt queries. The vocabulary makes itself: the first query that holds
/// something unknown asks for it, a small index reads itself at once, a large one in the background; it is made again when an eighth of the texts has changed.
/// </summary>
sealed class Spelling
{
    /// <summary>Up to this many texts are read while the query waits; of more, so many letters are read.</summary>
    const int AtOnce = 500, MostLetters = 2_000_000;
    readonly Lock _making = new();
    volatile Lexicon _lexicon = Lexicon.Empty;
    volatile Vocabulary _vocabulary = Vocabulary.Empty;
    int _madeOf = -1, _turn;
    Task _busy = Task.CompletedTask;

    /// <summary>What people write in several ways; may be replaced at any moment.</summary>
    public Lexicon Lexicon
    {
        get => _lexicon;
        set
        {
            lock (_making) (_lexicon, _madeOf) = (value, -1);
        }
    }

    /// <summary>Ends when no vocabulary is being made.</summary>
    public Task Settled
    {
        get
        {
            lock (_making) return _busy;
        }
    }

    /// <summary>The vocabulary for a view; of a large index it may be an older one, or empty for the first second.</summary>
    public Vocabulary For(IndexView view)
    {
        if (_madeOf >= 0 && Math.Abs(view.Documents - _madeOf) <= _madeOf / 8) return _vocabulary;
        lock (_making)
        {
            if (!_busy.IsCompleted || _madeOf >= 0 && Math.Abs(view.Documents - _madeOf) <= _madeOf / 8) return _vocabulary;
            var first = _madeOf < 0;
            _madeOf = view.Documents;
            if (first && view.Documents <= AtOnce) _vocabulary = Make(view);
            else _busy = Task.Run(() => _vocabulary = Make(view));
            return _vocabulary;
        }
    }

    // Words seen once in a large index are misspelt ones as often as not
    Vocabulary Make(IndexView view)
    {
        var (words, least) = (new Dictionary<string, int>(StringComparer.Ordinal), view.Documents < 1000 ? 1 : 2);
        foreach (var word in _vocabulary.Words.Concat(Seen(view)))
            if (!words.ContainsKey(word) && view.Holding(TermKey.Of(word)) is var holding && holding >= least) words.Add(word, (int)holding);
        foreach (var name in _lexicon.Names)
            if (!words.ContainsKey(name) && Phrase.Of(name) is { } phrase && view.Parts.Sum(part => phrase.Candidates(part.Segment)) is > 0 and var holding) words.Add(name, holding);
        return new Vocabulary(words);
    }

    // Every n-th text, another one each time, so that what was known and what is read now together miss only what is rare
    IEnumerable<string> Seen(IndexView view)
    {
        var (reader, left, seen) = (view.Reader(), MostLetters, new HashSet<ulong>());
        var step = Math.Max(1, view.Documents / 8000);
        var turn = _turn++;
        foreach (var part in view.Parts)
            for (var document = turn % step; document < part.Segment.Count && left > 0; document += step)
            {
                var letters = part.Segment.Documents.Texts[document];
                var room = new char[letters.Length];
                var text = new string(room, 0, TextStore.Decode(letters, room));
                left -= text.Length;
                foreach (var word in reader.Words(text))
                    if (word.Length is >= Vocabulary.Shortest and <= Vocabulary.Longest && char.IsLetter(text[word.Start]) && seen.Add(TermKey.Of(word.In(text)))) yield return text.Substring(word.Start, word.Length);
            }
    }
}
