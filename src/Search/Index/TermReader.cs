using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>A term of a text: its key, and whether it is two neighbouring words joined.</summary>
/// <param name="Key">See <see cref="TermKey"/>.</param>
/// <param name="Joined">Not a word of its own, so no part of the text's length: two words written as one, which live in the same term space, so กองทุน + ที่ดิน meets กองทุนที่ดิน wherever ICU left it whole; or what is meant.</param>
/// <param name="Start">The first letter in the text.</param>
/// <param name="Length">How many letters, the space between two joined words included.</param>
readonly record struct Term(ulong Key, bool Joined, int Start, int Length)
{
    /// <summary>What the letters stand for: the year of 2007 and ปี ๕๐ (<see cref="TermReader.YearKey"/>), the short form of พ.อ.ช.</summary>
    public bool Meant { get; init; }
}

/// <summary>Reads the terms of a text in order: each word, each two words between which nothing or only spaces stand, each year and each short form with dots. Not for two threads.</summary>
sealed class TermReader(WordList? list, WordList? names = null)
{
    /// <summary>The longest part of a short form between two dots: รพ.สต.</summary>
    const int LongestPart = 3;
    readonly List<Word> _words = [];
    readonly List<Term> _terms = [];

    /// <summary>The words of a text; the list is used again by the next call.</summary>
    public List<Word> Words(string text)
    {
        _words.Clear();
        ThaiWords.Split(text, _words, list, names);
        return _words;
    }

    /// <summary>The words of the text that was read last; overwritten by the next.</summary>
    public IReadOnlyList<Word> Last => _words;

    /// <summary>Whether four digits of either kind are a year as the index writes it, a Buddhist one.</summary>
    public static bool IsBuddhist(ReadOnlySpan<char> digits) => digits.Length == 4 && Fold.Letter(digits[0]) == '2' && Fold.Letter(digits[1]) is >= '4' and <= '6';

    /// <summary>The term of a Buddhist year, however it is written. A number that is no year does not hold it.</summary>
    public static ulong YearKey(int year) => TermKey.Of(Digits(TermKey.Read(TermKey.Start, " "), year)); // no term begins with a space

    /// <summary>The terms of a normalised text; the list is used again by the next call.</summary>
    public List<Term> Read(string text)
    {
        Words(text);
        _terms.Clear();
        var (before, end) = (0ul, -1);
        for (var i = 0; i < _words.Count; i++)
        {
            var word = _words[i];
            var letters = word.In(text);
            if (end >= 0 && text.AsSpan(end, word.Start - end).IsWhiteSpace())
            {
                var start = _words[i - 1].Start;
                _terms.Add(new Term(TermKey.Of(TermKey.Read(before, letters)), true, start, word.End - start));
            }
            before = TermKey.Read(TermKey.Start, letters);
            _terms.Add(new Term(TermKey.Of(before), false, word.Start, word.Length));
            end = word.End;
            if (word.Length is 2 or 4 && char.IsDigit(letters[0])) Year(text, word);
            else if (word.Length <= LongestPart && end < text.Length && text[end] == '.') Dotted(text, i);
        }
        return _terms;
    }

    // A text with 2007 or ปี ๕๐ is also one with the number 2550, so that who types 2550 needs to ask for one term only
    void Year(string text, Word word)
    {
        if (ThaiYear.At(text, word.Start, word.Length, out var from) is not (> 0 and var year)) return;
        _terms.Add(new Term(YearKey(year), true, from, word.End - from) { Meant = true });
        var number = TermKey.Of(Digits(TermKey.Start, year));
        if (number != _terms[^2].Key) _terms.Add(new Term(number, true, from, word.End - from));
    }

    // พ.อ.ช. and รพ.สต.: the letters between the dots as one word, once, from its first part
    void Dotted(string text, int first)
    {
        if (!IsPart(text, first) || first > 0 && _words[first].Start == _words[first - 1].End + 1 && text[_words[first].Start - 1] == '.' && IsPart(text, first - 1)) return;
        var (last, state) = (first, TermKey.Read(TermKey.Start, _words[first].In(text)));
        for (; last + 1 < _words.Count && _words[last + 1].Start == _words[last].End + 1 && text[_words[last].End] == '.' && IsPart(text, last + 1); last++)
            state = TermKey.Read(state, _words[last + 1].In(text));
        if (last > first) _terms.Add(new Term(TermKey.Of(state), true, _words[first].Start, _words[last].End - _words[first].Start) { Meant = true });
    }

    bool IsPart(string text, int at)
    {
        var word = _words[at];
        return word.Length <= LongestPart && text[word.Start] is >= 'ก' and <= 'ฮ'
            && (at == 0 || _words[at - 1].End < word.Start || char.IsDigit(text[_words[at - 1].Start])) && (at + 1 == _words.Count || _words[at + 1].Start > word.End);
    }

    static ulong Digits(ulong state, int number)
    {
        Span<char> digits = stackalloc char[10];
        number.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return TermKey.Read(state, digits[..length]);
    }
}
