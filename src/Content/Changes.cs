using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The rows of <c>content.change</c>, by which every server keeps its index true. The triggers of <c>Schema/001-content.sql</c> write them; module Search reads them.</summary>
public static class Changes
{
    /// <summary>Lets go of changes of a week ago. Forgotten is always a whole beginning: all transactions below a bound, with none of them still running and none younger than a week,
    /// so a transaction that ends late is never behind the bound. The bound is kept (<c>content.change_forgotten</c>): a server that had not read so far sees that, and fills its index anew.</summary>
    public static Task Forget(CommonsDb db, CancellationToken stop = default) => db.Database.ExecuteSqlRawAsync("""
        with young as (select xid from content.change where at >= now() - interval '7 days' order by xid limit 1),
             bound as (select least(pg_snapshot_xmin(pg_current_snapshot()), (select xid from young)) as xid),
             gone as (delete from content.change using bound where change.xid < bound.xid returning change.xid)
        update content.change_forgotten set xid = (select xid from gone order by xid desc limit 1) where exists (select 1 from gone)
        """, stop);
}
