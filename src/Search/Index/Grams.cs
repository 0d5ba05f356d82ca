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

    /// <summary>The code of the cluster that begins at a place of a stored text; the place moves to the next cluster.</summary>
    public static int NextCode(ReadOnlySpan<byte> text, ref int at)
    {
        var state = Next(0, TextStore.Letter(text, ref at));
        while (at < text.Length && TextStore.MayMark(text[at]))
        {
            var next = at;
            var letter = TextStore.Letter(text, ref next);
            if (!Fold.IsMark(letter)) break;
            (state, at) = (Next(state, letter), next);
        }
        return Code(state);
    }

    // multiplicative hashing (Knuth, TAOCP 3, 6.4), the top bits
    static uint Next(uint state, char letter) => (state + letter) * 2654435769;

    static int Code(uint state) => Math.Max(1, (int)(state >> 32 - CodeBits));
}
