using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Foundation;

/// <summary>Tables as programs for sheets write and read them: rows of cells with commas, semicolons or tabs between, quotes around a cell that holds one of these (RFC 4180).</summary>
public static partial class CsvText
{
    /// <summary>The text of a file: UTF-8 when it is that, with or without its mark, else Windows-874, as old programs write Thai.</summary>
    public static string Decode(byte[] bytes)
    {
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF'); }
        catch (DecoderFallbackException) { return CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetString(bytes); }
    }

    /// <summary>The rows of a text, each with its cells trimmed; rows without anything in them are left out. What stands between cells each row says for itself: a tab where there is one, else a semicolon, else a comma;
    /// where the first row is a head, all go by that.</summary>
    /// <param name="isHead">Whether the cells of the first row are names of columns.</param>
    public static List<List<string>> Rows(string text, Predicate<List<string>> isHead)
    {
        var rows = Split(text.ReplaceLineEndings("\n"));
        var head = rows.Count > 0 ? Between(rows[0]) : '\0';
        var all = rows.Count > 0 && isHead(Cells(rows[0], head));
        return [.. rows.Select(row => Cells(row, all ? head : Between(row))).Where(cells => cells.Exists(c => c.Length > 0))];
    }

    /// <summary>A row of cells with commas between. A cell that a program for sheets would take for a formula begins with an apostrophe, which <see cref="Rows"/> takes away again.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(cell =>
    {
        var harmless = Formula().IsMatch(cell) ? "'" + cell : cell;
        return harmless.AsSpan().IndexOfAny(",;\t\"\n\r") >= 0 ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    })) + "\r\n";

    // Where a cell may begin with a quote, the row goes on to the quote that ends it; one that nobody ends is a letter
    static List<string> Split(string text)
    {
        var (rows, from) = (new List<string>(), 0);
        for (var at = 0; at < text.Length; at++)
            if (text[at] == '"' && IsStart(text, from, at) && End(text, at) is > 0 and var end)
                at = end;
            else if (text[at] == '\n')
                Add(rows, text[from..at], ref from, at);
        rows.Add(text[from..]);
        return rows;
    }

    static List<string> Cells(string row, char between)
    {
        var (cells, from) = (new List<string>(), 0);
        for (var at = 0; at <= row.Length; at++)
            if (at < row.Length && row[at] == '"' && string.IsNullOrWhiteSpace(row[from..at]) && End(row, at) is > 0 and var end)
                at = end;
            else if (at == row.Length || row[at] == between)
                Add(cells, Bare(row[from..at].Trim()), ref from, at);
        return cells;
    }

    static void Add(List<string> to, string piece, ref int from, int at)
    {
        to.Add(piece);
        from = at + 1;
    }

    static char Between(string row)
    {
        var bare = Quoted().Replace(row, "");
        return bare.Contains('\t', StringComparison.Ordinal) ? '\t' : bare.Contains(';', StringComparison.Ordinal) ? ';' : ',';
    }

    static bool IsStart(string text, int from, int at)
    {
        while (at > from && text[at - 1] is ' ')
            at--;
        return at == from || text[at - 1] is ',' or ';' or '\t';
    }

    // The quote that ends what this one begins; 0 when there is none
    static int End(string text, int at)
    {
        for (at++; at < text.Length; at++)
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
                return at;
            else if (text[at] == '"')
                at++;
        return 0;
    }

    static string Bare(string cell)
    {
        if (cell.Length > 1 && cell[0] == '"' && cell[^1] == '"')
            cell = cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        return cell.StartsWith('\'') && Formula().IsMatch(cell[1..]) ? cell[1..] : cell;
    }

    [GeneratedRegex(@"^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")]
    private static partial Regex Formula();

    [GeneratedRegex("\"(?:[^\"]|\"\")*\"")]
    private static partial Regex Quoted();
}
