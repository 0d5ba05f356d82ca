using System.Buffers;
using System.Globalization;
using System.Text;

namespace KmCommons.Thai;

/// <summary>What a UTF-16 unit is in Thai writing. One table look-up a question; the tables cover U+0E00 to U+0E7F.</summary>
internal static class ThaiLetter
{
    internal const char SaraAa = '\u0E32', SaraAm = '\u0E33', Nikhahit = '\u0E4D', SaraE = '\u0E40', SaraAe = '\u0E41';
    internal const char Paiyannoi = '\u0E2F', Maiyamok = '\u0E46';

    /// <summary>0: no mark. 1 and up: the place of a mark after its consonant. The order agrees with the canonical combining classes
    /// (phinthu 9, sara u and uu 103, tones 107; the others 0), so that a run in this order is also in NFC.</summary>
    internal static int MarkRank(char c) => IsThai(c) ? Ranks[c - First] : 0;

    /// <summary>A mark above or below its consonant: U+0E31, U+0E34 to U+0E3A, U+0E47 to U+0E4E.</summary>
    internal static bool IsMark(char c) => MarkRank(c) != 0;

    /// <summary>A tone mark, U+0E48 to U+0E4B.</summary>
    internal static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4B';

    /// <summary>A vowel written before its consonant: เ แ โ ใ ไ.</summary>
    internal static bool IsLeading(char c) => c is >= '\u0E40' and <= '\u0E44';

    /// <summary>A vowel written after its consonant in a place of its own: ะ า ำ ๅ.</summary>
    internal static bool IsFollowing(char c) => c is '\u0E30' or SaraAa or SaraAm or '\u0E45';

    /// <summary>A consonant, U+0E01 to U+0E2E (ฤ and ฦ among them).</summary>
    internal static bool IsConsonant(char c) => c is >= '\u0E01' and <= '\u0E2E';

    /// <summary>A Thai digit, ๐ to ๙.</summary>
    internal static bool IsDigit(char c) => c is >= '\u0E50' and <= '\u0E59';

    /// <summary>Part of a word: consonant, vowel or mark; not a digit, not ฯ ๆ ฿ ๏ ๚ ๛.</summary>
    internal static bool IsWordPart(char c) => IsConsonant(c) || IsLeading(c) || IsFollowing(c) || IsMark(c);

    /// <summary>In the Thai block.</summary>
    internal static bool IsThai(char c) => (uint)(c - First) < 0x80;

    /// <summary>The length (1 or 2 units, 0 for none) of the combining mark of another script that a text starts with.</summary>
    internal static int ForeignMark(ReadOnlySpan<char> text) =>
        text[0] < '\u0300' || IsThai(text[0]) || Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            ? 0 : length;

    private const char First = '\u0E00';
    private static readonly byte[] Ranks = MakeRanks();

    private static byte[] MakeRanks()
    {
        var ranks = new byte[0x80];
        ranks[0x3A] = 1;
        ranks[0x38] = ranks[0x39] = 2;
        foreach (var above in (ReadOnlySpan<int>)[0x31, 0x34, 0x35, 0x36, 0x37, 0x47]) ranks[above] = 3;
        ranks[0x4D] = 4;
        foreach (var tone in (ReadOnlySpan<int>)[0x48, 0x49, 0x4A, 0x4B]) ranks[tone] = 5;
        ranks[0x4C] = ranks[0x4E] = 6;
        return ranks;
    }
}
