using System.Text;

namespace KmCommons.Search.Asked;

/// <summary>
/// Thai names in Latin letters as one key for their usual spellings: Khuan Khreng, Kuan Kreng; Sa Phang, sapang; Nakhon Si, nakorn sri. Everyone leaves something else out of
/// the Royal Thai General System (Royal Institute 1999): the h of a breathed consonant, the length of a vowel, spaces. So the key leaves it all out. Two names may share a key.
/// </summary>
static class RomanKey
{
    /// <summary>Names whose key is shorter are found as they are written only.</summary>
    public const int Shortest = 4;

    // In this order: each rule sees what the ones before have left
    static readonly (string From, string To)[] Rules =
    [
        ("kh", "k"), ("gh", "k"), ("ck", "k"), ("q", "k"), ("ph", "p"), ("bh", "p"), ("f", "p"), ("th", "t"), ("dh", "t"), ("sh", "c"), ("ch", "c"), ("j", "c"), ("z", "s"), ("rh", "r"), ("v", "w"),
        ("sri", "si"), ("sre", "se"), ("sra", "sa"), ("ueu", "u"), ("uea", "ua"), ("eua", "ua"), ("ue", "u"), ("eu", "u"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ieo", "io"), ("iew", "io"), ("ea", "ia"), ("ie", "ia"),
        ("aeo", "eo"), ("aew", "eo"), ("ae", "e"), ("oe", "e"), ("er", "e"), ("ow", "ao"), ("aw", "ao"), ("au", "ao"), ("ay", "ai"), ("ei", "ai"), ("kwa", "kua"),
    ];

    /// <summary>The key of any Latin letters, signs and spaces left out; empty for letters of another script.</summary>
    public static string Of(ReadOnlySpan<char> name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsAsciiLetter(c) && char.ToLowerInvariant(c) is var letter && (letters.Length == 0 || letters[^1] != letter || letter is 'e' or 'o')) letters.Append(letter);
        foreach (var (from, to) in Rules) letters.Replace(from, to);
        return Ended(letters.ToString());
    }

    // A syllable ends in one of k p t n m ng or a vowel, whatever letter is written; g that is not part of ng is k
    static string Ended(string letters)
    {
        var key = new StringBuilder(letters.Length);
        for (var i = 0; i < letters.Length; i++)
        {
            var (c, ends) = (letters[i], i + 1 == letters.Length || !IsVowel(letters[i + 1]));
            var before = i > 0 ? letters[i - 1] : ' ';
            var cluster = i + 1 < letters.Length && letters[i + 1] is 'r' or 'l' or 'w';
            c = c switch
            {
                'g' when before != 'n' => 'k',
                'b' when ends && !cluster => 'p',
                'd' or 'c' or 's' when ends && !cluster => 't',
                'l' when ends => 'n',
                'y' when ends => 'i',
                'w' when ends => 'o',
                _ => c,
            };
            // nakorn: an r after a vowel and before another consonant is not heard
            if (c == 'r' && ends && IsVowel(before)) continue;
            if (c == 'h' && !IsVowel(before) && key.Length > 0) continue;
            if (key.Length == 0 || key[^1] != c) key.Append(c);
        }
        return key.ToString();
    }

    static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
