namespace KmCommons.Search.Asked;

/// <summary>
/// Words with how many texts hold each, found again when misspelt. Each word lies under its sounds and under its sounds less one letter; a typed word is looked up the same way,
/// so any one letter left out, added, changed or swapped meets (the symmetric deletion of Garbe's SymSpell, 2012). Immutable. About 150 bytes a word.
/// </summary>
sealed class Vocabulary
{
    /// <summary>The most words held: what keeps it below 10 MB.</summary>
    public const int Most = 40_000;
    /// <summary>Words of fewer letters are too like each other to be mended, longer ones are no words.</summary>
    public const int Shortest = 4, Longest = 32;
    /// <summary>How many near words are given at most.</summary>
    const int MostNear = 24;
    /// <summary>Knows no word.</summary>
    public static readonly Vocabulary Empty = new([]);

    readonly string[] _words;
    readonly int[] _holding, _heads, _places;
    readonly uint[] _hashes;
    readonly int _shift;

    /// <summary>A word of the vocabulary near to a typed one.</summary>
    /// <param name="Word">The word.</param>
    /// <param name="Holding">How many texts hold it.</param>
    /// <param name="Edits">How many letters differ in sound; 0 when only the spelling does.</param>
    public readonly record struct Near(string Word, int Holding, int Edits);

    /// <summary>Takes words with the number of texts that hold each; the most held stay.</summary>
    public Vocabulary(IEnumerable<KeyValuePair<string, int>> words)
    {
        var kept = words.Where(word => word.Key.Length is >= Shortest and <= Longest && word.Value > 0).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(Most).ToList();
        (_words, _holding) = ([.. kept.Select(word => word.Key)], [.. kept.Select(word => word.Value)]);
        var entries = new List<(uint Hash, int Place)>(_words.Length * 8);
        Span<char> sounds = stackalloc char[Longest];
        Span<uint> hashes = stackalloc uint[Longest + 1];
        for (var place = 0; place < _words.Length; place++)
            foreach (var hash in hashes[..Hashes(sounds[..SoundKey.Of(_words[place], sounds)], hashes)]) entries.Add((hash, place));
        entries.Sort();
        (_hashes, _places) = ([.. entries.Select(entry => entry.Hash)], [.. entries.Select(entry => entry.Place)]);
        var bits = 1;
        while (1 << bits < entries.Count / 4) bits++;
        _shift = 32 - bits;
        _heads = new int[(1 << bits) + 1];
        foreach (var hash in _hashes) _heads[(hash >> _shift) + 1]++;
        for (var head = 1; head < _heads.Length; head++) _heads[head] += _heads[head - 1];
    }

    /// <summary>The words, the most held first.</summary>
    public IEnumerable<string> Words => _words;

    /// <summary>Bytes held in memory.</summary>
    public long Bytes => 8L * _hashes.Length + 4L * _heads.Length + _words.Sum(word => 40L + 2 * word.Length);

    /// <summary>The words nearest to the typed one, into a list that is emptied first: fewest letters differ, then most texts hold it. Never the typed one itself.</summary>
    public void Nearest(ReadOnlySpan<char> typed, List<Near> into)
    {
        into.Clear();
        if (typed.Length is < Shortest - 1 or > Longest) return;
        Span<char> sounds = stackalloc char[Longest], theirs = stackalloc char[Longest];
        Span<uint> hashes = stackalloc uint[Longest + 1];
        sounds = sounds[..SoundKey.Of(typed, sounds)];
        if (sounds.Length < 3) return;
        foreach (var hash in hashes[..Hashes(sounds, hashes)])
            for (var (at, end) = (_heads[hash >> _shift], _heads[(hash >> _shift) + 1]); at < end; at++)
            {
                if (_hashes[at] != hash) continue;
                var word = _words[_places[at]];
                var edits = EditsBetween(sounds, theirs[..SoundKey.Of(word, theirs)]);
                if (edits > sounds.Length switch { >= 7 => 2, >= 4 => 1, _ => 0 } || typed.SequenceEqual(word)) continue;
                var near = new Near(word, _holding[_places[at]], edits);
                if (!into.Contains(near)) into.Add(near);
            }
        into.Sort(static (left, right) => left.Edits != right.Edits ? left.Edits - right.Edits : right.Holding - left.Holding);
        if (into.Count > MostNear) into.RemoveRange(MostNear, into.Count - MostNear);
    }

    static int Hashes(ReadOnlySpan<char> sounds, Span<uint> into)
    {
        var count = 0;
        for (var without = -1; without < sounds.Length; without++)
        {
            if (without > 0 && sounds[without] == sounds[without - 1]) continue;
            // FNV-1a (Fowler, Noll, Vo 1991), mixed once more since the top bits choose the bucket
            var state = 2166136261u;
            for (var i = 0; i < sounds.Length; i++)
                if (i != without) state = (state ^ sounds[i]) * 16777619u;
            state ^= state >> 15;
            into[count++] = state * 2654435769u;
        }
        return count;
    }

    /// <summary>Letters left out, added, changed or swapped with the next: the optimal string alignment distance (Damerau 1964), by three rows of its table.</summary>
    public static int EditsBetween(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> before = stackalloc int[right.Length + 1], last = stackalloc int[right.Length + 1], row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[right.Length];
    }
}
