using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>Runs each <see cref="Job"/> at its turns: once across all servers, since a turn is claimed in the ledger <c>foundation.job_run</c>
/// before it starts. A turn whose server died is claimed again after <see cref="Lease"/>; one that failed is tried again at the next look.</summary>
public sealed partial class JobRunner(IEnumerable<Job> jobs, NpgsqlDataSource source, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>How long a turn may take before another server takes it over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    static readonly string Server = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
            foreach (var job in jobs)
                await Look(job, stoppingToken);
        while (await tick.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
    }

    readonly Dictionary<string, DateTimeOffset> seen = [];

    /// <summary>Does the job's latest turn if nobody has; returns whether it did.</summary>
    public async Task<bool> Look(Job job, CancellationToken stop = default)
    {
        var slot = job.When.LatestTurn(clock.GetUtcNow());
        if (seen.TryGetValue(job.Name, out var last) && last == slot)
            return false;
        try
        {
            if (!await Claim(job, slot, stop))
            {
                if (await IsDone(job, slot, stop))
                    seen[job.Name] = slot;
                return false;
            }
            await using var scope = scopes.CreateAsyncScope();
            await job.Do(scope.ServiceProvider, slot, stop);
            await Close(job, slot, null, stop);
            seen[job.Name] = slot;
            return true;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            TurnFailed(job.Name, slot, fault);
            try { await Close(job, slot, fault.Message, stop); } catch (NpgsqlException) { /* the ledger is out of reach; the lease ends by itself */ }
            return false;
        }
        catch (OperationCanceledException) { return false; }
    }

    async Task<bool> Claim(Job job, DateTimeOffset slot, CancellationToken stop)
    {
        await using var claim = source.CreateCommand("""
            insert into foundation.job_run (job, slot, server, started_at) values ($1, $2, $3, $4)
            on conflict (job, slot) do update set server = $3, started_at = $4, finished_at = null, error = null
            where job_run.error is not null and job_run.started_at < $6 or job_run.finished_at is null and job_run.started_at < $5
            """);
        var now = clock.GetUtcNow();
        foreach (object value in new object[] { job.Name, slot, Server, now, now - Lease, now - TimeSpan.FromMinutes(1) })
            claim.Parameters.Add(new() { Value = value });
        return await claim.ExecuteNonQueryAsync(stop) == 1;
    }

    async Task<bool> IsDone(Job job, DateTimeOffset slot, CancellationToken stop)
    {
        await using var ask = source.CreateCommand("select 1 from foundation.job_run where job = $1 and slot = $2 and finished_at is not null and error is null");
        ask.Parameters.Add(new() { Value = job.Name });
        ask.Parameters.Add(new() { Value = slot });
        return await ask.ExecuteScalarAsync(stop) is not null;
    }

    async Task Close(Job job, DateTimeOffset slot, string? error, CancellationToken stop)
    {
        await using var close = source.CreateCommand("update foundation.job_run set finished_at = $3, error = $4 where job = $1 and slot = $2");
        foreach (object? value in new object?[] { job.Name, slot, clock.GetUtcNow(), error })
            close.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await close.ExecuteNonQueryAsync(stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Job} failed at its turn of {Slot}")]
    partial void TurnFailed(string job, DateTimeOffset slot, Exception fault);
}
