using System.Text;

namespace KmCommons.Thai;

/// <summary>The order of a Thai dictionary: by the consonant (a vowel written before it counts after it), then the vowels; tone marks,
/// ็ and ์ only decide between words that are equal without them; spaces and punctuation, ฯ and ๆ last of all. Digits before Thai before
/// Latin before other scripts; small before capital, 7 before ๗. Source: the Royal Institute's dictionary order as in the Thai
/// collation of Unicode CLDR. Total: only equal strings compare as 0. Give it normalised text.</summary>
public sealed class ThaiOrder : IComparer<string>
{
    /// <summary>The one order; it has no state.</summary>
    public static ThaiOrder Instance { get; } = new();

    private ThaiOrder() { }

    /// <summary>Less than 0 when <paramref name="x"/> comes first; null comes before everything.</summary>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return x is null ? y is null ? 0 : -1 : 1;
        var (left, right) = (Decomposed(x), Decomposed(y));
        var order = Compare(left, right, Level.Letters);
        if (order == 0) order = Compare(left, right, Level.Marks);
        if (order == 0) order = Compare(left, right, Level.Forms);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private enum Level { Letters, Marks, Forms }

    private static int Compare(string left, string right, Level level)
    {
        int l = 0, r = 0;
        while (true)
        {
            var (a, b) = (NextWeight(left, ref l, level), NextWeight(right, ref r, level));
            if (a != b) return a < b ? -1 : 1;
            if (a == 0) return 0;
        }
    }

    /// <summary>The next weight that counts on a level; 0 at the end.</summary>
    private static int NextWeight(string text, ref int step, Level level)
    {
        while (step < text.Length)
        {
            var c = text[Place(text, step++)];
            var weight = level switch { Level.Letters => Letter(c), Level.Marks => Mark(c), _ => Form(c) };
            if (weight != 0) return weight;
        }
        return 0;
    }

    /// <summary>Reading step to index: a leading vowel and the consonant after it change places.</summary>
    private static int Place(string text, int step)
    {
        if (ThaiLetter.IsLeading(text[step]) && step + 1 < text.Length && ThaiLetter.IsConsonant(text[step + 1])) return step + 1;
        return step > 0 && ThaiLetter.IsConsonant(text[step]) && ThaiLetter.IsLeading(text[step - 1]) ? step - 1 : step;
    }

    private static int Letter(char c)
    {
        if (char.IsAsciiDigit(c)) return 1 + c - '0';
        if (ThaiLetter.IsDigit(c)) return 1 + c - '๐';
        if (char.IsAsciiLetter(c)) return 0xC0 + (c | 0x20) - 'a';
        if (!ThaiLetter.IsThai(c)) return char.IsLetter(c) || char.IsSurrogate(c) ? c + 0x100 : 0;
        if (Mark(c) != 1 || !ThaiLetter.IsWordPart(c)) return 0;
        // Nikhahit before all vowels; ๅ is another shape of า
        return 0x40 + (c switch { ThaiLetter.Nikhahit => '\u0E2F', '\u0E45' => ThaiLetter.SaraAa, _ => c }) - '\u0E00';
    }

    /// <summary>1 for a letter, more for a mark, 0 for what is neither: the shorter of two words that differ in a mark comes first.</summary>
    private static int Mark(char c) => c switch
    {
        '\u0E4E' => 2,
        '\u0E4C' => 3,
        >= '\u0E47' and <= '\u0E4B' => c - '\u0E47' + 4,
        >= '\u0300' and <= '\u036F' => c - '\u0300' + 9,
        _ => char.IsLetterOrDigit(c) && c is not (ThaiLetter.Paiyannoi or ThaiLetter.Maiyamok) || ThaiLetter.IsMark(c) || char.IsSurrogate(c) ? 1 : 0,
    };

    /// <summary>The shape of one and the same letter: small, ASCII and usual shapes first.</summary>
    private static int Form(char c) => Letter(c) == 0 ? 0 : char.IsAsciiLetterUpper(c) || ThaiLetter.IsDigit(c) || c == '\u0E45' ? 2 : 1;

    private static string Decomposed(string text)
    {
        foreach (var c in text)
            if (c is >= '\u00C0' and <= '\u024F' or >= '\u1E00' and <= '\u1EFF')
                return ThaiText.Normalise(text).Normalize(NormalizationForm.FormD);
        return text;
    }
}
