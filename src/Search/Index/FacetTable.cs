namespace KmCommons.Search.Index;

/// <summary>
/// Counts facet values over the hits of one part. A value of a facet is counted as if nothing of that facet were chosen ("drill sideways"), so a reader sees what choosing another value would give.
/// </summary>
sealed class FacetTable
{
    readonly Documents _documents;
    readonly int[] _counts;
    readonly int[] _chosenName; // for each value: the place of its facet among the chosen ones, or -1
    readonly bool[] _chosen;    // for each value: whether it is chosen
    readonly int _names;

    public FacetTable(Documents documents, List<Facet> only, List<string> names)
    {
        (_documents, _names, _counts) = (documents, names.Count, new int[documents.Facets.Length]);
        _chosenName = Array.ConvertAll(documents.Facets, facet => names.IndexOf(facet.Name));
        _chosen = Array.ConvertAll(documents.Facets, only.Contains);
    }

    /// <summary>Counts one document; false when it lacks a chosen facet and is no hit.</summary>
    public bool Count(int document)
    {
        var values = _documents.FacetsOf(document);
        var missing = (1 << _names) - 1;
        if (missing != 0)
            foreach (var value in values)
                if (_chosen[value]) missing &= ~(1 << _chosenName[value]);
        if (missing == 0)
        {
            foreach (var value in values) _counts[value]++;
            return true;
        }
        // only one facet stands in the way: the document would be a hit if another of its values were chosen
        if ((missing & missing - 1) == 0)
            foreach (var value in values)
                if (_chosenName[value] >= 0 && missing == 1 << _chosenName[value]) _counts[value]++;
        return false;
    }

    /// <summary>The counts of all parts together, most first.</summary>
    public static List<FacetCount> Sum(List<FacetTable> tables)
    {
        var sums = new Dictionary<Facet, int>();
        foreach (var table in tables)
            for (var value = 0; value < table._counts.Length; value++)
                if (table._counts[value] > 0)
                    sums[table._documents.Facets[value]] = sums.GetValueOrDefault(table._documents.Facets[value]) + table._counts[value];
        return [.. sums.Select(sum => new FacetCount(sum.Key, sum.Value))
            .OrderByDescending(sum => sum.Count).ThenBy(sum => sum.Facet.Name, StringComparer.Ordinal).ThenBy(sum => sum.Facet.Value, StringComparer.Ordinal)];
    }
}
