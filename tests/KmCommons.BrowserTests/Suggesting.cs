namespace KmCommons.BrowserTests;

/// <summary>Suggestions below the find box, by keyboard, by thumb, and with a keyboard that composes.</summary>
[Collection("site")]
public sealed class Suggesting(RunningSite site)
{
    static ILocator Box(Phone phone) => phone.Page.Locator("#q");

    static ILocator Options(Phone phone) => phone.Page.Locator("[role=listbox] [role=option]");

    static async Task Type(Phone phone, string letters)
    {
        await Box(phone).PressSequentiallyAsync(letters, new() { Delay = 20 });
        await Assertions.Expect(Options(phone).First).ToBeVisibleAsync();
    }

    static Task<string?> Chosen(Phone phone) => phone.Page.EvaluateAsync<string?>("document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))?.querySelector('span').textContent");

    [Theory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task Arrows_choose_Escape_closes_and_Enter_goes_where_it_leads(int width, bool dark)
    {
        await using var phone = await Phone.Take(site, width, dark: dark);
        await phone.Open("/find");
        var before = await phone.Page.Locator("[role=status]").BoundingBoxAsync();
        await Type(phone, "บางจ");
        Assert.Equal(before!.Y, (await phone.Page.Locator("[role=status]").BoundingBoxAsync())!.Y); // nothing moves
        await Assertions.Expect(Box(phone)).ToHaveAttributeAsync("aria-expanded", "true");
        Assert.Null(await Chosen(phone));
        await phone.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("ต.บางจาก อ.เมืองนครศรีธรรมราช", await Chosen(phone));
        await Assertions.Expect(Options(phone).First).ToHaveAttributeAsync("aria-selected", "true");
        Assert.Empty(await phone.Barriers());
        Assert.All(await Options(phone).EvaluateAllAsync<double[]>("all => all.map(option => option.getBoundingClientRect().height)"), height => Assert.True(height >= 44));
        Assert.False(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        await phone.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Null(await Chosen(phone));
        await phone.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(phone.Page.Locator("[role=listbox]")).ToBeHiddenAsync();
        await Assertions.Expect(Box(phone)).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Equal("บางจ", await Box(phone).InputValueAsync());
        await phone.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Options(phone).First).ToBeVisibleAsync();
        await phone.Page.Keyboard.PressAsync("ArrowDown");
        await phone.Page.Keyboard.PressAsync("Enter");
        await phone.Arrived(@"/find\?district=8001&tambon=800119$");
        await phone.Page.GoBackAsync();
        await Assertions.Expect(phone.Page.Locator("[role=listbox]")).ToBeHiddenAsync();
        Assert.Empty(phone.Errors);
    }

    [Fact]
    public async Task Enter_with_nothing_chosen_and_a_thumb_on_a_title_both_go_on()
    {
        await using var phone = await Phone.Take(site);
        await phone.Open("/find");
        await Type(phone, "กองทุน");
        await phone.Page.Keyboard.PressAsync("Enter");
        await phone.Arrived(@"/find\?q=");
        await Box(phone).FillAsync("");
        await Type(phone, "รอบสี่");
        // The list of the first letters may still stand there
        await Assertions.Expect(Options(phone).First).ToContainTextAsync("รอบสี่");
        await Options(phone).First.ClickAsync();
        await phone.Arrived("/n/");
        Assert.Empty(phone.Errors);
    }

    [Fact]
    public async Task Nothing_is_asked_while_letters_are_composed_and_a_late_answer_replaces_no_newer_one()
    {
        await using var phone = await Phone.Take(site);
        await phone.Open("/find");
        var asked = new List<string>();
        var (held, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await phone.Page.RouteAsync("**/find/suggest?q=*", async route =>
        {
            var typed = Uri.UnescapeDataString(route.Request.Url.Split("q=")[1]);
            asked.Add(typed);
            if (typed == "ค")
            {
                held.TrySetResult();
                await goOn.Task;
            }
            try { await route.ContinueAsync(); }
            catch (PlaywrightException) { /* its asker has gone */ }
        });
        await Box(phone).FocusAsync();
        var keyboard = await phone.Page.Context.NewCDPSessionAsync(phone.Page);
        await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = "บา", ["selectionStart"] = 2, ["selectionEnd"] = 2 });
        await phone.Page.EvaluateAsync("new Promise(done => setTimeout(done, 400))"); // three times the script's pause
        Assert.Empty(asked);
        await keyboard.SendAsync("Input.insertText", new() { ["text"] = "บาง" });
        await Assertions.Expect(Options(phone).First).ToBeVisibleAsync();
        Assert.Equal(["บาง"], asked);

        await Box(phone).FillAsync("ค");
        await held.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Box(phone).FillAsync("ขอนหาด");
        await Assertions.Expect(Options(phone).First).ToContainTextAsync("ขอนหาด");
        goOn.SetResult();
        await phone.Page.EvaluateAsync("new Promise(done => setTimeout(done, 400))");
        await Assertions.Expect(Options(phone).First).ToContainTextAsync("ขอนหาด");
    }

    [Fact]
    public async Task Without_script_it_is_a_plain_field()
    {
        await using var phone = await Phone.Take(site, script: false);
        await phone.Open("/find");
        Assert.Null(await Box(phone).GetAttributeAsync("role"));
        await Box(phone).FillAsync("กองทุน");
        await Box(phone).PressAsync("Enter");
        await Assertions.Expect(phone.Page.Locator("main")).ToContainTextAsync("พบ");
    }
}
