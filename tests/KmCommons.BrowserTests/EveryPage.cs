namespace KmCommons.BrowserTests;

[Collection("site")]
public sealed class EveryPage(RunningSite site)
{
    /// <summary>Every type of page, the ones for readers first.</summary>
    public static readonly string[] ForReaders =
    [
        "/", "/notes", "/aars", "/cases", "/circles", "/tambons", "/t/800119", "/t/800103", "/t/8001", "/b/bangchak", "/p/likhit-bangchak", "/n/1002", "/find", "/find?q=กองทุน", "/find?q=ข้อมุล&kind=note", "/find?q=ไม่มีคำนี้แน่นอน",
        "/tag/" + "คุณอำนวย", "/about", "/decisions", "/sign-in", "/sign-up", "/forgot", "/report/1002", "/offline", "/no-such-page",
        "/calendar?month=2009-03", "/c/khrueakhai-mueang", "/c/khrueakhai-mueang/hosts", "/c/khrueakhai-mueang/steps", "/lessons", "/lesson/1", "/n/1004", "/n/1006", "/meet/1006/minutes",
    ];

    static readonly string[] ForMembers = ["/write", "/reflect", "/tell", "/me", "/me/drafts", "/me/held", "/me/rulings", "/audit", "/me/digests", "/me/searches", "/stories-wanted", "/invite", "/people", "/zones", "/words", "/blogs", "/blogs?place=800103", "/moderate", "/letters", "/b/bangchak/keep", "/c/khrueakhai-mueang/keep", "/meet?circle=khrueakhai-mueang", "/meet/1006?after=true", "/meet/1006/people", "/meet/1006/clock", "/meet/1006/talk", "/meet/1006/kit", "/told/1004", "/lessons/from/1004"];

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Is_without_barriers_in_light_and_dark_never_scrolls_sideways_and_has_nothing_smaller_than_a_thumb_to_press(int width)
    {
        await using var phone = await Phone.Take(site, width);
        var found = new List<string>();
        foreach (var address in await Addresses(phone))
        {
            await phone.Open(address);
            found.AddRange((await phone.Barriers()).Concat(await Wide(phone)).Select(f => $"{address}: {f}"));
            if (width < 500)
            {
                found.AddRange((await Small(phone)).Select(f => $"{address}: {f}"));
                await phone.Page.SetViewportSizeAsync(320, 800);
                found.AddRange((await Wide(phone)).Select(f => $"{address} at 320 px: {f}"));
                await phone.Page.SetViewportSizeAsync(width, 800);
            }
            await phone.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            // In the dark only colours are other: what is without barriers by its structure is that in the light
            found.AddRange((await phone.Barriers("color-contrast")).Select(f => $"{address} in the dark: {f}"));
            await phone.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
        Assert.True(found.Count == 0, string.Join((char)10, found));
    }

    [Fact]
    public async Task Never_scrolls_sideways_in_English_on_the_smallest_phone()
    {
        await using var phone = await Phone.Take(site, 320);
        var found = new List<string>();
        var addresses = await Addresses(phone);
        await phone.Open("/language?to=en");
        foreach (var address in addresses)
        {
            await phone.Open(address);
            found.AddRange((await Wide(phone)).Select(f => $"{address}: {f}"));
        }
        Assert.True(found.Count == 0, string.Join((char)10, found));
    }

    [Fact]
    public async Task A_barrier_that_is_there_is_found()
    {
        await using var phone = await Phone.Take(site);
        await phone.Open("/about");
        await phone.Page.EvaluateAsync("""
            () => {
              document.querySelector('main').innerHTML = '<img src=/favicon.ico><p>จาง</p>'
              Object.assign(document.querySelector('main p').style, { color: '#aaa', background: '#fff' })
            }
            """);
        Assert.Equal(["color-contrast", "image-alt"], (await phone.Barriers()).Select(b => b.Split(' ')[0]).Intersect(["image-alt", "color-contrast"]).Order());
        Assert.StartsWith("color-contrast", Assert.Single(await phone.Barriers("color-contrast")), StringComparison.Ordinal);
    }

    static async Task<string[]> Wide(Phone phone) =>
        await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over ? [$"{over} px too wide"] : [];

    static Task<string[]> Small(Phone phone) => phone.Page.EvaluateAsync<string[]>("""
        [...document.querySelectorAll('button, .button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary, .thumb a, .order a, .chosen a')]
          .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 0 && r.height > 0 && r.height < 43.5)
          .map(([e, r]) => e.outerHTML.slice(0, 90) + ' ' + Math.round(r.height))
        """);

    async Task<IEnumerable<string>> Addresses(Phone phone)
    {
        await phone.SignIn(site, "dulae-rabop");
        return [.. ForReaders, .. ForMembers, await phone.FirstOf("/notes"), await phone.FirstOf("/aars"), await phone.FirstOf("/cases")];
    }
}
