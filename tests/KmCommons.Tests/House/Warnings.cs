using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>What EF Core would warn of in the log is an error in the tests (see <see cref="Village"/>): whatever a test walks through is clean of it.</summary>
public sealed class Warnings(LivedIn home) : IClassFixture<LivedIn>
{
    // The runner of the jobs only logs what one throws; here it is heard
    [Fact]
    public async Task Every_job_of_the_timetable_asks_the_database_without_a_warning()
    {
        var jobs = home.Village.Services.GetServices<Job>().ToList();
        Assert.True(jobs.Count >= 6);
        foreach (var job in jobs)
        {
            await using var scope = home.Village.Services.CreateAsyncScope();
            await job.Do(scope.ServiceProvider, job.When.LatestTurn(DateTimeOffset.UtcNow), CancellationToken.None);
        }
    }

    // Same origin stands in for tokens; one would mark the page «no-store», set a cookie, and warn when the two do not agree
    [Fact]
    public async Task No_form_carries_a_token_that_nobody_asks_for()
    {
        var boss = await home.Administrator("phu-du-lae-quiet");
        var (forms, tokens) = (0, new List<string>());
        foreach (var (_, address) in home.Addresses)
        {
            var seen = await boss.Open(address);
            forms += seen.Document.QuerySelectorAll("form[method=post]").Length;
            if (seen.Document.QuerySelector("[name=__RequestVerificationToken]") is not null)
                tokens.Add(address);
        }
        Assert.True(forms > 50);
        Findings.None(tokens);
    }

    public static TheoryData<string, Func<CommonsDb, Task>> Chances => new()
    {
        { "RowLimitingOperationWithoutOrderBy", db => db.Items.Where(i => i.Number > 0).Take(3).ToListAsync() },
        { "MultipleCollectionInclude", db => db.Items.Include(i => i.Tags).Include(i => i.Comments).ToListAsync() },
    };

    [Theory]
    [MemberData(nameof(Chances))]
    public async Task A_query_that_is_left_to_chance_or_multiplies_rows_fails_here(string warning, Func<CommonsDb, Task> ask) =>
        Assert.Contains(warning, (await Assert.ThrowsAsync<InvalidOperationException>(() => home.Village.Do(ask))).Message, StringComparison.Ordinal);
}
