using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Thai;

/// <summary>Thai words that <see cref="ThaiWords.Split(string, WordList?)"/> keeps whole: names of places and people, terms, organisations.
/// Immutable after it is made, so any number of threads may use one.</summary>
public sealed class WordList
{
    private readonly WordTrie _trie;
    private readonly string _name;

    /// <summary>Takes the words as they are written, normalised; empty lines and lines that start with # are passed over, so a file's lines
    /// will do. A word that is not wholly of Thai letters (KM, พ.ศ.) is never glued to its neighbours and is passed over too.</summary>
    public WordList(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var kept = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in words)
        {
            var word = ThaiText.Normalise(line).Trim();
            if (word.Length > 1 && word.All(ThaiLetter.IsWordPart)) kept.Add(word);
        }
        Count = kept.Count;
        _name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', kept))))[..16];
        _trie = new WordTrie(kept);
    }

    /// <summary>A name for the words of a list: the same for two lists exactly when they hold the same words; empty for no list.</summary>
    public static string Of(WordList? list) => list?._name ?? "";

    /// <summary>How many different words it keeps whole.</summary>
    public int Count { get; }

    /// <summary>Whether this word is one of them.</summary>
    public bool Contains(ReadOnlySpan<char> word)
    {
        var node = 0;
        foreach (var letter in word)
            if ((node = _trie.Child(node, letter)) == 0) return false;
        return _trie.IsWord(node);
    }

    /// <summary>Moves the cuts of a run so that listed words stand whole: longest match from the left, but
    /// บ้าน|เกาะขันธ์ and not บ้านเกาะ|ขันธ์: a match yields to one that starts inside it, ends after it and is not shorter. A match counts when one of its ends was
    /// a cut already, or when it is long: a short name that happens to lie inside a common word is not one.</summary>
    internal void Overlay(ReadOnlySpan<char> run, Span<bool> cuts)
    {
        for (var start = 0; start < run.Length;)
        {
            var length = ThaiCuts.MayCut(run, start) ? Match(run, start, cuts) : 0;
            if (length == 0 || LongerInside(run, start, length, cuts))
            {
                start++;
                continue;
            }
            Place(run, start, start + length, cuts);
            start += length;
        }
    }

    private const int LongEnough = 6;

    private bool LongerInside(ReadOnlySpan<char> run, int start, int length, ReadOnlySpan<bool> cuts)
    {
        for (var later = start + 1; later < start + length; later++)
            if (cuts[later] && Match(run, later, cuts) is var other && other >= length && later + other > start + length)
                return true;
        return false;
    }

    private int Match(ReadOnlySpan<char> run, int start, ReadOnlySpan<bool> cuts)
    {
        var (node, best) = (0, 0);
        for (var at = start; at < run.Length && (node = _trie.Child(node, run[at])) > 0; at++)
        {
            var end = at + 1;
            if (_trie.IsWord(node) && ThaiCuts.MayCut(run, end) && (cuts[start] || cuts[end] || end - start >= LongEnough))
                best = end - start;
        }
        return best;
    }

    private static void Place(ReadOnlySpan<char> run, int start, int end, Span<bool> cuts)
    {
        var (startIsNew, endIsNew) = (!cuts[start], !cuts[end]);
        cuts[(start + 1)..end].Clear();
        cuts[start] = cuts[end] = true;
        // What is left of a word that was cut into may hold several words
        if (startIsNew)
        {
            var before = cuts[..start].LastIndexOf(true);
            ThaiCuts.Find(run[before..start], cuts[before..(start + 1)]);
        }
        if (endIsNew)
        {
            var after = end + 1 + cuts[(end + 1)..].IndexOf(true);
            ThaiCuts.Find(run[end..after], cuts[end..(after + 1)]);
        }
    }
}
