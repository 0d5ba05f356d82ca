using System.Numerics;

namespace KmCommons.Thai;

/// <summary>A set of Thai words as a tree of letters: a node has one bit for each of the 128 letters of the block, and its children lie side by side.
/// Node 0 is the root. About 24 bytes a node.</summary>
internal sealed class WordTrie
{
    private readonly Node[] _nodes;

    private struct Node
    {
        internal ulong Low, High;
        internal int FirstChild;
        internal bool IsWord;
    }

    /// <summary>Builds the tree from words in ordinal order, without repeats, of characters U+0E00 to U+0E7F only.</summary>
    internal WordTrie(IReadOnlyCollection<string> sorted)
    {
        var nodes = new List<Node> { default };
        var level = new List<(int Node, ArraySegment<string> Words)> { (0, new([.. sorted])) };
        for (var depth = 0; level.Count > 0; depth++)
        {
            var below = new List<(int, ArraySegment<string>)>();
            foreach (var (at, words) in level) Grow(nodes, at, words, depth, below);
            level = below;
        }
        _nodes = [.. nodes];
    }

    /// <summary>The child of a node by a letter; 0 when there is none.</summary>
    internal int Child(int node, char letter)
    {
        ref readonly var at = ref _nodes[node];
        var index = letter - 0x0E00;
        if ((uint)index >= 128) return 0;
        var (half, bit) = index < 64 ? (at.Low, 1UL << index) : (at.High, 1UL << (index - 64));
        if ((half & bit) == 0) return 0;
        return at.FirstChild + BitOperations.PopCount(half & (bit - 1)) + (index < 64 ? 0 : BitOperations.PopCount(at.Low));
    }

    /// <summary>True when the letters from the root to this node are a word.</summary>
    internal bool IsWord(int node) => _nodes[node].IsWord;

    private static void Grow(List<Node> nodes, int at, ArraySegment<string> words, int depth, List<(int, ArraySegment<string>)> below)
    {
        var node = new Node { FirstChild = nodes.Count };
        var from = 0;
        if (words.Count > 0 && words[0].Length == depth)
        {
            node.IsWord = true;
            from = 1;
        }
        while (from < words.Count)
        {
            var letter = words[from][depth];
            var to = from;
            while (to < words.Count && words[to][depth] == letter) to++;
            var index = letter - 0x0E00;
            if (index < 64) node.Low |= 1UL << index;
            else node.High |= 1UL << (index - 64);
            below.Add((nodes.Count, words.Slice(from, to - from)));
            nodes.Add(default);
            from = to;
        }
        nodes[at] = node;
    }
}
