using System.Globalization;
using Npgsql;

namespace KmCommons.Tests.Learning.Voices;

/// <summary>Every row of every table as text, in the order in which they lie: what a backup or somebody with the whole database has.</summary>
public sealed record Dump(IReadOnlyList<Dump.Row> Rows, IReadOnlyList<string> Moments)
{
    /// <summary>A row.</summary>
    /// <param name="Table">Schema and table.</param>
    /// <param name="Transaction">Which transaction wrote it (xmin).</param>
    /// <param name="Values">Its columns as text.</param>
    public sealed record Row(string Table, string Transaction, IReadOnlyDictionary<string, string?> Values)
    {
        /// <summary>All of it.</summary>
        public string Text { get; } = string.Join('\n', Values.Values);
    }

    /// <summary>Dumps a database. <see cref="Moments"/> are the columns that hold a time of day.</summary>
    public static async Task<Dump> Of(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var (rows, moments, columns) = (new List<Row>(), new List<string>(), new List<(string Table, string Column)>());
        await using (var ask = source.CreateCommand("select table_schema || '.' || table_name, column_name, data_type from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') order by 1, ordinal_position"))
        await using (var read = await ask.ExecuteReaderAsync())
            while (await read.ReadAsync())
            {
                columns.Add((read.GetString(0), read.GetString(1)));
                if (read.GetString(2).Contains("time", StringComparison.Ordinal))
                    moments.Add($"{read.GetString(0)}.{read.GetString(1)}");
            }
        foreach (var table in columns.GroupBy(c => c.Table, c => c.Column))
        {
            await using var ask = source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"select xmin::text, {string.Join(", ", table.Select(c => $"\"{c}\"::text"))} from {table.Key}"));
            await using var read = await ask.ExecuteReaderAsync();
            while (await read.ReadAsync())
                rows.Add(new(table.Key, read.GetString(0), table.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => read.IsDBNull(c.i + 1) ? null : read.GetString(c.i + 1))));
        }
        return new(rows, moments);
    }
}
