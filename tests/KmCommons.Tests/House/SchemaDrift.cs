using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Tests.House;

/// <summary>What the code believes of its tables against what the SQL files make.</summary>
public sealed class SchemaDrift(Village village) : IClassFixture<Village>
{
    // Asked by SQL only, never through the model
    static readonly string[] SqlOnly = ["foundation.schema_step", "foundation.form_done", "foundation.job_run", "foundation.protection_key", "foundation.post_key", "foundation.inbox", "content.change", "content.change_forgotten", "content.guest_key", "search.asked", "search.filling"];

    /// <summary>A column; the type as PostgreSQL writes it, such as <c>bigint[]</c>.</summary>
    sealed record Column(string Table, string Name, string Type, bool IsNullable)
    {
        public string Place => $"{Table}.{Name}";
    }

    static List<Column> Believed(CommonsDb db) =>
    [
        .. from table in db.Model.GetRelationalModel().Tables
           from column in table.Columns
           select new Column($"{table.Schema ?? "public"}.{table.Name}", column.Name, column.StoreType, column.IsNullable),
    ];

    static async Task<List<Column>> Made(NpgsqlConnection db)
    {
        await using var ask = new NpgsqlCommand("""
            select n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema')
            """, db);
        await using var rows = await ask.ExecuteReaderAsync();
        var columns = new List<Column>();
        while (await rows.ReadAsync())
            columns.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetBoolean(3)));
        return columns;
    }

    static IEnumerable<string> Drift(IReadOnlyList<Column> believed, IReadOnlyList<Column> made, IReadOnlyList<string> sqlOnly)
    {
        var (mine, theirs) = (believed.ToLookup(c => c.Place), made.ToLookup(c => c.Place));
        foreach (var column in believed)
            if (theirs[column.Place].SingleOrDefault() is not { } real)
                yield return $"{column.Place}: the model has it, the database has not.";
            else if (real.Type != column.Type)
                yield return $"{column.Place}: {column.Type} in the model, {real.Type} in the database.";
            else if (real.IsNullable != column.IsNullable)
                yield return $"{column.Place}: {Nullness(column)} in the model, {Nullness(real)} in the database.";
        foreach (var column in made)
            if (!mine.Contains(column.Place) && !sqlOnly.Contains(column.Table) && !sqlOnly.Contains(column.Place))
                yield return $"{column.Place}: the database has it, the model has not. Map it, drop it, or name it in SchemaDrift.SqlOnly.";
        foreach (var name in sqlOnly)
            if (!made.Any(c => c.Table == name || c.Place == name) || believed.Any(c => c.Table == name || c.Place == name))
                yield return $"{name}: named in SchemaDrift.SqlOnly, but it is gone or mapped.";
    }

    static string Nullness(Column column) => column.IsNullable ? "may be null" : "never null";

    async Task<List<string>> Found(string change = "select 1", params string[] sqlOnly)
    {
        var believed = await village.Ask(db => Task.FromResult(Believed(db)));
        await using var connection = new NpgsqlConnection(village.Connection);
        await connection.OpenAsync();
        // Never committed: the village stays as it is
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(change, connection))
            await command.ExecuteNonQueryAsync();
        return [.. Drift(believed, await Made(connection), [.. SqlOnly, .. sqlOnly])];
    }

    [Fact]
    public async Task The_model_and_the_SQL_files_say_the_same() => Findings.None(await Found());

    [Theory]
    [InlineData("alter table content.item alter column title drop not null", "content.item.title: never null in the model, may be null in the database")]
    [InlineData("alter table people.role_held alter column place_code set not null", "people.role_held.place_code: may be null in the model, never null in the database")]
    [InlineData("alter table content.item alter column version type bigint", "content.item.version: integer in the model, bigint in the database")]
    [InlineData("alter table content.comment alter column reply_to type int[] using null", "content.comment.reply_to: bigint[] in the model, integer[] in the database")]
    [InlineData("alter table people.member rename column about to says", "people.member.about: the model has it, the database has not")]
    [InlineData("alter table people.member add column age int", "people.member.age: the database has it, the model has not")]
    [InlineData("create table content.loose (id int)", "content.loose.id: the database has it, the model has not")]
    [InlineData("drop table foundation.job_run", "foundation.job_run: named in SchemaDrift.SqlOnly, but it is gone")]
    public async Task A_drift_is_noticed(string change, string said) => Assert.Contains(await Found(change), found => found.StartsWith(said, StringComparison.Ordinal));

    [Fact]
    public async Task A_mapped_table_is_not_let_off() => Assert.Contains("content.item: named in SchemaDrift.SqlOnly, but it is gone or mapped.", await Found(sqlOnly: "content.item"));
}
