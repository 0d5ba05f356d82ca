using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KmCommons.Search.Index;

/// <summary>The documents of one part that may be hits, in rising order, with score and weight held. The arrays are borrowed; give them back by disposing.</summary>
sealed class Candidates : IDisposable
{
    const int Lanes = 8, Block = 64;
    static readonly ConcurrentBag<Candidates> Free = [];
    static readonly Vector256<int>[] Front = FrontOf();

    /// <summary>The documents; only the first <see cref="Count"/> count.</summary>
    public int[] Documents { get; private set; } = new int[1024];
    /// <summary>What BM25 gives each of them.</summary>
    public float[] Scores { get; private set; } = new float[1024];
    /// <summary>The weight of the words of the query that each of them holds.</summary>
    public float[] Matched { get; private set; } = new float[1024];
    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>An empty one.</summary>
    public static Candidates Borrow() => Free.TryTake(out var free) ? free : new();

    /// <summary>Takes these places of a window, behind all others.</summary>
    public void Add(Window window, ReadOnlySpan<int> places)
    {
        if (Count + places.Length > Documents.Length) Grow(places.Length);
        var documents = Documents.AsSpan(Count, places.Length);
        var scores = Scores.AsSpan(Count, places.Length);
        var matched = Matched.AsSpan(Count, places.Length);
        var windowScores = window.Scores;
        var windowMatched = window.Matched;
        var start = window.Start;
        for (var i = 0; i < places.Length; i++)
        {
            var place = places[i];
            documents[i] = start + place;
            scores[i] = windowScores[place];
            matched[i] = windowMatched[place];
        }
        Count += places.Length;
    }

    /// <summary>Takes every document of a window that holds at least this weight, behind all others, and returns the most that any of them holds; 0 when there is none.</summary>
    public float Add(Window window, float least)
    {
        if (Count + Window.Size + Lanes > Documents.Length) Grow(Window.Size + Lanes);
        ref var documents = ref Documents[Count];
        ref var scores = ref Scores[Count];
        ref var matched = ref Matched[Count];
        ref var windowScores = ref MemoryMarshal.GetReference(window.Scores);
        ref var windowMatched = ref MemoryMarshal.GetReference(window.Matched);
        var (count, most, bound, start) = (0u, Vector256<float>.Zero, Vector256.Create(least), window.Start);
        for (var from = 0u; from < window.Count; from += Block)
        {
            var any = Vector256<float>.Zero;
            for (var at = from; at < from + Block; at += Lanes) any = Vector256.Max(any, Vector256.LoadUnsafe(ref windowMatched, at));
            if (Vector256.LessThanAll(any, bound)) continue;
            most = Vector256.Max(most, any);
            for (var at = from; at < from + Block; at += Lanes)
            {
                // the kept lanes move to the front without a branch, for which are kept cannot be guessed
                var held = Vector256.LoadUnsafe(ref windowMatched, at);
                var kept = Vector256.GreaterThanOrEqual(held, bound).ExtractMostSignificantBits();
                var lanes = Front[kept];
                (lanes + Vector256.Create(start + (int)at)).StoreUnsafe(ref documents, count);
                Vector256.ShuffleNative(Vector256.LoadUnsafe(ref windowScores, at), lanes).StoreUnsafe(ref scores, count);
                Vector256.ShuffleNative(held, lanes).StoreUnsafe(ref matched, count);
                count += (uint)BitOperations.PopCount(kept);
            }
        }
        Count += (int)count;
        // what lies behind the last document of the part holds nothing, but at least nothing
        while (count > 0 && Documents[Count - 1] >= start + window.Count) (Count, count) = (Count - 1, count - 1);
        var best = 0f;
        for (var lane = 0; lane < Lanes; lane++) best = Math.Max(best, most[lane]);
        return best;
    }

    // For each set of eight lanes: where its lanes lie, the lowest first
    static Vector256<int>[] FrontOf()
    {
        var front = new Vector256<int>[1 << Lanes];
        Span<int> lanes = stackalloc int[Lanes];
        for (var set = 0; set < front.Length; set++)
        {
            for (int lane = 0, next = 0; lane < Lanes; lane++)
                if ((set >> lane & 1) != 0) lanes[next++] = lane;
            front[set] = Vector256.Create<int>(lanes);
        }
        return front;
    }

    void Grow(int more)
    {
        var (documents, scores, matched) = (Documents, Scores, Matched);
        var length = Math.Max(Count + more, documents.Length * 2);
        Array.Resize(ref documents, length);
        Array.Resize(ref scores, length);
        Array.Resize(ref matched, length);
        (Documents, Scores, Matched) = (documents, scores, matched);
    }

    /// <summary>Keeps those that hold at least this weight and, when they must, score at all.</summary>
    public void Keep(float least, bool scoring)
    {
        var kept = FirstBelow(least, scoring ? float.Epsilon : float.MinValue);
        for (var i = kept; i < Count; i++)
            if (Matched[i] >= least && (!scoring || Scores[i] > 0)) Move(i, kept++);
        Count = kept;
    }

    // Nearly always the bound was the same from the beginning, and nothing is to be moved
    int FirstBelow(float matched, float score)
    {
        var (at, step) = (0, Vector<float>.Count);
        while (at <= Count - step && !Vector.LessThanAny(new Vector<float>(Matched, at), new(matched)) && !Vector.LessThanAny(new Vector<float>(Scores, at), new(score))) at += step;
        return at;
    }

    /// <summary>Keeps those whose document passes.</summary>
    public void Keep(Func<int, bool> passes)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
            if (passes(Documents[i])) Move(i, kept++);
        Count = kept;
    }

    /// <summary>Each score times the square root of the share of the query that is held: coverage as design.md measures it. Without a query every score is 0.</summary>
    public void Cover(float whole)
    {
        var scores = Scores.AsSpan(0, Count);
        var matched = Matched.AsSpan(0, Count);
        if (whole <= 0) scores.Clear();
        var (at, step, share) = (0, Vector<float>.Count, whole <= 0 ? 0 : 1 / whole);
        for (; at <= Count - step; at += step) (new Vector<float>(scores[at..]) * Vector.SquareRoot(new Vector<float>(matched[at..]) * share)).CopyTo(scores[at..]);
        for (; at < Count; at++) scores[at] *= MathF.Sqrt(matched[at] * share);
    }

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        Count = 0;
        Free.Add(this);
    }

    void Move(int from, int to) => (Documents[to], Scores[to], Matched[to]) = (Documents[from], Scores[from], Matched[from]);
}
