using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KmCommons.Search.Index;

/// <summary>
/// Scores of some neighbouring documents, few enough to lie in the first cache: all terms are added to one window before the next (as Lucene's BooleanScorer does).
/// BM25 after Robertson and Zaragoza (2009), 3.2: rarity x tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)).
/// The arrays are borrowed; give them back, cleared, by disposing.
/// </summary>
sealed class Window : IDisposable
{
    /// <summary>How many documents lie in one window.</summary>
    public const int Size = 2048;
    const byte Excluded = 255;
    static readonly ConcurrentBag<Window> Free = [];

    readonly float[] _scores = new float[Size], _matched = new float[Size], _norms = new float[Size];
    readonly byte[] _marks = new byte[Size];
    bool _touched;
    float _k1, _fixed, _perWord, _whole;

    /// <summary>A window for one search, all zero.</summary>
    public static Window Borrow(Weights weights, float meanLength, float whole)
    {
        var window = Free.TryTake(out var free) ? free : new Window();
        (window._k1, window._fixed, window._perWord, window._whole) = (weights.K1, weights.K1 * (1 - weights.B), weights.K1 * weights.B / meanLength, whole);
        return window;
    }

    /// <summary>The first document.</summary>
    public int Start { get; private set; }
    /// <summary>How many documents of the part lie in it.</summary>
    public int Count { get; private set; }
    /// <summary>Whether any document holds anything of the query.</summary>
    public bool IsTouched => _touched;

    /// <summary>Moves to the documents from <paramref name="start"/> on.</summary>
    public void Move(int start, int[] lengths)
    {
        Clear();
        (Start, Count) = (start, Math.Min(Size, lengths.Length - start));
        var at = 0;
        var own = lengths.AsSpan(start, Count);
        var norms = _norms.AsSpan();
        var (fixedPart, perWord) = (new Vector<float>(_fixed), new Vector<float>(_perWord));
        for (; at <= Count - Vector<int>.Count; at += Vector<int>.Count) (fixedPart + perWord * Vector.ConvertToSingle(new Vector<int>(own[at..]))).CopyTo(norms[at..]);
        for (; at < Count; at++) norms[at] = _fixed + _perWord * own[at];
        // beyond the last document nothing is held, but nothing may be divided by nothing either
        norms[Count..].Fill(1);
    }

    /// <summary>Adds a term from its list, which stands before the first document of this window or in it, and goes on to the first one after it. A list is our own and whole, so its bytes are read unchecked.</summary>
    public void Add(ref PostingList list, QueryPlan.Weighted term)
    {
        var end = Start + Count;
        if (list.Document >= end) return;
        ref var bytes = ref list.Bytes is null ? ref Unsafe.NullRef<byte>() : ref MemoryMarshal.GetArrayDataReference(list.Bytes);
        var (scores, matched, norms, start) = (_scores, _matched, _norms, Start);
        var (score, weight, at, left, document, times) = (term.Score * (_k1 + 1), term.Matched, list.At, list.Left, list.Document, list.Times);
        while (true)
        {
            var place = document - start;
            scores[place] += score * times / (times + norms[place]);
            matched[place] += weight;
            if (left == 0)
            {
                document = int.MaxValue;
                break;
            }
            left--;
            var gap = Read(ref bytes, ref at);
            document += (int)(gap >> 1);
            times = (gap & 1) != 0 ? 1 : (int)Read(ref bytes, ref at);
            if (document >= end) break;
        }
        (list.At, list.Left, list.Document, list.Times, _touched) = (at, left, document, times, true);
    }

    /// <summary>Adds a common term to all documents: <paramref name="times"/> tells how often each document of the part holds it and is filled up to whole windows.</summary>
    public void Add(byte[] times, QueryPlan.Weighted term)
    {
        var own = times.AsSpan(Start, Size);
        for (var at = 0; at < Size; at += Vector<byte>.Count)
        {
            var held = new Vector<byte>(own[at..]);
            if (held == Vector<byte>.Zero) continue;
            Vector.Widen(held, out var low, out var high);
            AddHalf(low, at, term);
            AddHalf(high, at + Vector<ushort>.Count, term);
        }
        _touched = true;
    }

    /// <summary>Adds a common term to these places of the window.</summary>
    public void Add(byte[] times, QueryPlan.Weighted term, ReadOnlySpan<int> places)
    {
        foreach (var place in places)
            if (times[Start + place] is > 0 and var held)
            {
                _scores[place] += term.Score * (_k1 + 1) * held / (held + _norms[place]);
                _matched[place] += term.Matched;
            }
    }

    /// <summary>Adds the documents of a phrase from <paramref name="next"/> on, which moves behind this window; with <paramref name="must"/> it also marks them.</summary>
    public void Add(List<(int Document, int Times)> held, ref int next, QueryPlan.Held phrase, bool must)
    {
        for (; next < held.Count && held[next].Document < Start + Count; next++)
        {
            var (place, times) = (held[next].Document - Start, held[next].Times);
            _scores[place] += phrase.Score * (_k1 + 1) * times / (times + _norms[place]);
            _matched[place] = Math.Min(_whole, _matched[place] + phrase.Matched);
            if (must) _marks[place]++;
            _touched = true;
        }
    }

    /// <summary>Marks the documents of a list, as a term that must be held in the place of a phrase.</summary>
    public void Mark(ref PostingList list)
    {
        while (list.Document < Start + Count)
        {
            (_marks[list.Document - Start], _touched) = ((byte)(_marks[list.Document - Start] + 1), true);
            if (!list.Next()) list.Document = int.MaxValue;
        }
    }

    /// <summary>Shuts out the documents of a phrase.</summary>
    public void Exclude(List<(int Document, int Times)> held, ref int next)
    {
        for (; next < held.Count && held[next].Document < Start + Count; next++) (_marks[held[next].Document - Start], _touched) = (Excluded, true);
    }

    /// <summary>Writes the places that hold at least this weight, and returns how many.</summary>
    public int AtLeast(float least, Span<int> places)
    {
        var (count, at, bound) = (0, 0, new Vector<float>(least));
        for (; at < Count; at += Vector<float>.Count)
        {
            if (!Vector.GreaterThanOrEqualAny(new Vector<float>(_matched.AsSpan(at)), bound)) continue;
            var end = Math.Min(Count, at + Vector<float>.Count);
            for (var place = at; place < end; place++)
            {
                places[count] = place;
                count += _matched[place] >= least ? 1 : 0;
            }
        }
        return count;
    }

    /// <summary>Score, weight and marks of a place.</summary>
    public (float Score, float Matched, byte Marks) this[int place] => (_scores[place], _matched[place], _marks[place]);

    /// <summary>Clears what was touched and gives the arrays back.</summary>
    public void Dispose()
    {
        Clear();
        Free.Add(this);
    }

    void Clear()
    {
        if (!_touched) return;
        Array.Clear(_scores);
        Array.Clear(_matched);
        Array.Clear(_marks);
        _touched = false;
    }

    void AddHalf(Vector<ushort> times, int at, QueryPlan.Weighted term)
    {
        Vector.Widen(times, out var low, out var high);
        AddQuarter(Vector.ConvertToSingle(Vector.AsVectorInt32(low)), at, term);
        AddQuarter(Vector.ConvertToSingle(Vector.AsVectorInt32(high)), at + Vector<float>.Count, term);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddQuarter(Vector<float> times, int at, QueryPlan.Weighted term)
    {
        var scores = _scores.AsSpan(at);
        var matched = _matched.AsSpan(at);
        var norms = new Vector<float>(_norms.AsSpan(at));
        (new Vector<float>(scores) + times * (term.Score * (_k1 + 1)) / (times + norms)).CopyTo(scores);
        var weight = Vector.ConditionalSelect(Vector.GreaterThan(times, Vector<float>.Zero), new Vector<float>(term.Matched), Vector<float>.Zero);
        (new Vector<float>(matched) + weight).CopyTo(matched);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Read(ref byte bytes, ref int at)
    {
        uint value = Unsafe.Add(ref bytes, at++);
        if (value < 0x80) return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint more = Unsafe.Add(ref bytes, at++);
            value |= (more & 0x7F) << shift;
            if (more < 0x80) return value;
        }
    }
}
