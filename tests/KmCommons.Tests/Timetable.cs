using KmCommons.Foundation;
using KmCommons.Host;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests;

/// <summary>The site's timetable goes on while tests run: what would come between is told that it was done already.</summary>
static class Timetable
{
    static readonly Job[] Jobs = Read();

    static Job[] Read()
    {
        var things = new ServiceCollection();
        Schedule.Register(things);
        return [.. things.Where(thing => thing.ServiceType == typeof(Job)).Select(thing => (Job)thing.ImplementationInstance!)];
    }

    /// <summary>A new village missed nothing while it slept, and no nightly turn comes within its first hour. What comes every few seconds or minutes does.</summary>
    public static Task Begin(string connection)
    {
        var now = DateTimeOffset.UtcNow;
        return Done(connection, Jobs.SelectMany(job => new[] { (job.Name, job.When.LatestTurn(now)), (job.Name, job.When.LatestTurn(now.AddHours(1))) }));
    }

    /// <summary>These jobs' turns of now and of the next hour are done: the test takes them when it wants.</summary>
    public static Task Hush(this Village village, params string[] jobs)
    {
        var now = DateTimeOffset.UtcNow;
        return Done(village.Connection, jobs.Select(name => Jobs.Single(job => job.Name == name)).SelectMany(job => Enumerable.Range(0, 720).Select(n => (job.Name, job.When.LatestTurn(now.AddSeconds(5 * n)))).Distinct()));
    }

    static async Task Done(string connection, IEnumerable<(string Job, DateTimeOffset Turn)> turns)
    {
        var all = turns.Distinct().ToArray();
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("insert into foundation.job_run (job, slot, server, started_at, finished_at) select job, slot, 'nobody', now(), now() from unnest($1, $2) as t (job, slot) on conflict do nothing");
        command.Parameters.Add(new() { Value = all.Select(one => one.Job).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(one => one.Turn).ToArray() });
        await command.ExecuteNonQueryAsync();
    }
}
