using System.Diagnostics;
using System.Globalization;
using KmCommons.Digests;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Benchmarks;

/// <summary>Kills servers (SIGKILL) that write an issue and hand it on, starts them again, and counts what came: <c>digest-bench --kills N [--letters N] [--seed N] [--data DIR]</c>.
/// 1 when a letter is missing, comes with other bytes, or comes more often than kills explain.</summary>
sealed class KillBench(BenchSite site, string connection, string folder, Random random, int letters)
{
    string Spool => Path.Combine(folder, "spool");

    /// <summary>Kills.</summary>
    public static async Task<int> Run(string[] args)
    {
        int Number(string name, int otherwise) => Arguments.Value(args, name) is { } typed ? int.Parse(typed, CultureInfo.InvariantCulture) : otherwise;
        var (kills, seed) = (Number("kills", 500), Number("seed", Environment.TickCount & 0xFFFF));
        var folder = Path.GetFullPath(Arguments.Value(args, "data") ?? Directory.CreateTempSubdirectory("digest-").FullName);
        await using var local = await LocalPostgres.Start(Path.Combine(folder, "postgres"));
        await using var site = BenchSite.At(local.ConnectionString, folder);
        await site.Plant();
        // One in twenty-five has nothing new
        await BenchPeople.Fill(site, Number("letters", 1000) * 26 / 25);
        var letters = (await DigestRun.Send(site.Things, BenchSite.Issue, dryRun: true)).Written;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        an issue of {letters} letters, {kills} kills, --seed {seed}, {Environment.ProcessorCount} cores"));
        var bench = new KillBench(site, local.ConnectionString, folder, new Random(seed), letters);
        var (done, holds) = (0, true);
        foreach (var (way, i) in KillWay.All.Select((w, i) => (w, i)))
        {
            var share = i == KillWay.All.Length - 1 ? kills - done : kills * way.Share / 100;
            (done, holds) = (done + share, await bench.Try(way, share) && holds);
        }
        return holds ? 0 : 1;
    }

    async Task<bool> Try(KillWay way, int kills)
    {
        var (tally, watch) = (new KillTally(), Stopwatch.StartNew());
        await using var sink = new SmtpSink { Drops = nth => way.DropsEach > 0 && nth % way.DropsEach == 0 };
        while (tally.Kills < kills)
        {
            await Begin(sink);
            var before = tally.Kills;
            await new KillRun(site, () => KillChild.Start(connection, folder, way.OverSmtp ? sink.Port : null), tally, random, letters, kills).Go(way.Servers);
            (tally.Runs, tally.Wanted) = (tally.Runs + 1, tally.Wanted + letters);
            await (way.OverSmtp ? LookAt(sink, tally, tally.Kills - before) : LookAtSpool(tally));
        }
        Console.WriteLine(tally.Says(way.Name) + string.Create(CultureInfo.InvariantCulture, $"; {watch.Elapsed.TotalSeconds:0} s"));
        return tally.Holds;
    }

    async Task Begin(SmtpSink sink)
    {
        await site.Tell($"truncate foundation.letter, digests.sent");
        await site.Tell($"update digests.subscription set looked_until = null");
        if (Directory.Exists(Spool))
            Directory.Delete(Spool, recursive: true);
        sink.Forget();
    }

    async Task LookAtSpool(KillTally tally)
    {
        var files = Directory.GetFiles(Path.Combine(Spool, "new")).Select(f => Path.GetFileName(f)).ToHashSet();
        tally.Halves += Directory.GetFiles(Path.Combine(Spool, "tmp")).Length;
        foreach (var letter in await Composed())
            if (!files.Remove(letter.FileName))
                tally.Missing++;
            else if (!(await File.ReadAllBytesAsync(Path.Combine(Spool, "new", letter.FileName))).AsSpan().SequenceEqual(letter.Bytes))
                tally.Wrong++;
        (tally.Repeated, tally.Wrong) = (tally.Repeated + files.Count, tally.Wrong + files.Count);
    }

    async Task LookAt(SmtpSink sink, KillTally tally, int kills)
    {
        var ids = (await Composed()).ConvertAll(l => l.MessageId);
        tally.Missing += ids.Count(id => !sink.Letters.ContainsKey(id));
        tally.Wrong += sink.Letters.Values.Count(c => c.Differs) + sink.Letters.Keys.Except(ids).Count();
        var repeated = sink.Taken - sink.Letters.Count;
        tally.Repeated += repeated;
        tally.TooMany += repeated > kills + sink.Dropped ? 1 : 0;
        tally.Dropped += sink.Dropped;
    }

    // Each reader's one letter, and as many as there ought to be
    async Task<List<OutboxLetter>> Composed()
    {
        var all = await site.Ask(db => db.Set<OutboxLetter>().AsNoTracking().ToListAsync());
        return all.Count == letters && all.DistinctBy(l => l.Recipient).Count() == letters ? all : throw new IOException($"{all.Count} letters were composed instead of {letters}");
    }
}
