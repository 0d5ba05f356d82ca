using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Benchmarks;

/// <summary>Ways in which a query arrives damaged: from other keyboards, from copied text, from a key held down. The same every time.</summary>
/// <param name="Name">What happened to it.</param>
/// <param name="Do">Damages a query; the number makes different queries differ.</param>
sealed partial record Damage(string Name, Func<string, int, string> Do)
{
    /// <summary>All of them; the last is a letter lost, which the others are not.</summary>
    public static readonly Damage[] Kinds =
    [
        new("sara am in two", (text, _) => text.Replace("\u0E33", "\u0E4D\u0E32", StringComparison.Ordinal)),
        new("doubled tones", (text, _) => Each(text, c => IsTone(c) ? $"{c}{c}" : $"{c}")),
        new("sara e twice", (text, _) => text.Replace("\u0E41", "\u0E40\u0E40", StringComparison.Ordinal)),
        new("zero width", (text, n) => Each(text, (c, at) => (at + n) % 5 == 4 && at > 0 ? $"\u200B{c}" : $"{c}")),
        new("tone before vowel", (text, _) => Swapped(text)),
        new("tone after sara am", (text, _) => AfterTone().Replace(text, "\u0E33$1")),
        new("tone inside sara am", (text, _) => AfterTone().Replace(text, "\u0E4D$1\u0E32")),
        new("all these at once", (text, n) => Kinds![..7].Aggregate(text, (damaged, damage) => damage.Do(damaged, n))),
        new("last letter once more", (text, _) => Repeated(text, 1)),
        new("last letter repeated", (text, n) => Repeated(text, 2 + n % 3)),
        new("a letter lost", Lost),
    ];

    [GeneratedRegex("([\u0E48-\u0E4B])\u0E33")]
    private static partial Regex AfterTone();

    static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4B';

    static string Each(string text, Func<char, string> way) => Each(text, (c, _) => way(c));

    static string Each(string text, Func<char, int, string> way)
    {
        var to = new StringBuilder();
        for (var i = 0; i < text.Length; i++) to.Append(way(text[i], i));
        return to.ToString();
    }

    // the mark above or below comes after the tone, as a phone that sorts nothing sends it
    static string Swapped(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i + 1 < letters.Length; i++)
            if (letters[i] is (>= '\u0E34' and <= '\u0E39') or '\u0E31' && IsTone(letters[i + 1])) (letters[i], letters[i + 1]) = (letters[i + 1], letters[i++]);
        return new string(letters);
    }

    static string Repeated(string text, int times)
    {
        text = text.TrimEnd(' ', '?');
        return text.Length > 0 && char.IsLetter(text[^1]) ? text + new string(text[^1], times) : text;
    }

    // a consonant in the middle of the query
    static string Lost(string text, int n)
    {
        for (var i = text.Length / 2 + n % 3; i < text.Length; i++)
            if (text[i] is >= 'ก' and <= 'ฮ') return text.Remove(i, 1);
        return text;
    }
}
