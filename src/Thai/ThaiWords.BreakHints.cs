using System.Text;

namespace KmCommons.Thai;

public static partial class ThaiWords
{
    /// <summary>The text with a marker wherever a line of Thai may break, for browsers and mail readers that cannot cut Thai: between two words
    /// of which one is Thai, and after ฯ and ๆ. Never inside a word or a cluster, and none beside a space, which breaks by itself.
    /// For showing only: <see cref="ThaiText.Normalise"/> takes zero-width spaces out again.</summary>
    /// <param name="text">Plain text; escape it first if the marker is markup (&lt;wbr&gt;) and the text is not.</param>
    /// <param name="marker">What to put in; a zero-width space unless told otherwise.</param>
    /// <param name="list">Words to keep on one line.</param>
    public static string BreakHints(string text, string marker = "\u200B", WordList? list = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(marker);
        var words = Split(text, list);
        var result = new StringBuilder(text.Length + words.Count * marker.Length);
        var done = 0;
        for (var i = 1; i < words.Count; i++)
        {
            var (left, right) = (words[i - 1], words[i]);
            if (!MayBreakBetween(text, left, right)) continue;
            result.Append(text, done, right.Start - done).Append(marker);
            done = right.Start;
        }
        return done == 0 ? text : result.Append(text, done, text.Length - done).ToString();
    }

    private static bool MayBreakBetween(string text, Word left, Word right)
    {
        if (!ThaiLetter.IsThai(text[left.End - 1]) && !ThaiLetter.IsThai(text[right.Start])) return false;
        for (var i = left.End; i < right.Start; i++)
            if (text[i] is not (ThaiLetter.Paiyannoi or ThaiLetter.Maiyamok)) return false;
        return true;
    }
}
