using Deque.AxeCore.Playwright;

namespace KmCommons.BrowserTests;

[Collection("site")]
public sealed class EveryPage(RunningSite site)
{
    /// <summary>Every type of page, the ones for readers first.</summary>
    public static readonly string[] ForReaders =
    [
        "/", "/notes", "/aars", "/cases", "/circles", "/tambons", "/t/800119", "/t/800103", "/t/8001", "/b/bangchak", "/p/likhit-bangchak", "/n/1002", "/find", "/find?q=กองทุน", "/find?q=ข้อมุล&kind=note", "/find?q=ไม่มีคำนี้แน่นอน",
        "/tag/" + "คุณอำนวย", "/about", "/decisions", "/sign-in", "/sign-up", "/forgot", "/report/1002", "/offline", "/no-such-page",
    ];

    static readonly string[] ForMembers = ["/write", "/reflect", "/tell", "/me", "/me/drafts", "/me/held", "/me/rulings", "/audit", "/me/digests", "/me/searches", "/stories-wanted", "/invite", "/people", "/zones", "/words", "/blogs", "/blogs?place=800103", "/moderate", "/letters", "/b/bangchak/keep"];

    [Theory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Is_without_barriers_in_light_and_dark(int width, bool dark)
    {
        await using var phone = await Phone.Take(site, width, dark: dark);
        var found = new List<string>();
        foreach (var address in await Addresses(phone))
        {
            await phone.Open(address);
            foreach (var violation in (await phone.Page.RunAxe()).Violations)
                found.Add($"{address}: {violation.Id} {violation.Help} {violation.Nodes.First().Html}");
        }
        Assert.True(found.Count == 0, string.Join((char)10, found));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(320, true)]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Never_scrolls_sideways(int width, bool english = false)
    {
        await using var phone = await Phone.Take(site, width);
        var found = new List<string>();
        var addresses = await Addresses(phone);
        if (english) await phone.Open("/language?to=en");
        foreach (var address in addresses)
        {
            await phone.Open(address);
            var over = await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0)
                found.Add($"{address}: {over} px");
        }
        Assert.True(found.Count == 0, string.Join((char)10, found));
    }

    [Fact]
    public async Task Has_nothing_smaller_than_a_thumb_to_press()
    {
        await using var phone = await Phone.Take(site);
        var found = new List<string>();
        foreach (var address in await Addresses(phone))
        {
            await phone.Open(address);
            foreach (var small in await phone.Page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('button, .button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary, .thumb a, .order a, .chosen a')]
                  .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 0 && r.height > 0 && r.height < 43.5)
                  .map(([e, r]) => e.outerHTML.slice(0, 90) + ' ' + Math.round(r.height))
                """))
                found.Add($"{address}: {small}");
        }
        Assert.True(found.Count == 0, string.Join((char)10, found));
    }

    async Task<IEnumerable<string>> Addresses(Phone phone)
    {
        await phone.SignIn(site, "dulae-rabop");
        return [.. ForReaders, .. ForMembers, await phone.FirstOf("/aars"), await phone.FirstOf("/cases")];
    }
}
