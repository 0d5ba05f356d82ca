namespace KmCommons.Search.Index;

/// <summary>
/// A text as a run of folded letters with everything taken out that divides nothing: Thai is written without spaces, and พ.อ.ช. is พอช. Between two Latin letters or digits one space stays.
/// Each letter knows its place in the text. One object serves many texts, one after another; not for two threads.
/// </summary>
sealed class LetterRun
{
    /// <summary>What stands between two fields of one text; no phrase crosses it.</summary>
    public const char FieldEnd = '\u0001';
    char[] _letters = new char[1024];
    int[] _places = new int[1024];
    int _length;

    /// <summary>The letters.</summary>
    public ReadOnlySpan<char> Letters => _letters.AsSpan(0, _length);

    /// <summary>The place in the text of the letter at <paramref name="at"/>.</summary>
    public int PlaceOf(int at) => _places[at];

    /// <summary>Takes in another text.</summary>
    public LetterRun Read(ReadOnlySpan<char> text)
    {
        if (_letters.Length < text.Length)
        {
            _letters = new char[text.Length + text.Length / 2];
            _places = new int[_letters.Length];
        }
        _length = 0;
        var gap = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i] == FieldEnd ? FieldEnd : Fold.Letter(text[i]);
            if (letter == ' ')
            {
                if (gap < 0) gap = i;
                continue;
            }
            // two gaps never follow each other, so there is always room: the gap took a letter of the text itself
            if (gap >= 0 && _length > 0 && Fold.IsSpaced(letter) && Fold.IsSpaced(_letters[_length - 1])) Keep(' ', gap);
            gap = -1;
            Keep(letter, i);
        }
        return this;
    }

    void Keep(char letter, int place)
    {
        _letters[_length] = letter;
        _places[_length++] = place;
    }

    /// <summary>The end of the cluster that begins at <paramref name="start"/>: a letter with the marks that live on it.</summary>
    public static int ClusterEnd(ReadOnlySpan<char> letters, int start)
    {
        var end = start + 1;
        while (end < letters.Length && Fold.IsMark(letters[end])) end++;
        return end;
    }
}
