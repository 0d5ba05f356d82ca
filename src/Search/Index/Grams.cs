namespace KmCommons.Search.Index;

/// <summary>
/// Three neighbouring clusters as one key: 14 bits for each. Two clusters may share a code and a key then promises too much, never too little: whoever looks a gram up checks in the text.
/// The last clusters of a text are padded with nothing, so that every cluster begins a gram and shorter words are found as the beginning of a key.
/// </summary>
static class Grams
{
    const int CodeBits = 14, Spare = TermKey.Bits - 3 * CodeBits;

    /// <summary>The key of three codes.</summary>
    public static ulong Key(int first, int second, int third) => ((ulong)(uint)first << 2 * CodeBits | (ulong)(uint)second << CodeBits | (uint)third) << Spare;

    /// <summary>The first key and the first one after all that begin with the one or two codes given.</summary>
    public static (ulong From, ulong To) Beginning(ReadOnlySpan<int> codes) => codes.Length == 1
        ? (Key(codes[0], 0, 0), Key(codes[0] + 1, 0, 0))
        : (Key(codes[0], codes[1], 0), Key(codes[0], codes[1], 0) + (1ul << CodeBits + Spare));

    /// <summary>The codes of all clusters, from 1 upwards, into a list that is emptied first.</summary>
    public static void Codes(ReadOnlySpan<char> letters, List<int> into)
    {
        into.Clear();
        for (var start = 0; start < letters.Length;)
        {
            var end = LetterRun.ClusterEnd(letters, start);
            var state = 0u;
            for (; start < end; start++) state = Next(state, letters[start]);
            into.Add(Code(state));
        }
    }

    /// <summary>Reads a stored text letter by letter. After each letter there is the gram of the cluster so far and the two before it; it counts when no mark follows.</summary>
    public struct Reader
    {
        int _first, _second, _third;
        uint _state;

        /// <summary>The key after the next letter; a key of less than three clusters begins with nothing and is in no query.</summary>
        public ulong Next(ReadOnlySpan<byte> text, ref int at)
        {
            var goesOn = TextStore.IsMark(text, at);
            var letter = TextStore.Letter(text, ref at);
            (_first, _second) = (goesOn ? _first : _second, goesOn ? _second : _third);
            _state = Grams.Next(goesOn ? _state : 0, letter);
            _third = Code(_state);
            return Key(_first, _second, _third);
        }
    }

    // multiplicative hashing (Knuth, TAOCP 3, 6.4), the top bits
    static uint Next(uint state, char letter) => (state + letter) * 2654435769;

    static int Code(uint state) => Math.Max(1, (int)(state >> 32 - CodeBits));
}
