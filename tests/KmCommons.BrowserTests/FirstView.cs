namespace KmCommons.BrowserTests;

[Collection("site")]
public sealed class FirstView(RunningSite site)
{
    const int MostBytes = 30 * 1024, MostRequests = 4;

    [Theory]
    [InlineData("/")]
    [InlineData("/n/1004")]
    [InlineData("the newest of /notes")]
    [InlineData("/t/800119")]
    [InlineData("/find?q=กองทุน")]
    [InlineData("/notes")]
    public async Task Is_at_most_30_KB_and_4_requests_without_photos(string address)
    {
        // Looked up with another phone: this one has seen nothing yet
        if (address.StartsWith("the newest of ", StringComparison.Ordinal))
        {
            await using var other = await Phone.Take(site);
            address = await other.FirstOf(address[14..]);
        }
        await using var phone = await Phone.Take(site);
        var cdp = await phone.Page.Context.NewCDPSessionAsync(phone.Page);
        await cdp.SendAsync("Network.enable");
        var types = new Dictionary<string, string>();
        var bytes = new Dictionary<string, double>();
        cdp.Event("Network.responseReceived").OnEvent += (_, e) => types[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("response").GetProperty("mimeType").GetString()! + " " + e.Value.GetProperty("response").GetProperty("url").GetString();
        cdp.Event("Network.loadingFinished").OnEvent += (_, e) => bytes[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("encodedDataLength").GetDouble();
        await phone.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var counted = bytes.Where(b => !types[b.Key].StartsWith("image/webp", StringComparison.Ordinal) && !types[b.Key].StartsWith("image/jpeg", StringComparison.Ordinal)).ToList();
        var told = string.Join('\n', counted.Select(b => $"{b.Value} {types[b.Key]}"));
        Assert.True(counted.Count <= MostRequests, told);
        Assert.True(counted.Sum(b => b.Value) <= MostBytes, $"{counted.Sum(b => b.Value)} bytes\n{told}");
    }
}
