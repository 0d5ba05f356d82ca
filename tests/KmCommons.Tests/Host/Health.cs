using System.Net;

namespace KmCommons.Tests.Host;

public sealed class Health(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Says_that_it_is_well_while_the_database_answers()
    {
        var seen = await village.Guest().Open("/health");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Contains("\"ok\"", await seen.Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_said_in_Thai()
    {
        var seen = await village.Guest().Open("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, seen.Status);
        Assert.Contains("ไม่มีหน้านี้", seen.Text, StringComparison.Ordinal);
    }
}
