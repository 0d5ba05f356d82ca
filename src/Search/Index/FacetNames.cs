using System.Collections.Concurrent;

namespace KmCommons.Search.Index;

/// <summary>The facet values of one index, each with a small number that it keeps: documents of all segments count into one array. Any number of threads may read while one adds.</summary>
sealed class FacetNames
{
    /// <summary>Facets that can only be typed (<c>tag:</c>); nobody is shown their counts.</summary>
    static readonly string[] Typed = ["tag", "place", "author"];
    readonly ConcurrentDictionary<Facet, int> _ids = new();
    volatile Facet[] _values = new Facet[16];
    volatile int _count;
    volatile Order _order = new(0, []);

    sealed record Order(int Of, int[] Ids);

    /// <summary>How many values there are.</summary>
    public int Count => _count;

    /// <summary>The value with a number that was given.</summary>
    public Facet this[int id] => _values[id];

    /// <summary>Whether values of this facet are counted.</summary>
    public static bool IsCounted(Facet facet) => !Typed.Contains(facet.Name);

    /// <summary>The numbers of the values that are counted, by name and value; made anew by the first who asks after one was added.</summary>
    public int[] Counted
    {
        get
        {
            var count = _count;
            if (_order.Of < count)
                _order = new(count, [.. Enumerable.Range(0, count).Where(id => IsCounted(this[id])).OrderBy(id => this[id].Name, StringComparer.Ordinal).ThenBy(id => this[id].Value, StringComparer.Ordinal)]);
            return _order.Ids;
        }
    }

    /// <summary>The number of a value, or -1.</summary>
    public int Find(Facet facet) => _ids.TryGetValue(facet, out var id) ? id : -1;

    /// <summary>The number of a value, which is given one when it has none. One thread at a time.</summary>
    public int Place(Facet facet)
    {
        if (_ids.TryGetValue(facet, out var id)) return id;
        id = _count;
        if (id == _values.Length)
        {
            var wider = _values;
            Array.Resize(ref wider, id * 2);
            _values = wider;
        }
        _values[id] = facet;
        _ids[facet] = id;
        _count = id + 1;
        return id;
    }
}
