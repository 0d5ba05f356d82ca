using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Places;
using KmCommons.Search.Asked;
using KmCommons.Search.Index;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Search;

/// <summary>The index of this server: filled from the database at the start (and again after a week away), then kept true to it. The <see cref="Bell"/> wakes it when anything changed; <see cref="ChangeFeed"/> says what.</summary>
public sealed partial class Catalogue(NpgsqlDataSource source, IServiceScopeFactory scopes, Gazetteer gazetteer, Bell bell, IndexFile file, Reindex reindex, IConfiguration configuration, TimeProvider clock, ILogger<Catalogue> log) : BackgroundService
{
    // A ring can be lost with the line it comes by, so it is asked without one too
    static readonly TimeSpan AskAnyway = TimeSpan.FromSeconds(1), AfterFault = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan KeepEvery = TimeSpan.FromHours(6);
    const int AtOnce = 500;

    readonly string server = Filling.NewServer();
    CommonsIndex index = new();
    readonly ChangeFeed feed = new(source);
    readonly TaskCompletionSource filled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    bool stale = true, anew;
    Reindex.Asked done; // what was asked and is done
    IndexView? kept;
    DateTimeOffset keptAt;
    Task keeping = Task.CompletedTask;
    long heard = -1;
    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The index at this moment.</summary>
    public IndexView View => Volatile.Read(ref index).View;

    /// <summary>Ends when the index holds everything for the first time; until then a search finds nothing.</summary>
    public Task Filled => filled.Task;

    /// <summary>Completes when the index changes next, or has heard that nothing for it changed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>What the last check of this server found, and mended; nothing before the first.</summary>
    public Stocktake? Checked { get; private set; }

    /// <summary>Whether the index holds all that the bell has rung for before this was asked; waits for that as long as is said, but not for the index to be filled.
    /// For a page that may be kept: made a moment after the ring with the index of before it, it would be kept until the next one.</summary>
    public async ValueTask<bool> IsAbreast(TimeSpan patience, CancellationToken stop)
    {
        var rings = bell.Rings;
        if (Interlocked.Read(ref heard) >= rings) return true;
        if (!filled.Task.IsCompleted) return false;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patience);
        try
        {
            for (var next = Next; Interlocked.Read(ref heard) < rings; next = Next) await next.WaitAsync(enough.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return false; }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var (ring, rings, wait) = (bell.Next, bell.Rings, AskAnyway);
            try
            {
                var asked = await reindex.WhatIsAsked(server, stoppingToken);
                if (stale || asked.Fill != done.Fill) await Fill(asked, stoppingToken);
                await CatchUp(stoppingToken);
                if (!stale && asked.Check != done.Check) await Check(asked, stoppingToken);
                if (!stale && Interlocked.Exchange(ref heard, rings) != rings) Changed();
                if (clock.GetUtcNow() - keptAt > KeepEvery) Keep();
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the next try begins where this one did; a search goes on with what it has
                Behind(fault);
                (ring, wait) = (Task.Delay(AfterFault, stoppingToken), AfterFault);
            }
            await Task.WhenAny(ring, Task.Delay(wait, stoppingToken));
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try { await reindex.Leave(server, cancellationToken); }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or TimeoutException or OperationCanceledException) { /* half a minute of silence says the same */ }
        if (stale) return;
        await keeping;
        Keep();
        await keeping;
    }

    async Task Fill(Reindex.Asked asked, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        var words = await SiteWords.Read(db, configuration, stop);
        var fresh = New(words);
        await using var filling = await Filling.Begin(reindex, server, asked.Fill, await db.Items.Listed().CountAsync(stop), stop);
        if (!anew && file.Open(fresh) is { } before && before.Asked == asked.Fill && await feed.GoOn(before.Here, stop))
        {
            (kept, keptAt) = (fresh.View, clock.GetUtcNow());
            Opened(fresh.View.Count, fresh.View.Bytes / 1_000_000);
        }
        else
        {
            fresh = New(words);
            await feed.Start(stop);
            fresh.Fill(filling.Counted(Published.Read(db.Items, gazetteer)), stop);
            Full(fresh.View.Count, fresh.View.Bytes / 1_000_000);
        }
        Volatile.Write(ref index, fresh);
        done = asked;
        Keep();
        await filling.Finish(fresh.View.Count, stop);
        (stale, anew) = (false, true);
        await CatchUp(stop);
        if (stale) return;
        filled.TrySetResult();
        Changed();
    }

    CommonsIndex New(SiteWords words) => new(words.List) { Lexicon = Lexicon.Shipped.And(words.Lines, gazetteer.All.Values.Select(place => $"{place.NameThai} = {place.NameEnglish}")) };

    async Task CatchUp(CancellationToken stop)
    {
        var reading = await feed.Read(stop);
        if (reading.Missed)
        {
            Away();
            stale = true;
            return;
        }
        await Take(reading.Rows.Select(row => row.Number).Distinct());
        feed.Took(reading);
        if (reading.Rows.Count > 0) Changed();
    }

    // What the database says of these numbers now
    async Task Take(IEnumerable<long> all)
    {
        foreach (var numbers in all.Chunk(AtOnce))
        {
            await using var scope = scopes.CreateAsyncScope();
            var texts = Published.Read(scope.ServiceProvider.GetRequiredService<CommonsDb>().Items.Where(item => numbers.Contains(item.Number)), gazetteer).ToList();
            index.Apply(texts, [.. numbers.Except(texts.Select(text => text.Number))]);
        }
    }

    async Task Check(Reindex.Asked asked, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var items = scope.ServiceProvider.GetRequiredService<CommonsDb>().Items;
        var take = Stocktake.Of(index.View, Published.Read(items, gazetteer));
        // what changed while it was counted comes by the feed, and is no fault
        await CatchUp(stop);
        if (take.Wrong.Count > 0)
        {
            var wrong = take.Wrong.ToArray();
            take = take.Narrowed(Stocktake.Of(index.View, Published.Read(items.Where(item => wrong.Contains(item.Number)), gazetteer), wrong));
            await Take(take.Wrong);
        }
        (Checked, done) = (take, done with { Check = asked.Check });
        Counted(take.Wrong.Count == 0 ? LogLevel.Information : LogLevel.Warning, take.Texts, take.Missing, take.Extra, take.Stale, take.Audience);
        Changed();
    }

    // The view does not change and the feed is read by this thread alone, so the two belong together
    void Keep()
    {
        if (index.View == kept || !keeping.IsCompleted) return;
        (kept, keptAt) = (index.View, clock.GetUtcNow());
        var (view, here) = (index.View, new IndexFile.Before(feed.Here, done.Fill));
        keeping = Task.Run(() => file.Keep(view, here));
    }

    void Changed() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    [LoggerMessage(Level = LogLevel.Information, Message = "The index holds {Texts} texts in {Megabytes} MB")]
    partial void Full(int texts, long megabytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index was read from the disk: {Texts} texts in {Megabytes} MB")]
    partial void Opened(int texts, long megabytes);

    [LoggerMessage(Message = "The index was compared with the database: {Texts} texts, {Missing} missing, {Extra} too many, {Stale} of other words, {Audience} for others; mended")]
    partial void Counted(LogLevel level, int texts, int missing, int extra, int stale, int audience);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This server was away for longer than changes are kept: the index is filled anew")]
    partial void Away();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index could not catch up with the database and tries again")]
    partial void Behind(Exception fault);
}
