using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>Lets go of what letters have no more use for.</summary>
public static class DigestForgetting
{
    /// <summary>So long it is remembered what a reader has read; no letter looks back as far.</summary>
    public static readonly TimeSpan Reads = TimeSpan.FromDays(60);

    /// <summary>So long it is kept what a letter told, and a sheet for the wall. That a letter was sent, and what it told by numbers, stays: nothing goes twice.</summary>
    public static readonly TimeSpan Letters = TimeSpan.FromDays(365);

    /// <summary>Does it.</summary>
    public static async Task Run(CommonsDb db, DateTimeOffset now, CancellationToken stop)
    {
        var (read, told) = (now - Reads, now - Letters);
        await db.Set<ReadItem>().Where(r => r.At < read).ExecuteDeleteAsync(stop);
        await db.Set<Board>().Where(b => b.MadeAt < told).ExecuteDeleteAsync(stop);
        await db.DigestsSent.Where(s => s.At < told && s.Written != null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Written, (string?)null), stop);
    }
}
