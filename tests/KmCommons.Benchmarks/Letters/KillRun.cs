using KmCommons.Digests;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Benchmarks;

/// <summary>One issue that is written and handed on by servers that are killed at random and started again, until every letter is gone.</summary>
/// <param name="site">The site, for looking.</param>
/// <param name="start">Starts a server.</param>
/// <param name="tally">Where kills are noted down.</param>
/// <param name="random">When they are killed.</param>
/// <param name="letters">How many letters the issue has.</param>
/// <param name="most">How many kills the tally may come to.</param>
sealed class KillRun(BenchSite site, Func<KillChild> start, KillTally tally, Random random, int letters, int most)
{
    /// <summary>So long at most a server composes before it is killed, and hands on.</summary>
    static readonly TimeSpan Composes = TimeSpan.FromMilliseconds(1500), HandsOn = TimeSpan.FromMilliseconds(2000);
    int reserved = tally.Kills;

    /// <summary>Lets servers live and die beside each other until all is done.</summary>
    public Task Go(int servers) => Task.WhenAll(Enumerable.Range(0, servers).Select(_ => new Random(random.Next())).ToList().Select(own => Task.Run(() => Lives(own))));

    async Task Lives(Random own)
    {
        var next = start();
        try
        {
            while (await Waiting())
            {
                using var child = next;
                await child.Go();
                next = start();
                await Live(child, own);
            }
        }
        finally
        {
            next.Dispose();
        }
    }

    // A letter whose answer was lost is tried again after a minute: let it be over
    async Task<bool> Waiting()
    {
        await site.Tell($"update foundation.letter set next_try_at = composed_at where sent_at is null and tries > 0");
        return await site.Ask(async db => await db.Set<OutboxLetter>().CountAsync(l => l.SentAt != null) < letters);
    }

    async Task Live(KillChild child, Random own)
    {
        var composed = await site.Ask(async db => await db.DigestsSent.CountAsync() == letters);
        var (chance, part, dies) = (own.Next(100), own.NextDouble(), Interlocked.Increment(ref reserved) <= most);
        if (!dies)
        {
            await child.Done;
            return;
        }
        if (!composed && chance < 97 && !await Ends(child.Composed, Composes * part))
            await Kill(child, KillPhase.Composing);
        else if (chance % 6 == 0)
        {
            await child.Composed;
            await Kill(child, KillPhase.Between);
        }
        else
        {
            await child.Composed;
            if (!await Ends(child.Done, HandsOn * part))
                await Kill(child, KillPhase.HandingOn);
            else
                Interlocked.Decrement(ref reserved);
        }
    }

    async Task Kill(KillChild child, KillPhase phase)
    {
        await child.Kill();
        tally.Killed(phase);
    }

    static async Task<bool> Ends(Task what, TimeSpan within)
    {
        try
        {
            await what.WaitAsync(within);
            return true;
        }
        catch (TimeoutException) { return false; }
    }
}
