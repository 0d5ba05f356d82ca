namespace KmCommons.Search.Index;

/// <summary>
/// How much of the query stands in a text letter by letter: the share of the query's cluster grams that the text holds, each by its rarity.
/// Words depend on where ICU cuts, in the text and in the query; letters do not. Too dear for every text, so only the best few are looked at again.
/// Not for two threads.
/// </summary>
sealed class SharedLetters
{
    /// <summary>How many of the best hits are looked at again.</summary>
    public const int Best = 20;
    /// <summary>How many bytes of a text are looked at.</summary>
    const int Deep = 20_000;

    readonly LetterRun _run = new();
    readonly List<int> _codes = [];
    readonly ulong[] _keys;
    readonly float[] _rarities;
    readonly int[] _seen;
    readonly ulong[] _filter; // one bit for each 64th of the keys' space: almost every gram of a text is told by it not to be in the query
    readonly List<byte[]> _runs = [];
    readonly int _shift;
    readonly float _all;
    int _text;

    public SharedLetters(IndexView view, FindQuery query)
    {
        var rarities = new Dictionary<ulong, float>();
        foreach (var run in query.Runs)
        {
            var letters = _run.Read(run).Letters;
            var bytes = new byte[letters.Length * TextStore.Widest];
            _runs.Add(bytes[..TextStore.Encode(letters, bytes)]);
            Grams.Codes(letters, _codes);
            for (var i = 0; i + 2 < _codes.Count; i++)
            {
                var key = Grams.Key(_codes[i], _codes[i + 1], _codes[i + 2]);
                if (!rarities.ContainsKey(key)) rarities.Add(key, Weights.Rarity(view.Documents, view.Parts.Sum(part => (long)part.Segment.Grams[key].Documents)));
            }
        }
        var bits = 4;
        while (1 << bits < rarities.Count * 4) bits++;
        _shift = 64 - bits;
        _filter = new ulong[1 << bits];
        (_keys, _rarities, _seen) = (new ulong[1 << bits], new float[1 << bits], new int[1 << bits]);
        foreach (var (key, rarity) in rarities)
        {
            var slot = Slot(key);
            (_keys[slot], _rarities[slot]) = (key, rarity);
            var mixed = Mix(key);
            _filter[mixed >> _shift] |= 1ul << (int)(mixed >> _shift - 6 & 63);
            _all += rarity;
        }
    }

    /// <summary>Whether the query is too short to share anything but itself.</summary>
    public bool IsEmpty => _all <= 0;

    /// <summary>The share, 0 to 1, that a stored text holds.</summary>
    public float Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > Deep) text = text[..Deep];
        if (HoldsRuns(text)) return 1;
        _text++;
        var (held, grams) = (0f, new Grams.Reader());
        for (var at = 0; at < text.Length;)
        {
            // asked for each letter and not for each cluster: a processor cannot guess where clusters end, but it can that almost no gram is in the query
            var key = grams.Next(text, ref at);
            if (!MayHave(key) || at < text.Length && TextStore.IsMark(text, at)) continue;
            var slot = Slot(key);
            if (_keys[slot] == 0 || _seen[slot] == _text) continue;
            _seen[slot] = _text;
            held += _rarities[slot];
        }
        return held / _all;
    }

    bool HoldsRuns(ReadOnlySpan<byte> text)
    {
        foreach (var run in _runs)
            if (text.IndexOf(run) < 0) return false;
        return true;
    }

    bool MayHave(ulong key)
    {
        var mixed = Mix(key);
        return (_filter[mixed >> _shift] >> (int)(mixed >> _shift - 6 & 63) & 1) != 0;
    }

    static ulong Mix(ulong key) => key * 0x9E3779B97F4A7C15;

    // An open table, a quarter full (Knuth, TAOCP 3, 6.4): the place of a key, or the free place where it would go; 0 is no key, every code is at least 1
    int Slot(ulong key)
    {
        var slot = (int)(Mix(key) >> _shift);
        while (_keys[slot] != 0 && _keys[slot] != key) slot = slot + 1 & _keys.Length - 1;
        return slot;
    }
}
