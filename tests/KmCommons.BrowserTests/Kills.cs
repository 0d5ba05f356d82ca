using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace KmCommons.BrowserTests;

/// <summary>Power cuts while people write. KILLS=20 says how many times the program and PostgreSQL are killed.</summary>
public sealed partial class Kills
{
    const int Writers = 8;
    static readonly int Rounds = Cuts.Number("KILLS", 3);

    [Fact]
    public async Task Every_acknowledged_note_is_there_and_none_twice_after_kills_of_the_program_and_of_PostgreSQL()
    {
        await using var site = new SiteProcess();
        await site.Start();
        var account = site.Accounts.First(a => a.Key == "likhit-bangchak");
        using var stop = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<string>();
        var writers = Enumerable.Range(0, Writers).Select(w => Write(site.Address, account, w, acknowledged, stop.Token)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            await SomeMoreAreTaken();
            await site.KillProgram();
            await site.Start();
            await SomeMoreAreTaken();
            site.KillPostgres();
        }
        await SomeMoreAreTaken();
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var there = await TitlesIn(site.Address, "ไฟดับ");
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        Assert.Empty(acknowledged.Except(there));
        Assert.Empty(there.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    readonly SemaphoreSlim taken = new(0);

    async Task SomeMoreAreTaken()
    {
        for (var i = 0; i < Writers; i++)
            Assert.True(await taken.WaitAsync(TimeSpan.FromMinutes(2)), "For two minutes no note was taken");
    }

    // A person who sends the same form again until it is taken, as one does after «ส่งอีกครั้ง»
    async Task Write(string address, KeyValuePair<string, string> account, int writer, ConcurrentQueue<string> acknowledged, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await UntilTaken(http, "/sign-in", new() { ["Name"] = account.Key, ["Password"] = account.Value }, CancellationToken.None);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var title = $"ไฟดับ คนที่ {writer} ใบที่ {i}";
            var form = new Dictionary<string, string> { ["once"] = Guid.NewGuid().ToString("N"), ["Title"] = title, ["Body"] = "เขียนระหว่างไฟดับ", ["Blog"] = "bangchak", ["Tags"] = "ไฟดับ" };
            if (!await UntilTaken(http, "/write?handler=Publish", form, stop))
                return;
            acknowledged.Enqueue(title);
            taken.Release();
        }
    }

    static async Task<bool> UntilTaken(HttpClient http, string address, Dictionary<string, string> form, CancellationToken stop)
    {
        using var breath = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.PostAsync(address, new FormUrlEncodedContent(form), CancellationToken.None);
                if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
                    return true;
                Assert.True((int)answer.StatusCode >= 500, $"{address} {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException) { /* the line broke: the same form is sent again */ }
            await breath.WaitForNextTickAsync(CancellationToken.None);
        }
        return false;
    }

    internal static async Task<List<string>> TitlesIn(string address, string tag)
    {
        using var http = new HttpClient { BaseAddress = new(address) };
        var titles = new List<string>();
        for (var page = 1; ; page++)
        {
            var html = WebUtility.HtmlDecode(await http.GetStringAsync($"/tag/{Uri.EscapeDataString(tag)}?page={page}"));
            var found = Title().Matches(html).Select(m => Tags().Replace(m.Value, "").Trim()).Select(t => string.Join(' ', t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
            titles.AddRange(found);
            if (!html.Contains("rel=\"next\"", StringComparison.Ordinal))
                return titles;
        }
    }

    [GeneratedRegex("<h3><a.*?</a></h3>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
