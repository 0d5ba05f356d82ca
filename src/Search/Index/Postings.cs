namespace KmCommons.Search.Index;

/// <summary>
/// For each key the documents that hold it, in rising order, and how often. Immutable. Lists are gaps in variable-length bytes (Zobel and Moffat 2006),
/// the count only where it is not one (as Lucene does); a key with a single document, which most joined pairs are, lives in its own slot and takes no list.
/// A key is found by its top 12 bits and a search among the 32 bits below.
/// </summary>
sealed class Postings
{
    const int LowBits = 32, Heads = 1 << (TermKey.Bits - LowBits);
    const uint Single = 0x8000_0000;
    const int SingleDocumentBits = 26;

    readonly int[] _heads;
    readonly uint[] _lows, _slots;
    readonly byte[] _lists;

    Postings(int[] heads, uint[] lows, uint[] slots, byte[] lists) => (_heads, _lows, _slots, _lists) = (heads, lows, slots, lists);

    /// <summary>How many keys there are.</summary>
    public int Count => _lows.Length;
    /// <summary>Bytes held in memory.</summary>
    public long Bytes => _lists.LongLength + 8L * _lows.Length + 4L * _heads.Length;

    /// <summary>The list of one key, empty when nothing holds it.</summary>
    public PostingList this[ulong key]
    {
        get
        {
            var head = (int)(key >> LowBits);
            var at = Array.BinarySearch(_lows, _heads[head], _heads[head + 1] - _heads[head], (uint)key);
            return at < 0 ? default : ListAt(at);
        }
    }

    /// <summary>The first position whose key is not below this one; <see cref="Count"/> when all are.</summary>
    public int PositionOf(ulong key)
    {
        var head = (int)(key >> LowBits);
        if (head >= Heads) return Count;
        var at = Array.BinarySearch(_lows, _heads[head], _heads[head + 1] - _heads[head], (uint)key);
        return at < 0 ? ~at : at;
    }

    /// <summary>The list at a position of the sorted keys.</summary>
    public PostingList ListAt(int position)
    {
        var slot = _slots[position];
        if (slot >= Single) return new PostingList((int)(slot & (1 << SingleDocumentBits) - 1), (int)(slot >> SingleDocumentBits & 31));
        var at = (int)slot;
        var documents = VarInt.Read(_lists, ref at);
        return new PostingList(_lists, at, (int)documents);
    }

    /// <summary>Writes itself into a snapshot.</summary>
    public void Save(Stream to)
    {
        to.Write<int>(_heads);
        to.Write<uint>(_lows);
        to.Write<uint>(_slots);
        to.Write<byte>(_lists);
    }

    /// <summary>Reads itself out of a snapshot.</summary>
    public static Postings Open(Stream from) => new(from.Column<int>(), from.Column<uint>(), from.Column<uint>(), from.Column<byte>());

    /// <summary>Writes keys in rising order and their documents in rising order.</summary>
    public sealed class Writer
    {
        readonly int[] _heads = new int[Heads + 1];
        readonly List<uint> _lows = [], _slots = [];
        byte[] _lists = new byte[1 << 16], _list = new byte[1 << 10];
        int _end, _listEnd, _documents, _last, _lastTimes, _head;

        /// <summary>One more document of the current key; documents must rise.</summary>
        public void Add(int document, int times)
        {
            if (_listEnd + 10 > _list.Length) Array.Resize(ref _list, _list.Length * 2);
            VarInt.Write(_list, ref _listEnd, (uint)(document - _last) << 1 | (times == 1 ? 1u : 0));
            if (times != 1) VarInt.Write(_list, ref _listEnd, (uint)times);
            (_last, _lastTimes) = (document, times);
            _documents++;
        }

        /// <summary>Closes the current key; a key without documents leaves no trace. Keys must rise.</summary>
        public void Close(ulong key)
        {
            if (_documents == 0) return;
            while (_head <= (int)(key >> LowBits)) _heads[_head++] = _lows.Count;
            _lows.Add((uint)key);
            if (_documents == 1 && _lastTimes < 32 && _last < 1 << SingleDocumentBits)
                _slots.Add(Single | (uint)_lastTimes << SingleDocumentBits | (uint)_last);
            else
            {
                while (_end + 5 + _listEnd > _lists.Length) Array.Resize(ref _lists, checked(_lists.Length * 2));
                _slots.Add((uint)_end);
                VarInt.Write(_lists, ref _end, (uint)_documents);
                _list.AsSpan(0, _listEnd).CopyTo(_lists.AsSpan(_end));
                _end += _listEnd;
            }
            (_listEnd, _documents, _last) = (0, 0, 0);
        }

        /// <summary>The finished postings.</summary>
        public Postings Finish()
        {
            while (_head <= Heads) _heads[_head++] = _lows.Count;
            return new Postings(_heads, [.. _lows], [.. _slots], _lists.AsSpan(0, _end).ToArray());
        }
    }

    /// <summary>The key at a position; walks along in rising order from the position before.</summary>
    public ulong KeyAt(int position, ref int head)
    {
        while (_heads[head + 1] <= position) head++;
        return (ulong)head << LowBits | _lows[position];
    }
}
