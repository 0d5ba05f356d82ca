using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>A term of a text: its key, and whether it is two neighbouring words joined.</summary>
/// <param name="Key">See <see cref="TermKey"/>.</param>
/// <param name="Joined">Two words written as one; they live in the same term space, so กองทุน + ที่ดิน meets กองทุนที่ดิน wherever ICU left it whole.</param>
/// <param name="Start">The first letter in the text.</param>
/// <param name="Length">How many letters, the space between two joined words included.</param>
readonly record struct Term(ulong Key, bool Joined, int Start, int Length);

/// <summary>Reads the terms of a text in order: each word, and each two words between which nothing or only spaces stand. Not for two threads.</summary>
sealed class TermReader(WordList? list)
{
    readonly List<Word> _words = [];
    readonly List<Term> _terms = [];

    /// <summary>The words of a text; the list is used again by the next call.</summary>
    public List<Word> Words(string text)
    {
        _words.Clear();
        ThaiWords.Split(text, _words, list);
        return _words;
    }

    /// <summary>The words of the text that was read last; overwritten by the next.</summary>
    public IReadOnlyList<Word> Last => _words;

    /// <summary>The terms of a normalised text; the list is used again by the next call.</summary>
    public List<Term> Read(string text)
    {
        Words(text);
        _terms.Clear();
        var (before, end) = (0ul, -1);
        foreach (var word in _words)
        {
            var letters = word.In(text);
            if (end >= 0 && text.AsSpan(end, word.Start - end).IsWhiteSpace())
            {
                var start = _terms[^1].Start;
                _terms.Add(new Term(TermKey.Of(TermKey.Read(before, letters)), true, start, word.End - start));
            }
            before = TermKey.Read(TermKey.Start, letters);
            _terms.Add(new Term(TermKey.Of(before), false, word.Start, word.Length));
            end = word.End;
        }
        return _terms;
    }
}
