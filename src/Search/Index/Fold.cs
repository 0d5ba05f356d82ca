using System.Globalization;

namespace KmCommons.Search.Index;

/// <summary>
/// One letter in the form in which it is compared: Latin in lower case, Thai digits as Arabic ones, every sign (ฯ and ๆ too) a space.
/// One letter in gives one letter out, so a place in the folded text is the same place in the shown text.
/// </summary>
static class Fold
{
    const int Tabled = 0x0E80;
    static readonly char[] Table = [.. Enumerable.Range(0, Tabled).Select(c => Slow((char)c))];
    static readonly bool[] Marks = [.. Enumerable.Range(0, Tabled).Select(c => IsTabledMark((char)c))];

    /// <summary>The letter as compared, or a space for anything that is not a letter, digit or mark.</summary>
    public static char Letter(char c) => c < Tabled ? Table[c] : Slow(c);

    /// <summary>The whole text folded, as many letters as went in.</summary>
    public static string Text(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++) to[i] = Letter(from[i]);
    });

    /// <summary>Whether the letter only lives on the one before it: Thai vowels above and below, tone marks, ำ, other combining marks, the second half of a surrogate pair.</summary>
    public static bool IsMark(char c) => c < Tabled ? Marks[c] : char.IsLowSurrogate(c);

    static bool IsTabledMark(char c) =>
        c is (>= '\u0E31' and <= '\u0E3A' and not '\u0E32') or (>= '\u0E47' and <= '\u0E4E') or (>= '\u0300' and <= '\u036F');

    /// <summary>Whether a folded letter is a Latin letter or digit, where a space divides words; Thai runs on.</summary>
    public static bool IsSpaced(char folded) => folded is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= '\u00DF' and < '\u0300');

    static char Slow(char c)
    {
        if (c is >= '๐' and <= '๙') return (char)('0' + (c - '๐'));
        if (c is 'ๆ' or 'ฯ') return ' ';
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => char.ToLowerInvariant(c),
            UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate => c,
            _ => ' ',
        };
    }
}
