using System.Numerics;

namespace KmCommons.Search.Index;

/// <summary>A closed part of the index: documents, the postings of their words and of their cluster grams. Immutable, so any number of readers need no lock.</summary>
sealed class Segment(Documents documents, Postings words, Postings grams)
{
    /// <summary>From this many documents on, words that more than one in <see cref="CommonShare"/> of them holds are kept by document too.</summary>
    const int Large = 4096, CommonShare = 8;
    readonly Dictionary<ulong, byte[]> _common = documents.Count < Large ? [] : CommonOf(words, documents.Count);

    /// <summary>What is known of each document besides its words.</summary>
    public Documents Documents { get; } = documents;
    /// <summary>Words and joined pairs, by <see cref="TermKey"/>.</summary>
    public Postings Words { get; } = words;
    /// <summary>Cluster grams, by <see cref="Index.Grams"/>; documents only, every count is one.</summary>
    public Postings Grams { get; } = grams;
    /// <summary>Facets laid out for counting; nothing for a small segment.</summary>
    public FacetColumns? Columns { get; } = FacetColumns.Of(documents);
    /// <summary>How many documents there are.</summary>
    public int Count => Documents.Count;
    /// <summary>The lengths of all documents together, in words.</summary>
    public long TotalLength { get; } = documents.Lengths.Sum(length => (long)length);
    /// <summary>Bytes held in memory by postings and texts.</summary>
    public long Bytes => Words.Bytes + Grams.Bytes + Documents.Texts.Bytes + 40L * Count + (long)_common.Count * Count;

    /// <summary>How often each document holds a word that many of them hold (255 means at least so often), filled up to whole windows; nothing for other words. A document is looked up at once, where a list would be read from its beginning, and many are added in one step.</summary>
    public byte[]? Common(ulong key) => _common.GetValueOrDefault(key);

    /// <summary>Writes itself into a snapshot.</summary>
    public void Save(Stream to)
    {
        Documents.Save(to);
        Words.Save(to);
        Grams.Save(to);
    }

    /// <summary>Reads itself out of a snapshot.</summary>
    public static Segment Open(Stream from, FacetNames names, int[] ids) => new(Documents.Open(from, names, ids), Postings.Open(from), Postings.Open(from));

    /// <summary>One segment out of several, without the documents that were removed; nothing is cut into words again.</summary>
    public static Segment Merge(IReadOnlyList<Part> parts)
    {
        var documents = new Documents.Writer(parts[0].Segment.Documents.Names);
        var places = new int[parts.Count][];
        for (var p = 0; p < parts.Count; p++)
        {
            var (segment, removed) = parts[p];
            places[p] = new int[segment.Count];
            for (var d = 0; d < segment.Count; d++)
            {
                places[p][d] = removed.Has(d) ? -1 : documents.Count;
                if (!removed.Has(d)) documents.Add(segment.Documents, d);
            }
        }
        return new Segment(documents.Finish(), Merge([.. parts.Select(part => part.Segment.Words)], places), Merge([.. parts.Select(part => part.Segment.Grams)], places));
    }

    static Dictionary<ulong, byte[]> CommonOf(Postings words, int documents)
    {
        var common = new Dictionary<ulong, byte[]>();
        for (int at = 0, head = 0; at < words.Count; at++)
        {
            var key = words.KeyAt(at, ref head);
            var list = words.ListAt(at);
            if (list.Documents <= documents / CommonShare) continue;
            var times = new byte[(documents / Window.Size + 1) * Window.Size];
            while (list.Next()) times[list.Document] = (byte)Math.Min(255, list.Times);
            common.Add(key, times);
        }
        return common;
    }

    static Postings Merge(Postings[] from, int[][] places)
    {
        var writer = new Postings.Writer();
        var (at, heads, keys) = (new int[from.Length], new int[from.Length], new ulong[from.Length]);
        for (var p = 0; p < from.Length; p++) keys[p] = from[p].Count > 0 ? from[p].KeyAt(0, ref heads[p]) : ulong.MaxValue;
        while (true)
        {
            var least = keys.Min();
            if (least == ulong.MaxValue) return writer.Finish();
            for (var p = 0; p < from.Length; p++)
            {
                if (keys[p] != least) continue;
                for (var list = from[p].ListAt(at[p]); list.Next();)
                    if (places[p][list.Document] is >= 0 and var document) writer.Add(document, list.Times);
                keys[p] = ++at[p] < from[p].Count ? from[p].KeyAt(at[p], ref heads[p]) : ulong.MaxValue;
            }
            writer.Close(least);
        }
    }
}

/// <summary>A segment and which of its documents no longer count. Removing makes a new part over the same segment.</summary>
sealed record Part(Segment Segment, Removed Removed)
{
    /// <summary>The numbers of the documents that count.</summary>
    public IEnumerable<long> Living => Segment.Documents.Numbers.Where((_, document) => !Removed.Has(document));

    /// <summary>This part without the documents that have one of these numbers; itself when it has none of them.</summary>
    public Part Without(IEnumerable<long> numbers)
    {
        var places = numbers.Select(Segment.Documents.Find).Where(place => place >= 0 && !Removed.Has(place)).Distinct().ToList();
        return places.Count == 0 ? this : this with { Removed = Removed.And(places, Segment.Count) };
    }
}

/// <summary>Tombstones: one bit for each document. Immutable.</summary>
sealed class Removed
{
    /// <summary>Nothing removed.</summary>
    public static readonly Removed None = new([], 0);
    readonly ulong[] _bits;

    Removed(ulong[] bits, int count) => (_bits, Count) = (bits, count);

    /// <summary>Those whose bits are set.</summary>
    public Removed(ulong[] bits) : this(bits, bits.Sum(BitOperations.PopCount)) { }

    /// <summary>One bit for each document, as far as there are any.</summary>
    public ReadOnlySpan<ulong> Bits => _bits;

    /// <summary>How many are removed.</summary>
    public int Count { get; }

    /// <summary>Whether this document is removed.</summary>
    public bool Has(int document) => Count != 0 && (_bits[document >> 6] >> document & 1) != 0;

    /// <summary>These and more, which are different and not yet among them.</summary>
    public Removed And(IReadOnlyCollection<int> documents, int of)
    {
        var bits = new ulong[(of >> 6) + 1];
        _bits.CopyTo(bits, 0);
        foreach (var document in documents) bits[document >> 6] |= 1ul << document;
        return new Removed(bits, Count + documents.Count);
    }
}
