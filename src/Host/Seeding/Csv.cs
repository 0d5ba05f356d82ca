namespace KmCommons.Host;

/// <summary>A table of the seed: comma-separated, first line the names, no quotes (the seed's own files have none).</summary>
public static class Csv
{
    /// <summary>Each row as name to value; empty values are empty strings.</summary>
    public static IEnumerable<Dictionary<string, string>> Read(string path)
    {
        var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext())
            yield break;
        var names = lines.Current.Split(',');
        while (lines.MoveNext())
            if (lines.Current.Length > 0)
            {
                var values = lines.Current.Split(',');
                if (values.Length != names.Length)
                    throw new InvalidDataException($"{path}: a row has {values.Length} values and there are {names.Length} names: {lines.Current}");
                yield return names.Zip(values).ToDictionary(v => v.First, v => v.Second);
            }
    }
}
