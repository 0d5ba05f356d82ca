using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KmCommons.Search.Index;

/// <summary>
/// Scores of all documents of one part, term after term into one array (term at a time: Turtle and Flood 1995). BM25 after Robertson and Zaragoza (2009), 3.2:
/// rarity x tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)). Common terms wait until it is clear which documents can still be hits: see <see cref="Complete"/>.
/// The arrays are borrowed; give them back by disposing.
/// </summary>
sealed class Tally : IDisposable
{
    /// <summary>The score and the weight of the words held.</summary>
    public struct Entry
    {
        public float Score, Matched;
    }

    /// <summary>How many documents lie in one block, as a power of two. Blocks that no term touched are neither read nor cleared.</summary>
    public const int BlockBits = 8;
    const byte Excluded = 255;
    // Arrays wait here, all zero
    static readonly ConcurrentBag<Board> Boards = [];

    sealed record Board(Entry[] Entries, byte[] Touched, byte[] Marks, int[] Room);

    readonly Part _part;
    readonly int _place, _musts;
    readonly QueryPlan _plan;
    readonly Board _board;
    readonly Weights _weights;
    readonly float _k1, _fixed, _perWord;
    readonly List<(QueryPlan.Weighted Term, byte[] Times)> _common = [];

    public Tally(Part part, int place, QueryPlan plan, IndexView view)
    {
        (_part, _place, _plan, _musts) = (part, place, plan, plan.Must.Count);
        (_k1, _fixed, _perWord) = (view.Weights.K1, view.Weights.K1 * (1 - view.Weights.B), view.Weights.K1 * view.Weights.B / view.MeanLength);
        _weights = view.Weights;
        var count = part.Segment.Count;
        if (!Boards.TryTake(out var board) || board.Entries.Length < count) board = new Board(new Entry[count], new byte[(count >> BlockBits) + 1], new byte[count], new int[count]);
        _board = board;
        Count();
    }

    /// <summary>One entry for each document, common terms not yet added.</summary>
    public ReadOnlySpan<Entry> Entries => _board.Entries.AsSpan(0, _part.Segment.Count);

    /// <summary>Room for as many documents as there are, to be written over by who gathers them; borrowed with the rest, since large arrays are dear to make.</summary>
    public Span<int> Room => _board.Room;

    /// <summary>What the common terms can still add to the coverage of any document.</summary>
    public float Outstanding { get; private set; }

    /// <summary>Whether any document of the block was scored.</summary>
    public bool IsTouched(int block) => _board.Touched[block] != 0;

    /// <summary>Whether the document holds all it must and nothing that it may not.</summary>
    public bool Admits(int document) => _board.Marks[document] == _musts;

    /// <summary>Whether there is nothing to score: every admitted document is a hit.</summary>
    public bool IsOpen => _plan.Terms.Count == 0 && _musts == 0;

    /// <summary>Adds the common terms to these documents. Once.</summary>
    public void Complete(ReadOnlySpan<int> documents)
    {
        foreach (var (term, times) in _common)
            foreach (var document in documents)
                if (times[document] is > 0 and var held) Add(document, held, term.Score, term.Matched);
        Outstanding = 0;
    }

    void Count()
    {
        // As many as wait together must not make a hit of a document that holds nothing else, or nothing could be passed over: half of the least coverage of a whole answer
        var most = _weights.LeastShare * _plan.Whole / 2;
        foreach (var term in _plan.Terms)
            if (Outstanding + term.Matched <= most && _part.Segment.Common(term.Key) is { } times)
            {
                _common.Add((term, times));
                Outstanding += term.Matched;
            }
            else Add(_part.Segment.Words[term.Key], term);
        foreach (var held in _plan.Also.Concat(_plan.Must))
            foreach (var (document, times) in held.Parts[_place]) Add(document, times, held.Score, held.Matched);
        foreach (var held in _plan.Must)
        {
            foreach (var (document, _) in held.Parts[_place]) _board.Marks[document]++;
            if (held.Term is { } key)
                for (var list = _part.Segment.Words[key]; list.Next();) (_board.Marks[list.Document], _board.Touched[list.Document >> BlockBits]) = ((byte)(_board.Marks[list.Document] + 1), 1);
        }
        foreach (var held in _plan.Not)
            foreach (var (document, _) in held.Parts[_place]) (_board.Marks[document], _board.Touched[document >> BlockBits]) = (Excluded, 1);
    }

    // The one hot loop: the list is read here instead of through PostingList.Next, which keeps its state in memory. A list is our own and whole, so its bytes are read unchecked
    void Add(PostingList list, QueryPlan.Weighted term)
    {
        if (list.Bytes.IsEmpty)
        {
            if (list.Next()) Add(list.Document, list.Times, term.Score, term.Matched);
            return;
        }
        ref var bytes = ref MemoryMarshal.GetReference(list.Bytes);
        var (entries, touched, lengths) = (_board.Entries, _board.Touched, _part.Segment.Documents.Lengths);
        var (score, matched, fixedPart, perWord) = (term.Score * (_k1 + 1), term.Matched, _fixed, _perWord);
        for (int left = list.Documents, document = 0, at = 0; left > 0; left--)
        {
            var gap = Read(ref bytes, ref at);
            document += (int)(gap >> 1);
            float times = (gap & 1) != 0 ? 1 : Read(ref bytes, ref at);
            ref var entry = ref entries[document];
            entry.Score += score * times / (times + fixedPart + perWord * lengths[document]);
            entry.Matched += matched;
            touched[document >> BlockBits] = 1;
        }
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

    void Add(int document, float times, float score, float matched)
    {
        ref var entry = ref _board.Entries[document];
        entry.Score += score * (_k1 + 1) * times / (times + _fixed + _perWord * _part.Segment.Documents.Lengths[document]);
        entry.Matched = Math.Min(_plan.Whole, entry.Matched + matched);
        _board.Touched[document >> BlockBits] = 1;
    }

    /// <summary>Clears what was touched and gives the arrays back.</summary>
    public void Dispose()
    {
        var count = _part.Segment.Count;
        for (var block = 0; block <= count >> BlockBits; block++)
        {
            if (_board.Touched[block] == 0) continue;
            var (from, size) = (block << BlockBits, Math.Min(1 << BlockBits, count - (block << BlockBits)));
            Array.Clear(_board.Entries, from, size);
            Array.Clear(_board.Marks, from, size);
            _board.Touched[block] = 0;
        }
        Boards.Add(_board);
    }
}
