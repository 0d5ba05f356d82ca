namespace KmCommons.BrowserTests;

/// <summary>The log is for what somebody has to look at.</summary>
[Collection("site")]
public sealed class QuietLog(RunningSite site)
{
    [Fact]
    public async Task A_site_that_was_started_filled_and_read_has_nothing_to_warn_of()
    {
        using var http = new HttpClient { BaseAddress = new(site.Address) };
        foreach (var address in new[] { "/", "/notes", "/aars", "/cases", "/circles", "/tambons", "/t/800119", "/b/bangchak", "/p/likhit-bangchak", "/n/1001", "/notes/feed", "/find?q=คลอง", "/decisions", "/about", "/sign-in", "/health" })
            Assert.True((await http.GetAsync(address)).IsSuccessStatusCode, address);
        Assert.DoesNotContain(site.Said, line => line.StartsWith("warn:", StringComparison.Ordinal)
            || line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
    }
}
