namespace KmCommons.Thai;

/// <summary>The shortest edit script between two sequences, as the blocks that they share. Source: E. W. Myers, An O(ND) Difference Algorithm
/// and Its Variations, Algorithmica 1 (1986), the greedy form with a trace.</summary>
internal static class ShortestEdit
{
    /// <summary>Beyond so many removals and additions a block counts as wholly different: it bounds the trace to about 2 MB and the time to tens of
    /// milliseconds for 64 KB of text.</summary>
    internal const int MostEdits = 700;

    /// <summary>The common blocks in order: where in the one, where in the other, how long.</summary>
    internal static List<(int Old, int New, int Length)> CommonBlocks(string[] older, string[] newer)
    {
        var blocks = new List<(int, int, int)>();
        var least = Math.Min(older.Length, newer.Length);
        var (head, tail) = (0, 0);
        while (head < least && older[head] == newer[head]) head++;
        while (tail < least - head && older[^(tail + 1)] == newer[^(tail + 1)]) tail++;
        if (head > 0) blocks.Add((0, 0, head));
        Greedy(Numbers(older, newer, head, tail, out var right), right, head, blocks);
        if (tail > 0) blocks.Add((older.Length - tail, newer.Length - tail, tail));
        return blocks;
    }

    /// <summary>Equal tokens get equal numbers, so that the comparing below is of numbers.</summary>
    private static int[] Numbers(string[] older, string[] newer, int head, int tail, out int[] right)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int Number(string token) => numbers.TryGetValue(token, out var n) ? n : numbers[token] = numbers.Count;
        var left = Array.ConvertAll(older[head..^tail], Number);
        right = Array.ConvertAll(newer[head..^tail], Number);
        return left;
    }

    private static void Greedy(int[] a, int[] b, int head, List<(int, int, int)> blocks)
    {
        if (a.Length == 0 || b.Length == 0) return;
        var most = Math.Min(MostEdits, a.Length + b.Length);
        var furthest = new int[2 * most + 3];
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            trace.Add(furthest[(most + 1 - d)..(most + 2 + d)]);
            for (var k = -d; k <= d; k += 2)
            {
                var at = most + 1 + k;
                var x = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]) ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k]) x++;
                furthest[at] = x;
                if (x != a.Length || x - k != b.Length) continue;
                WalkBack(trace, a.Length, b.Length, head, blocks);
                return;
            }
        }
    }

    private static void WalkBack(List<int[]> trace, int x, int y, int head, List<(int, int, int)> blocks)
    {
        var first = blocks.Count;
        for (var d = trace.Count - 1; x > 0 || y > 0; d--)
        {
            var k = x - y;
            int V(int diagonal) => trace[d][diagonal + d];
            var fromAbove = k == -d || (k != d && V(k - 1) < V(k + 1));
            var (beforeX, beforeY) = (0, 0);
            if (d > 0)
            {
                beforeX = fromAbove ? V(k + 1) : V(k - 1);
                beforeY = beforeX - (fromAbove ? k + 1 : k - 1);
            }
            var start = d == 0 ? 0 : fromAbove ? beforeX : beforeX + 1;
            if (x > start) blocks.Insert(first, (head + start, head + start - k, x - start));
            (x, y) = (beforeX, beforeY);
        }
    }
}
