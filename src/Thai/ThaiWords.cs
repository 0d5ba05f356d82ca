using System.Buffers;
using System.Globalization;
using System.Text;

namespace KmCommons.Thai;

/// <summary>The words of a text. Thai is written without spaces between words, so Thai runs are cut by ICU's dictionary.</summary>
public static partial class ThaiWords
{
    /// <summary>The words of a text in order: runs of letters, digits and their marks; never a space, never punctuation, nor ฯ and ๆ.
    /// A run ends where the script changes (ทีมBlogของ: ทีม, Blog, ของ) and between letters and digits. A letter is never parted from its marks.
    /// Give it normalised text (<see cref="ThaiText.Normalise"/>).</summary>
    /// <param name="text">Any text.</param>
    /// <param name="list">Words to keep whole, such as names of places.</param>
    /// <exception cref="PlatformNotSupportedException">ICU is not on this machine; the message names the package.</exception>
    public static List<Word> Split(string text, WordList? list = null)
    {
        var words = new List<Word>();
        Split(text, words, list);
        return words;
    }

    /// <summary>The dictionary that cuts Thai here, for example <c>ICU 72</c>: two with the same name cut alike.</summary>
    /// <exception cref="PlatformNotSupportedException">ICU is not on this machine; the message names the package.</exception>
    public static string Dictionary => "ICU " + IcuWords.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Split(string, WordList?)"/>, appended to a list of the caller's: nothing is allocated but its growth.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="into">The words are appended here.</param>
    /// <param name="list">Words to keep whole.</param>
    /// <param name="names">More of them, which are put over what the first list made.</param>
    public static void Split(string text, List<Word> into, WordList? list = null, WordList? names = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(into);
        for (var i = 0; i < text.Length;)
        {
            var kind = KindAt(text, i, out var length);
            if (kind is Kind.Nothing or Kind.Mark)
            {
                // A mark after nothing belongs to the sign before it
                i += length;
                continue;
            }
            var start = i;
            i += length;
            while (i < text.Length && KindAt(text, i, out length) is var next && (next == kind || next == Kind.Mark)) i += length;
            if (kind == Kind.Thai) SplitThai(text.AsSpan(start, i - start), start, into, list, names);
            else into.Add(new Word(start, i - start));
        }
    }

    private static void SplitThai(ReadOnlySpan<char> run, int offset, List<Word> into, WordList? list, WordList? names)
    {
        var rented = run.Length <= 256 ? null : ArrayPool<bool>.Shared.Rent(run.Length + 1);
        var cuts = rented is null ? stackalloc bool[run.Length + 1] : rented.AsSpan(0, run.Length + 1);
        try
        {
            ThaiCuts.Find(run, cuts);
            list?.Overlay(run, cuts);
            names?.Overlay(run, cuts);
            var start = 0;
            for (var end = 1; end <= run.Length; end++)
            {
                if (!cuts[end]) continue;
                into.Add(new Word(offset + start, end - start));
                start = end;
            }
        }
        finally
        {
            if (rented is not null) ArrayPool<bool>.Shared.Return(rented);
        }
    }

    private enum Kind : byte { Nothing, Mark, Thai, Latin, Digit, Other }

    private static Kind KindAt(string text, int index, out int length)
    {
        var c = text[index];
        length = 1;
        if (ThaiLetter.IsThai(c))
            return ThaiLetter.IsMark(c) || c == ThaiLetter.SaraAm ? Kind.Mark
                : ThaiLetter.IsWordPart(c) ? Kind.Thai : ThaiLetter.IsDigit(c) ? Kind.Digit : Kind.Nothing;
        if (c < '\u0080')
            return char.IsAsciiLetter(c) ? Kind.Latin : char.IsAsciiDigit(c) ? Kind.Digit : Kind.Nothing;
        if (c is '\u200C' or '\u200D' or '\u0EB3' or '\uFF9E' or '\uFF9F') return Kind.Mark;
        if (!Rune.TryGetRuneAt(text, index, out var rune)) return Kind.Nothing;
        length = rune.Utf16SequenceLength;
        if (rune.Value is >= 0x1F3FB and <= 0x1F3FF) return Kind.Mark;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Mark,
            UnicodeCategory.DecimalDigitNumber => Kind.Digit,
            _ when !Rune.IsLetter(rune) => Kind.Nothing,
            _ => c < '\u0250' || c is >= '\u1E00' and <= '\u1EFF' ? Kind.Latin : Kind.Other,
        };
    }
}
