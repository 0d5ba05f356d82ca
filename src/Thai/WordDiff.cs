using System.Text;

namespace KmCommons.Thai;

/// <summary>Whether a piece of text is in both versions, only in the newer or only in the older one.</summary>
public enum DiffKind { Same, Added, Removed }

/// <summary>A piece of one of two versions of a text.</summary>
/// <param name="Kind">In which version it is.</param>
/// <param name="Text">The piece, never empty, never a part of a grapheme cluster.</param>
public readonly record struct DiffRun(DiffKind Kind, string Text);

/// <summary>What changed between two versions of a text, word by word.</summary>
public static class WordDiff
{
    /// <summary>The pieces of both versions in reading order; what was removed stands before what took its place. Same and Added together are
    /// the newer text, Same and Removed the older. Paragraphs that did not change are set aside first, then the words of the others are compared
    /// (shortest edit script: E. W. Myers, An O(ND) Difference Algorithm, 1986). The cost is bounded: where more than
    /// <see cref="ShortestEdit.MostEdits"/> words differ, a block stands as removed and added as a whole.</summary>
    public static IReadOnlyList<DiffRun> Between(string older, string newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var runs = new Runs();
        var (left, right) = (Paragraphs(older), Paragraphs(newer));
        var (fromLeft, fromRight) = (0, 0);
        foreach (var (a, b, length) in ShortestEdit.CommonBlocks(left, right))
        {
            Words(left, fromLeft, a, right, fromRight, b, runs);
            for (var i = 0; i < length; i++) runs.Add(DiffKind.Same, right[b + i]);
            (fromLeft, fromRight) = (a + length, b + length);
        }
        Words(left, fromLeft, left.Length, right, fromRight, right.Length, runs);
        return runs.ToList();
    }

    private static void Words(string[] left, int a, int aEnd, string[] right, int b, int bEnd, Runs runs)
    {
        var (older, newer) = (Tokens(string.Concat(left[a..aEnd])), Tokens(string.Concat(right[b..bEnd])));
        var (fromOld, fromNew) = (0, 0);
        foreach (var (x, y, length) in ShortestEdit.CommonBlocks(older, newer).Append((older.Length, newer.Length, 0)))
        {
            for (; fromOld < x; fromOld++) runs.Add(DiffKind.Removed, older[fromOld]);
            for (; fromNew < y; fromNew++) runs.Add(DiffKind.Added, newer[fromNew]);
            for (var i = 0; i < length; i++) runs.Add(DiffKind.Same, newer[y + i]);
            (fromOld, fromNew) = (x + length, y + length);
        }
    }

    /// <summary>Each with its line feed.</summary>
    private static string[] Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            if (end == 0) end = text.Length;
            paragraphs.Add(text[start..end]);
        }
        return [.. paragraphs];
    }

    /// <summary>Words, and between them single clusters.</summary>
    private static string[] Tokens(string text)
    {
        var tokens = new List<string>();
        var words = ThaiWords.Split(text);
        var (word, start) = (0, 0);
        for (var end = 0; end < text.Length;)
        {
            end = ThaiText.NextCluster(text, end);
            while (word < words.Count && words[word].End < end) word++;
            if (word < words.Count && words[word].Start <= start && end < words[word].End) continue;
            tokens.Add(text[start..end]);
            start = end;
        }
        return [.. tokens];
    }

    /// <summary>Joins neighbours of one kind.</summary>
    private sealed class Runs
    {
        private readonly List<DiffRun> _done = [];
        private readonly StringBuilder _text = new();
        private DiffKind _kind;

        internal void Add(DiffKind kind, string text)
        {
            if (kind != _kind) Close();
            _kind = kind;
            _text.Append(text);
        }

        internal List<DiffRun> ToList()
        {
            Close();
            return _done;
        }

        private void Close()
        {
            if (_text.Length > 0) _done.Add(new DiffRun(_kind, _text.ToString()));
            _text.Clear();
        }
    }
}
