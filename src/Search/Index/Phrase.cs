using System.Numerics;

namespace KmCommons.Search.Index;

/// <summary>
/// Letters that must stand together in a text, whatever words ICU cuts there: candidates from the cluster grams, then a look into the text.
/// A hit begins and ends at a cluster (บ้าน is not in บ้านๆ's marks), and a Latin word or a number is not found inside a longer one.
/// </summary>
sealed class Phrase
{
    readonly string _letters;
    readonly byte[] _bytes;
    readonly int[] _codes;

    Phrase(string letters, int[] codes)
    {
        (_letters, _codes) = (letters, codes);
        var bytes = new byte[letters.Length * TextStore.Widest];
        _bytes = bytes[..TextStore.Encode(letters, bytes)];
    }

    /// <summary>The phrase of a text, or nothing when it has no letters.</summary>
    public static Phrase? Of(ReadOnlySpan<char> text)
    {
        var letters = new LetterRun().Read(text).Letters;
        while (letters.Length > 0 && Fold.IsMark(letters[0])) letters = letters[1..];
        if (letters.IsEmpty) return null;
        var codes = new List<int>();
        Grams.Codes(letters, codes);
        return new Phrase(new string(letters), [.. codes]);
    }

    /// <summary>How many clusters it is long.</summary>
    public int Clusters => _codes.Length;

    /// <summary>The letters it looks for.</summary>
    public override string ToString() => _letters;

    /// <summary>About how many documents there are to look into, never fewer than hold it; for a phrase of one or two clusters the sum over all grams that begin so.</summary>
    public int Candidates(Segment segment)
    {
        if (_codes.Length < 3)
        {
            var sum = 0;
            var (from, to) = Range(segment);
            for (var at = from; at < to; at++) sum += segment.Grams.ListAt(at).Documents;
            return Math.Min(sum, segment.Count);
        }
        var least = int.MaxValue;
        for (var i = 0; i + 2 < _codes.Length; i++) least = Math.Min(least, segment.Grams[Key(i)].Documents);
        return least;
    }

    /// <summary>The documents that hold it, in rising order, with how often; without those that hold the term <paramref name="except"/>.</summary>
    public List<(int Document, int Times)> Find(Segment segment, ulong? except = null)
    {
        var found = new List<(int, int)>();
        var common = except is { } key ? segment.Common(key) : null;
        var known = except is { } listed && common is null ? segment.Words[listed] : default;
        var more = known.Next();
        foreach (var document in _codes.Length < 3 ? Union(segment) : Common(segment))
        {
            if (common is not null && common[document] > 0) continue;
            while (more && known.Document < document) more = known.Next();
            if (more && known.Document == document) continue;
            if (Times(segment.Documents.Texts[document]) is > 0 and var times) found.Add((document, times));
        }
        return found;
    }

    /// <summary>The places of all hits in the text that the run was read from, by rising start.</summary>
    public IEnumerable<(int Start, int End)> Places(LetterRun run)
    {
        for (var at = Next(run.Letters, 0); at >= 0; at = Next(run.Letters, at + _letters.Length))
            yield return (run.PlaceOf(at), run.PlaceOf(at + _letters.Length - 1) + 1);
    }

    List<int> Common(Segment segment)
    {
        // the two rarest grams leave so few that looking into the text is cheaper than reading a third list
        var keys = Enumerable.Range(0, _codes.Length - 2).Select(Key).Distinct().OrderBy(key => segment.Grams[key].Documents).Take(2).ToArray();
        var common = new List<int>();
        for (var list = segment.Grams[keys[0]]; list.Next();) common.Add(list.Document);
        if (keys.Length == 1 || common.Count == 0) return common;
        var kept = 0;
        var other = segment.Grams[keys[1]];
        var more = other.Next();
        for (var i = 0; i < common.Count && more; i++)
        {
            while (more && other.Document < common[i]) more = other.Next();
            if (more && other.Document == common[i]) common[kept++] = common[i];
        }
        common.RemoveRange(kept, common.Count - kept);
        return common;
    }

    List<int> Union(Segment segment)
    {
        var held = new ulong[(segment.Count >> 6) + 1];
        var (from, to) = Range(segment);
        for (var at = from; at < to; at++)
            for (var list = segment.Grams.ListAt(at); list.Next();) held[list.Document >> 6] |= 1ul << list.Document;
        var union = new List<int>();
        for (var block = 0; block < held.Length; block++)
            for (var bits = held[block]; bits != 0; bits &= bits - 1) union.Add(block << 6 | BitOperations.TrailingZeroCount(bits));
        return union;
    }

    (int From, int To) Range(Segment segment)
    {
        var (from, to) = Grams.Beginning(_codes);
        return (segment.Grams.PositionOf(from), segment.Grams.PositionOf(to));
    }

    ulong Key(int at) => Grams.Key(_codes[at], _codes[at + 1], _codes[at + 2]);

    int Times(ReadOnlySpan<byte> text)
    {
        var times = 0;
        for (int at = 0, next; (next = text[at..].IndexOf(_bytes)) >= 0;)
        {
            var (start, end) = (at + next, at + next + _bytes.Length);
            var after = end;
            var stands = (end == text.Length || Ends(TextStore.Letter(text, ref after))) && (start == 0 || !Together(TextStore.Before(text, start), _letters[0]));
            if (stands) times++;
            at = stands ? end : start + 1;
        }
        return times;
    }

    bool Ends(char next) => !Fold.IsMark(next) && !Together(_letters[^1], next);

    int Next(ReadOnlySpan<char> letters, int from)
    {
        for (; from < letters.Length; from++)
        {
            var next = letters[from..].IndexOf(_letters, StringComparison.Ordinal);
            if (next < 0) return -1;
            from += next;
            var end = from + _letters.Length;
            if ((end == letters.Length || Ends(letters[end]))
                && (from == 0 || !Together(letters[from - 1], _letters[0]))) return from;
        }
        return -1;
    }

    static bool Together(char left, char right) => Fold.IsSpaced(left) && Fold.IsSpaced(right) && char.IsAsciiDigit(left) == char.IsAsciiDigit(right);
}
