using Npgsql;

namespace KmCommons.Search;

/// <summary>
/// Reads <c>content.change</c> so that nothing is missed and nothing waits. Rows get their number when they are written, but are seen when their transaction ends, and those are two orders:
/// a slow transaction shows a low number late. So each reading asks again for all rows of transactions that were running at the reading before
/// (their xid is not below the oldest then running, <c>pg_snapshot_xmin</c>), and leaves out the ones it has had. Not for two threads.
/// Rows of a week ago are forgotten (<c>Changes.Forget</c>); who comes so late is told that rows may be <see cref="Reading.Missed"/>.
/// </summary>
sealed class ChangeFeed(NpgsqlDataSource source)
{
    // One statement, so one snapshot: what it does not show, belongs to a transaction at or above the oldest it names
    const string Sql = """
        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, change.seq, change.xid::text::bigint, change.number, forgotten.xid::text::bigint
        from content.change_forgotten as forgotten left join content.change on change.xid >= $1::text::xid8
        """;

    Dictionary<long, long> _had = []; // seq to xid
    long _oldest;
    Row? _last;

    /// <summary>A row of the feed.</summary>
    public sealed record Row(long Seq, long Xid, long Number);

    /// <summary>How far a reader is, to go on from there after a restart: the oldest transaction that was running, the rows of it and later ones that were had (seq to xid), and the last row there was.</summary>
    public sealed record Position(long Oldest, IReadOnlyDictionary<long, long> Had, Row? Last);

    /// <summary>What was read: the oldest transaction that was running, the rows not had before, and whether there may have been others that are forgotten.</summary>
    public sealed record Reading(long Oldest, IReadOnlyList<Row> Rows, bool Missed);

    /// <summary>Where this reader is.</summary>
    public Position Here => new(_oldest, new Dictionary<long, long>(_had), _last);

    /// <summary>Begins here: whatever is seen in the database after this is either in it now or comes in a later reading.</summary>
    public async Task Start(CancellationToken stop)
    {
        _had.Clear();
        await using var ask = source.CreateCommand("""
            select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, change.seq, change.xid::text::bigint, change.number
            from (select) as one left join (select * from content.change order by seq desc limit 1) as change on true
            """);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        (_oldest, _last) = (rows.GetInt64(0), rows.IsDBNull(1) ? null : new(rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)));
    }

    /// <summary>Goes on from where another reader was. False when this is not the database it read, or one that was taken back to an earlier day: its last row is not here nor forgotten, or transactions have lower numbers than then.</summary>
    public async Task<bool> GoOn(Position from, CancellationToken stop)
    {
        if (from.Last is not { } last) return false;
        await using var ask = source.CreateCommand("""
            select now.xmin >= $1 and forgotten.xid::text::bigint < now.xmin
                and (forgotten.xid::text::bigint >= $3 or exists (select from content.change where seq = $2 and xid::text::bigint = $3 and number = $4))
            from content.change_forgotten as forgotten, (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin) as now
            """);
        foreach (var value in new[] { from.Oldest, last.Seq, last.Xid, last.Number }) ask.Parameters.Add(new() { Value = value });
        if (await ask.ExecuteScalarAsync(stop) is not true) return false;
        (_oldest, _had, _last) = (from.Oldest, new(from.Had), last);
        return true;
    }

    /// <summary>What changed since the last reading that was <see cref="Took"/>.</summary>
    public async Task<Reading> Read(CancellationToken stop)
    {
        await using var ask = source.CreateCommand(Sql);
        ask.Parameters.Add(new() { Value = _oldest.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await using var rows = await ask.ExecuteReaderAsync(stop);
        var (oldest, forgotten, fresh) = (_oldest, 0L, new List<Row>());
        while (await rows.ReadAsync(stop))
        {
            (oldest, forgotten) = (rows.GetInt64(0), rows.GetInt64(4));
            if (!rows.IsDBNull(1) && !_had.ContainsKey(rows.GetInt64(1))) fresh.Add(new(rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3)));
        }
        // A bound that is not below what runs now is another cluster's, from before a restore
        return new(oldest, fresh, Missed: forgotten >= _oldest && forgotten < oldest);
    }

    /// <summary>The changes of a reading are in the index now; without this they come again.</summary>
    public void Took(Reading reading)
    {
        foreach (var (seq, xid, _) in reading.Rows) _had[seq] = xid;
        if (reading.Rows.MaxBy(row => row.Seq) is { } row && row.Seq > (_last?.Seq ?? 0)) _last = row;
        _oldest = reading.Oldest;
        foreach (var past in _had.Where(row => row.Value < _oldest).Select(row => row.Key).ToList()) _had.Remove(past);
    }
}
