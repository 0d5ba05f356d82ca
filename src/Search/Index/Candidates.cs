using System.Collections.Concurrent;
using System.Numerics;

namespace KmCommons.Search.Index;

/// <summary>The documents of one part that may be hits, in rising order, with score and weight held. The arrays are borrowed; give them back by disposing.</summary>
sealed class Candidates : IDisposable
{
    static readonly ConcurrentBag<Candidates> Free = [];

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
