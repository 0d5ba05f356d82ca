using System.Text.Encodings.Web;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Each wall is taken away by itself. What judges the site then sees it, and the policy of the browser alone still lets nothing run.</summary>
public sealed class WallsOff(WallsOff.Ground ground) : IClassFixture<WallsOff.Ground>
{
    // One of each shape that fires by itself
    static readonly Attack[] Some = [.. Attack.All.Where(a => !a.IsUnwritable && !a.Swallows && a.Family is "event" or "script" or "own" && a.Text.Length < 180).Where((_, i) => i % 5 == 0)];

    readonly Judge judge = ground.Judge;
    readonly Target target = ground.Target;
    readonly IBrowser chromium = ground.Chromium;

    /// <summary>A site, somebody who knows its pages as they were, and a browser.</summary>
    public sealed class Ground : IAsyncLifetime
    {
        internal Judge Judge { get; } = new();
        internal Target Target { get; private set; } = null!;
        internal IBrowser Chromium { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            (Target, Chromium) = (await Target.Build(), await RunningSite.Launch());
            (await Pages.Open(Target, await Pages.Addresses(Target))).ForEach(page => Judge.Learn(page.Text));
        }

        public async Task DisposeAsync()
        {
            await Chromium.CloseAsync();
            await Target.DisposeAsync();
        }
    }

    async Task<Browser> Look(Uri site, string address, bool policy)
    {
        var browser = await Browser.Open(chromium, site, null, policy);
        await browser.Look(new Uri(site, address).AbsoluteUri);
        return browser;
    }

    [Fact]
    public async Task Markdown_that_was_rendered_without_its_walls_is_found_and_only_the_policy_keeps_it_from_running()
    {
        var places = new Places(judge);
        int found = 0, without = 0;
        foreach (var attacks in Some.Chunk(12))
        {
            var note = await target.Scene.Note(published: true);
            var html = string.Concat(attacks.Select(a => Prose.Render(a.Text, new(), Walls.None).Html));
            await target.Village.Do(db => db.Database.ExecuteSqlAsync($"update writing.entry set html = {html} where number = {note.Number}"));
            using var page = await target.Come("anonymous", note.Url);
            found += places.Wrong(await Answer.Of(page, "anonymous", "/n", note.Url)).Count();
            await using var off = await Look(target.Address, note.Url, policy: false);
            without += off.Executed.Count();
            await using var on = await Look(target.Address, note.Url, policy: true);
            Assert.True(!on.Executed.Any(), string.Join('\n', on.Executed.Take(10)));
            Assert.NotEmpty(on.Stopped);
        }
        Assert.True(found >= Some.Length / 2, $"{found} nodes of {Some.Length} attacks");
        Assert.True(without >= 20, $"{without} ran");
    }

    [Fact]
    public async Task Pages_that_do_not_encode_what_they_say_are_found_and_only_the_policy_keeps_it_from_running()
    {
        using var naked = target.Village.WithWebHostBuilder(host => host.ConfigureServices(things => things.AddSingleton<HtmlEncoder>(NullHtmlEncoder.Default)));
        naked.UseKestrel(0);
        naked.StartServer();
        var note = await target.Scene.Note(published: true);
        await target.Village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set title = '<img src=/x onerror=hit(1)><script>hit(2)</script>' where number = {note.Number}"));
        var site = naked.ClientOptions.BaseAddress;
        using var wire = new HttpClient { BaseAddress = site };
        Assert.Contains(judge.Page(await wire.GetStringAsync(note.Url)), finding => finding.StartsWith("img onerror=", StringComparison.Ordinal));
        await using var off = await Look(site, note.Url, policy: false);
        Assert.Contains(off.Executed, ran => ran.Contains("HIT hit 1", StringComparison.Ordinal));
        Assert.Contains(off.Executed, ran => ran.Contains("HIT hit 2", StringComparison.Ordinal));
        await using var on = await Look(site, note.Url, policy: true);
        Assert.Empty(on.Executed);
        Assert.NotEmpty(on.Stopped);

        // The same row, with the encoding there
        using var page = await target.Come("anonymous", note.Url);
        Assert.Empty(judge.Page(await page.Content.ReadAsStringAsync()));
        await using var dressed = await Look(target.Address, note.Url, policy: false);
        Assert.Empty(dressed.Ran);
    }

    [Fact]
    public async Task Answers_in_JSON_have_no_bare_tags()
    {
        var note = await target.Scene.Note(published: true);
        await target.Village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set title = '<script>hit(1)</script>' where number = {note.Number}"));
        using var answer = await target.Come("anonymous", "/offline/list");
        var list = await Answer.Of(answer, "anonymous", "/offline/list", "/offline/list");
        Assert.Contains("hit(1)", list.Text, StringComparison.Ordinal);
        Assert.Empty(new Places(judge).Wrong(list));
    }

    [Fact]
    public async Task The_page_that_says_what_went_wrong_has_its_policy_too()
    {
        using var plain = await target.Come("anonymous", "/invite", new FormUrlEncodedContent([new("Uses", "สองครั้ง")]));
        judge.Learn(await plain.Content.ReadAsStringAsync());
        using var refused = await target.Come("anonymous", "/invite", new FormUrlEncodedContent([new("Uses", "<script>hit(1)</script>")]));
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Contains("hit(1)", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(new Places(judge).Wrong(await Answer.Of(refused, "anonymous", "/fault", "/invite")));
        Assert.StartsWith("default-src 'none';", Assert.Single(refused.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
