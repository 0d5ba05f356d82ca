using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KmCommons.Search.Index;

/// <summary>
/// Counts facet values over the hits of one search. A value of a facet is counted as if nothing of that facet were chosen ("drill sideways"), so a reader sees what choosing another value would give.
/// </summary>
sealed class FacetTable
{
    readonly FacetNames _names;
    readonly int[] _counts;
    readonly int _all;
    readonly sbyte[] _chosenName = []; // for each value: the place of its facet among the chosen ones, or -1
    readonly bool[] _chosen = [];      // for each value: whether it is chosen

    public FacetTable(FacetNames names, List<Facet> only)
    {
        (_names, _counts) = (names, new int[names.Count]);
        if (only.Count == 0) return;
        var facets = only.Select(facet => facet.Name).Distinct(StringComparer.Ordinal).ToList();
        _all = (1 << facets.Count) - 1;
        _chosen = new bool[_counts.Length];
        _chosenName = new sbyte[_counts.Length];
        for (var id = 0; id < _counts.Length; id++) _chosenName[id] = (sbyte)facets.IndexOf(names[id].Name);
        foreach (var id in only.Select(names.Find))
            if (id >= 0 && id < _chosen.Length) _chosen[id] = true;
    }

    /// <summary>Counts these documents and keeps only those that have what was chosen.</summary>
    public void Take(Segment segment, Candidates candidates)
    {
        if (_all != 0) candidates.Keep(document => Count(segment.Documents.FacetsOf(document)));
        else if (segment.Columns is { } columns) Count(columns, candidates.Documents.AsSpan(0, candidates.Count));
        else
            foreach (var document in candidates.Documents.AsSpan(0, candidates.Count))
                foreach (var value in segment.Documents.FacetsOf(document)) _counts[value]++;
    }

    /// <summary>The counts, most first, then by name and value: a counting sort (Knuth, TAOCP 3, 5.2) of the many small ones behind the few large ones.</summary>
    public List<FacetCount> List()
    {
        const int large = 1024;
        var (ids, few, most) = (ArrayPool<int>.Shared.Rent(_counts.Length), 0, new List<FacetCount>());
        Span<int> ends = stackalloc int[large];
        ends.Clear();
        foreach (var id in _names.Counted)
        {
            if (id >= _counts.Length || _counts[id] is 0) continue;
            if (_counts[id] >= large) most.Add(new FacetCount(_names[id], _counts[id]));
            else
            {
                ids[few++] = id;
                ends[_counts[id]]++;
            }
        }
        List<FacetCount> list = [.. most.OrderByDescending(held => held.Count)];
        CollectionsMarshal.SetCount(list, most.Count + few);
        for (int count = large - 1, at = most.Count; count > 0; count--) (ends[count], at) = (at, at + ends[count]);
        var sorted = CollectionsMarshal.AsSpan(list);
        foreach (var id in ids.AsSpan(0, few)) sorted[ends[_counts[id]]++] = new FacetCount(_names[id], _counts[id]);
        ArrayPool<int>.Shared.Return(ids);
        return list;
    }

    void Count(FacetColumns columns, ReadOnlySpan<int> documents)
    {
        foreach (var column in columns.Columns)
        {
            // many values and few hits: to look at every value would cost more than the hits
            if (documents.Length < column.Values.Length)
            {
                foreach (var document in documents)
                    foreach (var value in column.Values[column.Codes[document]]) _counts[value]++;
                continue;
            }
            // two counters for each code, taken in turn: neighbours often have the same code, and a counter is free again only after some cycles
            var tally = new int[column.Values.Length * 2];
            // a document of the segment has a code, and a code a counter, so neither is checked
            ref var codes = ref MemoryMarshal.GetArrayDataReference(column.Codes);
            ref var counters = ref MemoryMarshal.GetArrayDataReference(tally);
            for (var i = 0; i < documents.Length; i++) Unsafe.Add(ref counters, Unsafe.Add(ref codes, documents[i]) << 1 | i & 1)++;
            for (var code = 0; code < column.Values.Length; code++)
                if (tally[code << 1] + tally[code << 1 | 1] is > 0 and var sum)
                    foreach (var value in column.Values[code]) _counts[value] += sum;
        }
        if (columns.Ends.Length == 0) return;
        foreach (var document in documents)
            for (var at = document == 0 ? 0 : columns.Ends[document - 1]; at < columns.Ends[document]; at++) _counts[columns.Ids[at]]++;
    }

    bool Count(ReadOnlySpan<int> values)
    {
        var missing = _all;
        foreach (var value in values)
            if (_chosen[value]) missing &= ~(1 << _chosenName[value]);
        // only one facet stands in the way: the document would be a hit if another of its values were chosen
        var alone = missing != 0 && (missing & missing - 1) == 0;
        if (missing == 0 || alone)
            foreach (var value in values)
                if (missing == 0 || _chosenName[value] >= 0 && missing == 1 << _chosenName[value]) _counts[value]++;
        return missing == 0;
    }
}
