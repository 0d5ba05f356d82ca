using KmCommons.People;

namespace KmCommons.Tests.House;

/// <summary>The table rights.csv: at every door of the site, what everybody gets.</summary>
static class RightsTable
{
    /// <summary>Where it is.</summary>
    public const string Path = "tests/KmCommons.Tests/House/rights.csv";

    /// <summary>A line: a door, an address of it with a form, and what each of <see cref="Scene.Comers"/> gets there: a status, or <c>sign-in</c> for being sent to the sign-in page.</summary>
    public sealed record Row(int Line, string Method, string Route, string Address, string Fields, string[] Gets);

    /// <summary>The lines of a table; empty lines and those with # are for people.</summary>
    public static IReadOnlyList<Row> Read(string table) =>
    [
        .. from line in table.Split('\n').Select((text, i) => (Text: text.Trim(), Number: i + 1))
           where line.Text.Length > 0 && line.Text[0] != '#'
           let cells = line.Text.Split(',')
           select cells.Length == 4 + Scene.Comers.Length ? new Row(line.Number, cells[0], cells[1], cells[2].Length == 0 ? cells[1] : cells[2], cells[3], cells[4..])
               : throw new FormatException($"{Path} line {line.Number}: {cells.Length} cells, not {4 + Scene.Comers.Length}. A comma inside a cell is %2C."),
    ];

    /// <summary>The table of this repository.</summary>
    public static IReadOnlyList<Row> Read() => Read(File.ReadAllText(System.IO.Path.Combine(Disk.Root, Path)));

    /// <summary>What the table and the doors do not have in common, with the line to add.</summary>
    public static IEnumerable<string> Gaps(IReadOnlyList<Door> doors, IReadOnlyList<Row> rows)
    {
        foreach (var door in doors.Where(d => !rows.Any(r => Same(r, d))))
            yield return $"{Path} has no row for {door.Method} {door.Route} ({door.Where}). Add this line, put an address and a form there that can be answered, and change what shall be otherwise:\n{Suggestion(door)}";
        foreach (var row in rows.Where(r => !doors.Any(d => Same(r, d))))
            yield return $"{Path} line {row.Line}: there is no {row.Method} {row.Route}. Take the line away.";
        foreach (var twice in doors.GroupBy(d => (d.Method, d.Route)).Where(g => g.Count() > 1))
            yield return $"{twice.Key}: {string.Join(" and ", twice.Select(d => d.Where))} cannot be told apart here. Give a parameter another name.";
    }

    static bool Same(Row row, Door door) => row.Method == door.Method && row.Route == door.Route;

    // What the gate alone would do; the page itself may be stricter with this thing or that
    static string Suggestion(Door door)
    {
        var (asks, done) = door.Method == "GET" ? ("sign-in", "200") : ("401", "302");
        var gets = Scene.Comers.Select((comer, i) => door.Says<NeedsAttribute>() is not { } needs ? door.Says<OpenToAllAttribute>() is null ? "404" : done
            : i == 0 ? asks
            : new Viewer(i, comer.Name, [.. comer.Roles.Select(r => new RoleHeld { Role = r.Item1, PlaceCode = r.Item2 })]).MayEver(needs.Deed) ? done : "403");
        return string.Join(',', [door.Method, door.Route, door.Route, "", .. gets]);
    }
}
