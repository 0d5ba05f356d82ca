using KmCommons.Search.Index;

namespace KmCommons.Search;

/// <summary>A comparison of the index with the database: how many texts the database lists, and the numbers with something wrong.</summary>
public sealed class Stocktake
{
    readonly Dictionary<long, Fault> _faults = [];

    /// <summary>How many texts the database lists.</summary>
    public int Texts { get; private set; }
    /// <summary>Texts that cannot be found and should be.</summary>
    public int Missing => Count(Fault.Missing);
    /// <summary>Texts that can be found and should not be.</summary>
    public int Extra => Count(Fault.Extra);
    /// <summary>Texts whose words, facets or time are other ones.</summary>
    public int Stale => Count(Fault.Stale);
    /// <summary>Texts that others may find than those who should.</summary>
    public int Audience => Count(Fault.Audience);
    /// <summary>The numbers with something wrong.</summary>
    public IReadOnlyCollection<long> Wrong => _faults.Keys;

    /// <summary>Compares texts of the database with the index.</summary>
    /// <param name="view">The index.</param>
    /// <param name="listed">What the database lists, of the numbers asked about.</param>
    /// <param name="among">The numbers asked about; nothing when it is about all.</param>
    internal static Stocktake Of(IndexView view, IEnumerable<IndexedText> listed, IReadOnlyCollection<long>? among = null)
    {
        var take = new Stocktake();
        var seen = new HashSet<long>();
        foreach (var text in listed)
        {
            take.Texts++;
            seen.Add(text.Number);
            if (view.FaultOf(text) is not Fault.None and var fault) take._faults[text.Number] = fault;
        }
        foreach (var number in (among?.Where(view.Has) ?? view.Numbers).Where(number => !seen.Contains(number))) take._faults[number] = Fault.Extra;
        return take;
    }

    /// <summary>The same with other faults: those that were still there when asked again.</summary>
    internal Stocktake Narrowed(Stocktake again)
    {
        var take = new Stocktake { Texts = Texts };
        foreach (var (number, fault) in again._faults) take._faults[number] = fault;
        return take;
    }

    int Count(Fault fault) => _faults.Values.Count(of => of == fault);
}
