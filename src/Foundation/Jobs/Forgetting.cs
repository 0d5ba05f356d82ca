using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>Lets go of what has served its time: keys of forms sent three months ago, turns of jobs that went well a week ago, what letters said two months after they went (that they went stays: none goes twice), who wrote what came in three months ago (that it came stays: nothing is taken twice), and addresses that letters came back from long ago. The seed's marks stay.</summary>
public static class Forgetting
{
    /// <summary>Does it.</summary>
    public static async Task Run(CommonsDb db, CancellationToken stop)
    {
        await db.Database.ExecuteSqlRawAsync("delete from foundation.form_done where done_at < now() - interval '90 days' and key not like 'seed/%'", stop);
        // The last letter to somebody who withdrew their name is the last place that knows their address
        await db.Database.ExecuteSqlRawAsync("delete from foundation.letter where kind = 'farewell' and (sent_at is not null or failed_at is not null)", stop);
        await db.Database.ExecuteSqlRawAsync("update foundation.letter set bytes = '' where sent_at < now() - interval '60 days' and bytes <> ''", stop);
        await db.Database.ExecuteSqlRawAsync("update foundation.came_in set sender = null, detail = '' where at < now() - interval '90 days' and (sender is not null or detail <> '')", stop);
        await db.Database.ExecuteSqlRawAsync("delete from foundation.reach where last_at < now() - interval '90 days'", stop);
        await db.Database.ExecuteSqlRawAsync("delete from foundation.job_run where finished_at < now() - interval '7 days' and error is null", stop);
    }
}
