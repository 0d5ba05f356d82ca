using System.Diagnostics;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Transfer;

/// <summary>Brings in what was sent, a while at each turn of the timetable; the next turn goes on, on whichever server has the file. What nobody wants any more is let go of.</summary>
public static partial class ImportTurn
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20), Kept = TimeSpan.FromDays(14);
    const int MostSaid = 100, LockKey = 0x4b4d4932; // "KMI2"

    /// <summary>Does it.</summary>
    public static async Task Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, data, clock) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<DataFolder>(), things.GetRequiredService<TimeProvider>());
        foreach (var run in await db.ImportRuns.Include(r => r.Blog).Where(r => r.State == ImportState.Running).OrderBy(r => r.Id).Take(20).ToListAsync(stop))
            if (File.Exists(run.PathIn(data)))
                await Alone(db, run.Id, () => One(things, db, run, data, clock, stop), stop);
    }

    /// <summary>Takes away the files of imports that nobody touched for a fortnight.</summary>
    public static async Task Forget(CommonsDb db, DataFolder data, TimeProvider clock, CancellationToken stop)
    {
        var fresh = (await db.ImportRuns.Where(r => r.ChangedAt > clock.GetUtcNow() - Kept).Select(r => r.Id).ToListAsync(stop)).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(data.Sub("imports")).ToList())
            if (File.GetLastWriteTimeUtc(file) < clock.GetUtcNow().UtcDateTime.AddDays(-1) && !(long.TryParse(Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture, out var id) && fresh.Contains(id)))
                File.Delete(file);
    }

    // A turn may last into the next one, which another server takes: the same import is brought in by one of them
    static async Task Alone(CommonsDb db, long id, Func<Task> deed, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_lock({LockKey}, {(int)id}) as \"Value\"").SingleAsync(stop))
                return;
            try { await deed(); }
            finally { await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({LockKey}, {(int)id})", CancellationToken.None); }
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }

    static async Task One(IServiceProvider things, CommonsDb db, ImportRun run, DataFolder data, TimeProvider clock, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (making, shown, said) = (new Stopwatch(), Stopwatch.StartNew(), new List<string>());
        (run.Done, run.Asked, run.Refused) = (0, 0, 0);
        try
        {
            using var bundle = run.Open(data)!;
            await things.GetRequiredService<Import>().Run(bundle, run.Format, await run.Order(db, ThaiDate.Day(clock.GetUtcNow()), stop), async outcome =>
            {
                run.Done++;
                if (outcome.Fate == Fate.New) { run.Made++; making.Start(); }
                if (outcome.Fate == Fate.Asked) run.Asked++;
                if (outcome.Fate == Fate.Refused) run.Refused++;
                if (outcome is { Fate: Fate.Refused, Why: { } why } && said.Count < MostSaid) said.Add($"{outcome.Sheet.File}\t{why.Thai}");
                if (shown.Elapsed < TimeSpan.FromSeconds(1))
                    return;
                shown.Restart();
                if (!await Note(db, run, said, clock, stop) || making.Elapsed > Longest)
                    await end.CancelAsync();
            }, end.Token);
            run.State = ImportState.Done;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { /* its turn is over, or its owner stopped it */ }
        catch (Refused refused)
        {
            said.Add("\t" + refused.Message);
            run.State = ImportState.Stopped;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            Broke(things.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ImportTurn)), run.Id, fault);
            said.Add("\t" + "ไฟล์นี้ไม่ใช่ zip หรือเสีย ลองทำใหม่แล้วส่งอีกครั้ง");
            run.State = ImportState.Stopped;
        }
        await Note(db, run, said, clock, stop);
    }

    // By itself and not through the tracker: its owner may press stop at this moment, and that stands. False when they did
    static async Task<bool> Note(CommonsDb db, ImportRun run, List<string> said, TimeProvider clock, CancellationToken stop)
    {
        var (state, words, now) = (run.State, string.Join('\n', said), clock.GetUtcNow());
        return await db.ImportRuns.Where(r => r.Id == run.Id && r.State == ImportState.Running).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state).SetProperty(r => r.Total, run.Total).SetProperty(r => r.Done, run.Done)
            .SetProperty(r => r.Made, run.Made).SetProperty(r => r.Asked, run.Asked).SetProperty(r => r.Refused, run.Refused).SetProperty(r => r.Said, words).SetProperty(r => r.ChangedAt, now), stop) == 1;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The import {Id} cannot be read")]
    static partial void Broke(ILogger log, long id, Exception fault);
}
