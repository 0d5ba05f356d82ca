namespace KmCommons.Search.Index;

/// <summary>
/// The counted facets of a large segment laid out for counting: facets of which no document has two values are joined into columns of codes (kind and year of a document are one code),
/// so that one hit is one step in each column instead of one for each value. Facets with several values stay lists.
/// </summary>
sealed class FacetColumns
{
    /// <summary>How many different codes one column may have, and from how many documents on it is worth it.</summary>
    const int MostCodes = 512, Large = 1024;

    /// <summary>A code for each document, and for each code the values it stands for.</summary>
    public sealed record Column(ushort[] Codes, int[][] Values);

    FacetColumns(List<Column> columns, int[] ends, int[] ids) => (Columns, Ends, Ids) = (columns, ends, ids);

    /// <summary>The columns.</summary>
    public List<Column> Columns { get; }
    /// <summary>Where the values that lie in no column end for each document; empty when all lie in columns.</summary>
    public int[] Ends { get; }
    /// <summary>These values, document after document.</summary>
    public int[] Ids { get; }

    /// <summary>The columns of a segment; nothing when it is small.</summary>
    public static FacetColumns? Of(Documents documents)
    {
        if (documents.Count < Large) return null;
        var names = documents.Names;
        var (single, several) = Split(documents);
        var columns = new List<Column>();
        foreach (var name in single.OrderBy(name => name.Value).Select(name => name.Key))
        {
            var next = Codes(documents, facet => facet.Name == name);
            if (columns.Count > 0 && Joined(columns[^1], next, MostCodes) is { } joined) columns[^1] = joined;
            else if (next.Values.Length <= ushort.MaxValue) columns.Add(next);
            else several.Add(name);
        }
        var (ends, ids) = (new int[documents.Count], new List<int>());
        for (var document = 0; document < ends.Length; document++)
        {
            foreach (var id in documents.FacetsOf(document))
                if (several.Contains(names[id].Name)) ids.Add(id);
            ends[document] = ids.Count;
        }
        return new FacetColumns(columns, several.Count == 0 ? [] : ends, [.. ids]);
    }

    // Counted facets of which no document has two values, with how many values there are; and the others
    static (Dictionary<string, int> Single, HashSet<string> Several) Split(Documents documents)
    {
        var (values, several, here) = (new Dictionary<string, HashSet<int>>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var document = 0; document < documents.Count; document++)
        {
            here.Clear();
            foreach (var id in documents.FacetsOf(document))
            {
                var facet = documents.Names[id];
                if (!FacetNames.IsCounted(facet)) continue;
                if (!here.Add(facet.Name)) several.Add(facet.Name);
                if (!values.TryGetValue(facet.Name, out var of)) values.Add(facet.Name, of = []);
                of.Add(id);
            }
        }
        return (values.Where(name => !several.Contains(name.Key)).ToDictionary(name => name.Key, name => name.Value.Count, StringComparer.Ordinal), several);
    }

    static Column Codes(Documents documents, Func<Facet, bool> belongs)
    {
        var (codes, places, values) = (new ushort[documents.Count], new Dictionary<int, int>(), new List<int[]> { Array.Empty<int>() });
        for (var document = 0; document < documents.Count; document++)
            foreach (var id in documents.FacetsOf(document))
            {
                if (!belongs(documents.Names[id])) continue;
                if (!places.TryGetValue(id, out var code))
                {
                    places.Add(id, code = values.Count);
                    values.Add([id]);
                }
                codes[document] = (ushort)code;
            }
        return new Column(codes, [.. values]);
    }

    static Column? Joined(Column left, Column right, int most)
    {
        var (codes, places, values) = (new ushort[left.Codes.Length], new Dictionary<(ushort, ushort), int>(), new List<int[]>());
        for (var document = 0; document < codes.Length; document++)
        {
            var pair = (left.Codes[document], right.Codes[document]);
            if (!places.TryGetValue(pair, out var code))
            {
                if (values.Count == most) return null;
                places.Add(pair, code = values.Count);
                values.Add([.. left.Values[pair.Item1], .. right.Values[pair.Item2]]);
            }
            codes[document] = (ushort)code;
        }
        return new Column(codes, [.. values]);
    }
}
