using System.Buffers;
using System.Globalization;
using System.Text;

namespace KmCommons.Thai;

public static partial class ThaiText
{
    /// <summary>The one form in which text is stored and searched: NFC; ํา is ำ and เเ is แ; doubled vowels and marks are single; vowel before
    /// tone before sara am; invisible characters and controls are gone, and more than four marks on one letter of another script (line feed and tab stay, every other line end becomes a line feed);
    /// half surrogates and noncharacters are U+FFFD. A zero-width joiner stays inside an emoji. Doing it twice changes nothing more.
    /// Returns the same string, without allocating, when nothing changes. Thai digits stay as they are: <see cref="ThaiDigits"/>.</summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (LooksNormal(text, out var needsComposing) && (!needsComposing || text.IsNormalized(NormalizationForm.FormC))) return text;
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = CleanCharacters(text, buffer);
            if (needsComposing)
            {
                var composed = new string(buffer, 0, length).Normalize(NormalizationForm.FormC);
                if (composed.Length > buffer.Length)
                {
                    ArrayPool<char>.Shared.Return(buffer);
                    buffer = ArrayPool<char>.Shared.Rent(composed.Length);
                }
                composed.CopyTo(buffer);
                length = composed.Length;
            }
            length = Thin(buffer.AsSpan(0, length));
            length = ThaiSpelling.Mend(buffer.AsSpan(0, length));
            var result = buffer.AsSpan(0, length);
            return result.SequenceEqual(text) ? text : new string(result);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>True when no step of <see cref="Normalise"/> but composition can change the text; it may err on the side of false.</summary>
    private static bool LooksNormal(string text, out bool needsComposing)
    {
        needsComposing = false;
        var normal = true;
        var marks = 0;
        var previous = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < '\u0300')
                normal &= c is >= ' ' and < '\u007F' or '\n' or '\t' || (c >= '\u00A0' && c != '\u00AD');
            else if (ThaiLetter.IsThai(c))
                normal &= ThaiSpelling.IsMendedPair(previous, c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                // The planes of emoji hold nothing that composes
                needsComposing |= c is < '\uD83C' or > '\uD83E';
                c = text[++i];
            }
            else
            {
                marks = IsMark(c) ? marks + 1 : 0;
                normal &= !IsSpecial(c) && marks <= MostMarks;
                needsComposing |= c is not (>= '\u2010' and <= '\u2027' or >= '\u2600' and <= '\u27BF');
            }
            previous = c;
        }
        return normal;
    }

    // Vietnamese and Lanna take three marks to a letter; a tower of them would cover the lines above
    private const int MostMarks = 4;

    private static bool IsMark(char c) => c >= '\u0300' && !ThaiLetter.IsThai(c) && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static int Thin(Span<char> text)
    {
        var (length, marks) = (0, 0);
        foreach (var c in text)
            if ((marks = IsMark(c) ? marks + 1 : 0) <= MostMarks)
                text[length++] = c;
        return length;
    }

    private static bool IsSpecial(char c) =>
        char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' or '\u2028' or '\u2029' or '\u200D' || IsInvisible(c);

    /// <summary>Zero-width space, non-joiner, word joiner, direction marks, soft hyphen, byte-order mark, letters that show nothing (Hangul fillers, the empty Braille cell) and their kin.</summary>
    private static bool IsInvisible(char c) => c is '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u2800' or '\u3164' or '\uFFA0' or '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF'
        or >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2060' and <= '\u206F' or >= '\uFFF9' and <= '\uFFFB';

    private static int CleanCharacters(string text, char[] to)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\t' or (>= ' ' and < '\u007F')) to[length++] = c;
            else if (c == '\r')
            {
                if (i + 1 == text.Length || text[i + 1] != '\n') to[length++] = '\n';
            }
            else if (c is '\u0085' or '\u2028' or '\u2029') to[length++] = '\n';
            else if (c < '\u00A0') { }
            else if (c == '\u200D' ? !JoinsEmoji(text, i, to.AsSpan(0, length)) : IsInvisible(c)) { }
            else if (c is '\uFFFE' or '\uFFFF') to[length++] = '\uFFFD';
            else if (!char.IsSurrogate(c)) to[length++] = c;
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                to[length++] = c;
                to[length++] = text[++i];
            }
            else to[length++] = '\uFFFD';
        }
        return length;
    }

    private static bool JoinsEmoji(string text, int at, ReadOnlySpan<char> before)
    {
        if (before.IsEmpty || at + 1 == text.Length) return false;
        var (left, right) = (before[^1], text[at + 1]);
        return (left == '\uFE0F' || IsSymbol(left) || (before.Length > 1 && IsEmoji(before[^2], left)))
            && (IsSymbol(right) || (at + 2 < text.Length && IsEmoji(right, text[at + 2])));

        static bool IsSymbol(char c) => c is >= '\u2600' and <= '\u27BF' or >= '\u2B00' and <= '\u2BFF';
        static bool IsEmoji(char high, char low) => high is >= '\uD83C' and <= '\uD83E' && char.IsLowSurrogate(low);
    }
}
