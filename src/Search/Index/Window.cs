using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    int[] _lengths = [];
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
        (Start, Count, _lengths) = (start, Math.Min(Size, lengths.Length - start), lengths);
    }

    // Nothing is worked out for a window that no term touches
    void Touch()
    {
        if (_touched) return;
        _touched = true;
        var at = 0;
        var own = _lengths.AsSpan(Start, Count);
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
        Touch();
        ref var bytes = ref list.Bytes is null ? ref Unsafe.NullRef<byte>() : ref MemoryMarshal.GetArrayDataReference(list.Bytes);
        ref var scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        ref var matched = ref MemoryMarshal.GetArrayDataReference(_matched);
        ref var norms = ref MemoryMarshal.GetArrayDataReference(_norms);
        var start = Start;
        var (score, weight, at, left, document, times) = (term.Score * (_k1 + 1), term.Matched, list.At, list.Left, list.Document, list.Times);
        while (true)
        {
            var place = document - start;
            Unsafe.Add(ref scores, place) += score * times / (times + Unsafe.Add(ref norms, place));
            Unsafe.Add(ref matched, place) += weight;
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
        (list.At, list.Left, list.Document, list.Times) = (at, left, document, times);
    }

    /// <summary>Adds a common term to all documents: <paramref name="times"/> tells how often each document of the part holds it and is filled up to whole windows.</summary>
    public void Add(byte[] times, QueryPlan.Weighted term)
    {
        Touch();
        ref var own = ref times.AsSpan(Start, Size)[0];
        for (nuint at = 0; at < Size; at += (nuint)Vector<byte>.Count)
        {
            var held = Vector.LoadUnsafe(ref own, at);
            if (held == Vector<byte>.Zero) continue;
            Vector.Widen(held, out var low, out var high);
            AddHalf(low, at, term.Score * (_k1 + 1), term.Matched);
            AddHalf(high, at + (nuint)Vector<ushort>.Count, term.Score * (_k1 + 1), term.Matched);
        }
    }

    /// <summary>Adds a common term to these places of the window.</summary>
    public void Add(byte[] times, QueryPlan.Weighted term, ReadOnlySpan<int> places)
    {
        Touch();
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
            Touch();
            var (place, times) = (held[next].Document - Start, held[next].Times);
            _scores[place] += phrase.Score * (_k1 + 1) * times / (times + _norms[place]);
            _matched[place] = Math.Min(_whole, _matched[place] + phrase.Matched);
            if (must) _marks[place]++;
        }
    }

    /// <summary>Marks the documents of a list, as a term that must be held in the place of a phrase.</summary>
    public void Mark(ref PostingList list)
    {
        while (list.Document < Start + Count)
        {
            Touch();
            _marks[list.Document - Start]++;
            if (!list.Next()) list.Document = int.MaxValue;
        }
    }

    /// <summary>Marks the documents that hold a common term.</summary>
    public void Mark(byte[] times)
    {
        Touch();
        ref var own = ref times.AsSpan(Start, Size)[0];
        ref var marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        for (nuint at = 0; at < Size; at += (nuint)Vector<byte>.Count)
            (Vector.LoadUnsafe(ref marks, at) + Vector.Min(Vector.LoadUnsafe(ref own, at), Vector<byte>.One)).StoreUnsafe(ref marks, at);
    }

    /// <summary>Shuts out the documents of a phrase.</summary>
    public void Exclude(List<(int Document, int Times)> held, ref int next)
    {
        for (; next < held.Count && held[next].Document < Start + Count; next++)
        {
            Touch();
            _marks[held[next].Document - Start] = Excluded;
        }
    }

    /// <summary>Writes the places that hold at least this weight, and returns how many.</summary>
    public int AtLeast(float least, Span<int> places)
    {
        var (count, bound, matched) = (0, Vector256.Create(least), _matched);
        // 64 at a time: a processor guesses well when a long run of bits ends, badly when a short one does
        for (var at = 0; at < Count; at += 64)
        {
            var held = 0ul;
            for (var step = 0; step < 64; step += Vector256<float>.Count)
                held |= (ulong)Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref matched[at + step]), bound).ExtractMostSignificantBits() << step;
            for (; held != 0; held &= held - 1) places[count++] = at + BitOperations.TrailingZeroCount(held);
        }
        // what lies behind the last document holds nothing, but at least nothing
        while (count > 0 && places[count - 1] >= Count) count--;
        return count;
    }

    /// <summary>The scores.</summary>
    public ReadOnlySpan<float> Scores => _scores;
    /// <summary>The weights held.</summary>
    public ReadOnlySpan<float> Matched => _matched;
    /// <summary>How many of what a hit must hold each document holds; more when it is shut out.</summary>
    public ReadOnlySpan<byte> Marks => _marks;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddHalf(Vector<ushort> times, nuint at, float score, float weight)
    {
        Vector.Widen(times, out var low, out var high);
        AddQuarter(Vector.ConvertToSingle(Vector.AsVectorInt32(low)), at, score, weight);
        AddQuarter(Vector.ConvertToSingle(Vector.AsVectorInt32(high)), at + (nuint)Vector<float>.Count, score, weight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddQuarter(Vector<float> times, nuint at, float score, float weight)
    {
        ref var scores = ref MemoryMarshal.GetArrayDataReference(_scores);
        ref var matched = ref MemoryMarshal.GetArrayDataReference(_matched);
        var norms = Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_norms), at);
        (Vector.LoadUnsafe(ref scores, at) + times * score / (times + norms)).StoreUnsafe(ref scores, at);
        var held = Vector.ConditionalSelect(Vector.GreaterThan(times, Vector<float>.Zero), new Vector<float>(weight), Vector<float>.Zero);
        (Vector.LoadUnsafe(ref matched, at) + held).StoreUnsafe(ref matched, at);
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
