using System.Net;

namespace KmCommons.Tests.Host;

/// <summary>What somebody can do on a page that says that something did not go.</summary>
public sealed class ErrorPages(Village village) : IClassFixture<Village>
{
    [Theory]
    [InlineData("/no-such-page?q=1")]
    [InlineData("/n/999999")]
    public async Task The_other_language_leads_back_to_what_was_asked_for(string address)
    {
        var seen = await village.Guest().Open(address);
        Assert.Equal(HttpStatusCode.NotFound, seen.Status);
        Assert.EndsWith("back=" + Uri.EscapeDataString(address), seen.Document.QuerySelector("a[hreflang=en]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_session_ended_reads_what_they_typed_and_signs_in_beside_it()
    {
        using var form = new FormUrlEncodedContent([new("once", Guid.NewGuid().ToString("N")), new("Title", "น้ำแล้ง"), new("Body", "คลองแห้งตั้งแต่เดือนสี่ ลงแขกขุดกันวันเสาร์หน้า")]);
        var seen = await village.Guest().Send(HttpMethod.Post, "/write?handler=Publish", form);
        Assert.Equal(HttpStatusCode.Unauthorized, seen.Status);
        Assert.Equal(["น้ำแล้ง", "คลองแห้งตั้งแต่เดือนสี่ ลงแขกขุดกันวันเสาร์หน้า"], seen.Document.QuerySelectorAll("main textarea").Select(t => t.TextContent.Trim()));
        var link = seen.Document.QuerySelector("main a[href='/sign-in']")!;
        Assert.Equal(("_blank", "noopener"), (link.GetAttribute("target"), link.GetAttribute("rel")));
    }
}
