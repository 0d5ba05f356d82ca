namespace KmCommons.BrowserTests;

/// <summary>Writing and reading where the line comes and goes.</summary>
[Collection("site of who writes")]
public sealed class NeverLose(RunningSite site)
{
    static async Task<Phone> Keeper(RunningSite site, string account)
    {
        var phone = await Phone.Take(site, keeps: true);
        await phone.SignIn(site, account);
        await phone.Open("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-shelf] li").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        // The form is kept last
        await phone.Until("(async () => { for (const name of await caches.keys()) if (name.startsWith('own:') && await (await caches.open(name)).match('/write')) return true; return false })()");
        return phone;
    }

    static async Task Fills(Phone phone, string title, string body)
    {
        await phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync(title);
        await phone.Page.GetByLabel("เนื้อเรื่อง").FillAsync(body);
    }

    // The draft with these words lies in the browser, and then the site has that one, not an earlier
    static async Task IsAtSite(Phone phone, string words)
    {
        await phone.Until($"Object.entries(localStorage).some(([name, draft]) => name.startsWith('draft:') && draft.includes('{words}'))");
        await Assertions.Expect(phone.Page.Locator("[data-saved]")).ToContainTextAsync("เก็บไว้ที่เว็บแล้ว");
    }

    static Task Press(Phone phone, string button) => phone.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    async Task<int> Published(string title)
    {
        await using var reader = await Phone.Take(site);
        await reader.Open("/notes");
        return await reader.Page.Locator("main .rows h3 a").Filter(new() { HasText = title }).CountAsync();
    }

    [Fact]
    public async Task What_is_typed_says_where_it_is_kept_and_is_found_on_another_device()
    {
        await using var first = await Phone.Take(site);
        await first.SignIn(site, "likhit-bangchak");
        await first.Open("/write");
        await Fills(first, "เขียนค้างไว้ที่ศาลา", "ย่อหน้าแรก");
        await IsAtSite(first, "ย่อหน้าแรก");
        await using var second = await Phone.Take(site);
        await second.SignIn(site, "likhit-bangchak");
        await second.Open("/me/drafts");
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "เขียนค้างไว้ที่ศาลา" }).First.ClickAsync();
        await second.Arrived("unfinished=");
        await Assertions.Expect(second.Page.GetByLabel("ชื่อเรื่อง")).ToHaveValueAsync("เขียนค้างไว้ที่ศาลา");
        await Assertions.Expect(second.Page.GetByLabel("เนื้อเรื่อง")).ToContainTextAsync("ย่อหน้าแรก");
        await Press(second, "เผยแพร่");
        await second.Arrived("/n/");
        Assert.Empty(first.Errors.Concat(second.Errors));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_tab_that_dies_before_it_hears_offers_only_what_was_typed_after_the_button(int typedAfter, bool offered)
    {
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write");
        await Fills(phone, "แท็บดับก่อนรู้ว่าเผยแพร่แล้ว", "ย่อหน้าเดียว");
        await IsAtSite(phone, "ย่อหน้าเดียว");
        var kept = await phone.Page.EvaluateAsync<string[]>("Object.entries(localStorage).find(([name]) => name.startsWith('draft:'))");
        await Press(phone, "เผยแพร่");
        await phone.Arrived("/n/");
        await phone.Page.EvaluateAsync("([name, kept, more]) => { const draft = JSON.parse(kept); draft.turn += Number(more); draft.sent = Date.now() - 3600_000; localStorage.setItem(name, JSON.stringify(draft)) }", kept.Append(typedAfter.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await phone.Open("/write");
        await Assertions.Expect(phone.Page.Locator("form[data-looked]")).ToHaveCountAsync(1);
        Assert.Equal(offered, await phone.Page.Locator("[data-restore]").IsVisibleAsync());
        Assert.Equal(offered, await phone.Page.EvaluateAsync<bool>("name => localStorage.getItem(name) !== null", kept[0]));
    }

    [Fact]
    public async Task Without_a_line_the_form_opens_waits_and_is_sent_once_when_the_line_is_back()
    {
        await using var phone = await Keeper(site, "likhit-bangchak");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Open("/write");
        Task<int> Bar() => phone.Page.Locator(".actions").EvaluateAsync<int>("bar => bar.offsetHeight");
        await Assertions.Expect(phone.Page.Locator("[data-saved]")).ToBeVisibleAsync();
        var before = await Bar();
        await Fills(phone, "เขียนบนเรือกลางคลอง", "ไม่มีสัญญาณเลย");
        await Assertions.Expect(phone.Page.Locator("[data-saved]")).ToContainTextAsync("ไม่มีสัญญาณ");
        // The buttons stand still when the line comes: a press at that moment is not lost
        Assert.Equal(before, await Bar());
        await Press(phone, "เผยแพร่");
        await phone.Arrived("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-queue]")).ToContainTextAsync("เขียนบนเรือกลางคลอง");
        // A second one, from the same kept form, is another work
        await phone.Open("/write");
        await Fills(phone, "เรื่องที่สองบนเรือ", "ยังไม่มีสัญญาณ");
        await Press(phone, "เผยแพร่");
        await phone.Arrived("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-queue] li")).ToHaveCountAsync(2);
        Assert.Equal(0, await Published("เขียนบนเรือกลางคลอง"));
        await phone.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(phone.Page.Locator("[data-empty]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(1, await Published("เขียนบนเรือกลางคลอง"));
        Assert.Equal(1, await Published("เรื่องที่สองบนเรือ"));
    }

    [Fact]
    public async Task What_the_site_refuses_is_kept_and_can_be_mended_and_sent()
    {
        await using var phone = await Keeper(site, "likhit-bangchak");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Open("/write");
        await phone.Page.GetByLabel("เนื้อเรื่อง").FillAsync("ลืมตั้งชื่อเรื่อง");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เก็บร่างและดูก่อน" }).ClickAsync();
        await phone.Arrived("/offline");
        await phone.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(phone.Page.Locator("[data-queue]")).ToContainTextAsync("มีช่องที่ต้องแก้", new() { Timeout = 30_000 });
        await Press(phone, "เปิดดูและแก้");
        await Assertions.Expect(phone.Page.Locator(".refused")).ToBeVisibleAsync();
        await phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync("ตั้งชื่อทีหลัง");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เก็บร่างและดูก่อน" }).ClickAsync();
        await phone.Arrived("/n/");
        await phone.Until("new Promise(done => { indexedDB.open('village').onsuccess = e => { e.target.result.transaction('queue').objectStore('queue').count().onsuccess = n => done(n.target.result === 0) } })");
        await phone.Open("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-empty]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Kept_stories_are_read_without_a_line_and_nothing_of_a_person_is_left_after_signing_out()
    {
        await using var phone = await Keeper(site, "likhit-bangchak");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Open("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-shelf] li").First).ToBeVisibleAsync();
        // Showing the list again (it is asked for each time something is sent) leaves the link that a finger is on
        Assert.True(await phone.Page.EvaluateAsync<bool>("""
            () => new Promise(shown => {
              const first = document.querySelector('[data-shelf] li')
              new MutationObserver(() => shown(first.isConnected)).observe(document.querySelector('[data-none-kept]'), { attributes: true })
              dispatchEvent(new Event('online'))
            })
            """));
        await phone.Page.Locator("[data-shelf] a").First.ClickAsync();
        await phone.Arrived("/n/");
        await Assertions.Expect(phone.Page.Locator("article h1")).ToBeVisibleAsync();
        await phone.Open("/write");
        await Fills(phone, "ของลิขิตเท่านั้น", "รอส่งในชื่อลิขิต");
        await phone.Page.GetByLabel("เฉพาะสมาชิก").CheckAsync();  // what everyone may read may stay on the phone
        await Press(phone, "เผยแพร่");
        await phone.Arrived("/offline");
        await phone.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(phone.Page.Locator("[data-empty]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await phone.Open("/me");
        await phone.Page.Locator("main form[action='/sign-out'] button").ClickAsync();
        await phone.Until("caches.keys().then(names => !names.some(name => name.startsWith('own:')))");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Open("/write");
        await Assertions.Expect(phone.Page.Locator("[data-shelf]")).ToBeVisibleAsync();
        Assert.DoesNotContain("ของลิขิตเท่านั้น", await phone.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_persons_queue_is_neither_shown_nor_sent()
    {
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write");
        await Fills(phone, "ข้อความที่ไม่มีใครส่งแทนได้", "ของลิขิต");
        await phone.Page.Context.SetOfflineAsync(true);
        await Press(phone, "เผยแพร่");
        await Assertions.Expect(phone.Page.Locator("[data-saved]")).ToContainTextAsync("ไม่มีสัญญาณ");
        await phone.Page.GotoAsync("about:blank");
        await phone.Page.Context.ClearCookiesAsync();
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.SignIn(site, "kit-bangchak");
        await phone.Open("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-empty]")).ToBeVisibleAsync();
        Assert.Equal(0, await Published("ข้อความที่ไม่มีใครส่งแทนได้"));
        await phone.Page.Context.ClearCookiesAsync();
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/offline");
        await Assertions.Expect(phone.Page.Locator("[data-empty]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(1, await Published("ข้อความที่ไม่มีใครส่งแทนได้"));
    }

    [Fact]
    public async Task That_the_site_has_it_is_said_only_of_what_stands_there_now()
    {
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write");
        var (asked, again, goOn) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await phone.Page.RouteAsync("**/unfinished", async route =>
        {
            if (!asked.TrySetResult())
                again.TrySetResult();
            await (again.Task.IsCompleted ? Task.Delay(Timeout.Infinite) : goOn.Task);
            await route.ContinueAsync();
        });
        await Fills(phone, "เขียนเร็วกว่าสาย", "คำแรก");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Fills(phone, "เขียนเร็วกว่าสาย", "คำแรกและคำต่อมา");
        await phone.Until("Object.entries(localStorage).some(([name, draft]) => name.startsWith('draft:') && draft.includes('คำต่อมา'))");
        goOn.SetResult();
        await again.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("here", await phone.Page.Locator("[data-saved]").GetAttributeAsync("data-how"));
    }
}
