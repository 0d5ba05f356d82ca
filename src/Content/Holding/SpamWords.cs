using System.Globalization;
using System.Text;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.Extensions.Configuration;

namespace KmCommons.Content;

/// <summary>The words that mostly stand in advertisements and gambling: the list that comes with the program (<c>content-seed/words/spam.txt</c>) and the administrator's own, <c>spam.txt</c> in the data folder, read anew when it changes.</summary>
public sealed class SpamWords
{
    // What is not seen, or looks like a space and is a letter to the computer
    const string Invisible = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    // Letters of other scripts that are read as these
    const string LooksLike = "\u0430a\u0435e\u043Eo\u0440p\u0441c\u0445x\u0443y\u0456i\u0455s\u03BFo\u03B9i\u03B1a\u0E45\u0E32";

    readonly string? file;
    readonly Lock reading = new();
    (DateTime Stamp, string[] Words) own = (default, []);

    SpamWords(string? file) => this.file = file;

    /// <summary>The list of the program and the one in the data folder.</summary>
    public SpamWords(IConfiguration configuration) : this(Path.Combine(new DataFolder(configuration).Root, "spam.txt")) { }

    /// <summary>The list that comes with the program.</summary>
    public static readonly SpamWords Shipped = new((string?)null);

    static readonly string[] ShippedWords = Lines(new StreamReader(typeof(SpamWords).Assembly.GetManifestResourceStream("spam.txt")!).ReadToEnd());

    /// <summary>Those that are in this text, however they are spaced out, dotted, doubled or mixed with signs that nobody sees.</summary>
    public IEnumerable<string> In(string text)
    {
        var (whole, joined) = (Fold(text, joins: false), Fold(text, joins: true));
        return ShippedWords.Concat(Own()).Where(word => whole.Contains(word, StringComparison.Ordinal) || joined.Contains(word, StringComparison.Ordinal)).Distinct();
    }

    string[] Own()
    {
        if (file is null || !File.Exists(file))
            return [];
        lock (reading)
            try
            {
                if (File.GetLastWriteTimeUtc(file) is var stamp && stamp != own.Stamp)
                    own = (stamp, Lines(File.ReadAllText(file)));
            }
            catch (IOException) { /* it is being written: the list of before will do */ }
        return own.Words;
    }

    static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0).Select(l => Fold(l, joins: true)).Where(w => w.Length > 1).Distinct()];

    /// <summary>The text as the words are looked for in it: small letters of one width, no signs, a letter once where it stands twice. Where <paramref name="joins"/>, pieces of three letters or fewer in a row are one word.</summary>
    static string Fold(string text, bool joins)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in ThaiText.Normalise(ThaiText.Normalise(text).Normalize(NormalizationForm.FormKC)).ToLowerInvariant())
            if (char.IsLetterOrDigit(c) && !Invisible.Contains(c, StringComparison.Ordinal) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark && c is >= '\u0E00' and <= '\u0E7F')
                Add(letters, LooksLike.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 && at % 2 == 0 ? LooksLike[at + 1] : c);
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark) && !Invisible.Contains(c, StringComparison.Ordinal))
                Add(letters, ' ');
        var pieces = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return joins ? Joined(pieces) : string.Join(' ', pieces);
    }

    static void Add(StringBuilder to, char c)
    {
        if (to.Length == 0 || to[^1] != c)
            to.Append(c);
    }

    static string Joined(string[] pieces)
    {
        var (text, wasShort) = (new StringBuilder(), false);
        foreach (var piece in pieces)
        {
            var isShort = ThaiText.CountClusters(piece) <= 3;
            if (text.Length > 0 && !(isShort && wasShort))
                text.Append(' ');
            foreach (var c in piece)
                Add(text, c);
            wasShort = isShort;
        }
        return text.ToString();
    }
}
