using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace KmCommons.BrowserTests;

/// <summary>300 people at the door of a meeting, on one laptop with no network, then sent: none lost, none twice.</summary>
[Collection("site of who writes")]
public sealed class DoorOffline(RunningSite site, ITestOutputHelper output)
{
    const int Signed = 150, People = 300, OfThem = 100;

    // Every first name is one: those that signed up, and others that did not
    static readonly string[] Heads = ["สม", "วิ", "ประ", "อนุ", "จัน", "นิ", "พร", "กัล", "ธี", "มา"], Middles = ["ชาย", "ชัย", "เสริฐ", "วัฒน์", "ทร", "ตยา", "ทิพย์", "ยาณี", "รพล", "ลินี"];

    static string Name(int nth) => $"{Heads[nth % 10]}{Middles[nth / 10 % 10]}{"กขคงจฉชซญณ"[nth / 100 % 10]} {Middles[nth % 7]}ดี";

    static string Fresh(int nth) => $"ฮ{Heads[nth % 10]}{Middles[nth / 10 % 10]}{"กขคงจฉชซญณ"[nth / 100]} คลองใหม่";

    // A policy without eval: what is asked goes as a function
    static Task<T> Ask<T>(IPage page, string what, object? with = null) => page.EvaluateAsync<T>(what, with);

    static async Task<string> Opened(Phone phone, int signed = Signed, bool ready = true)
    {
        var bangkok = DateTime.UtcNow.AddHours(7);
        var address = await Ask<string>(phone.Page, "async day => (await fetch('/meet', { method: 'POST', body: new URLSearchParams({ circle: '-', Title: 'เวทีสามร้อยคน', Place: '800119', Day: day }) })).url", $"{bangkok.Day}/{bangkok.Month}/{bangkok.Year + 543}");
        var number = address.Split("/n/")[1].Split('/')[0];
        var status = await Ask<int>(phone.Page, "async ([number, lines]) => (await fetch(`/meet/${number}/people`, { method: 'POST', body: new URLSearchParams({ Lines: lines }) })).status", new[] { number, string.Join('\n', Enumerable.Range(0, signed).Select(i => Name(i) + ", ภาคประชาชน, หมู่บ้าน " + i)) });
        Assert.Equal(200, status);
        await phone.Open($"/meet/{number}/door");
        if (ready)
            await Assertions.Expect(phone.Page.Locator("[data-state]")).ToContainTextAsync("พร้อมใช้แม้ไม่มีเน็ต", new() { Timeout = 30_000 });
        else
            await Counts(phone.Page, 0, 0);
        return number;
    }

    static Task Counts(IPage page, int came, int waits, int most = 120_000) => Assertions.Expect(page.Locator("[data-count]")).ToHaveTextAsync($"ลงชื่อแล้ว {came} คน รอส่ง {waits} คน", new() { Timeout = most });

    [Fact]
    public async Task Three_hundred_are_written_down_with_no_line_and_sent_over_a_line_that_breaks_and_each_is_there_once()
    {
        await using var phone = await Phone.Take(site, 1280, keeps: true);
        await phone.SignIn(site, "likhit-bangchak");
        var number = await Opened(phone);
        var (page, context) = (phone.Page, phone.Page.Context);
        await Counts(page, 0, 0);
        await context.SetOfflineAsync(true);
        await page.ReloadAsync();
        var (typing, keys) = (new Stopwatch(), 0);
        for (var nth = 0; nth < People; nth++)
        {
            if (nth == 120)
                await page.ReloadAsync();
            if (nth == 220)
            {
                await page.CloseAsync();
                page = await context.NewPageAsync();
                await page.GotoAsync($"/meet/{number}/door");
            }
            if (nth is 0 or 120 or 220)
            {
                await Assertions.Expect(page.Locator("[data-open]")).ToBeVisibleAsync();
                await Counts(page, nth, nth);
                await Assertions.Expect(page.Locator("#door-name")).ToBeFocusedAsync();
            }
            // One in three had signed up: their first name is enough. Of the others the sector is said when it changes
            var typed = nth % 3 == 0 ? Name(nth / 3).Split(' ')[0] : Fresh(nth) + (nth % 30 == 1 ? "๒" : "");
            typing.Start();
            await page.Keyboard.TypeAsync(typed);
            await page.Keyboard.PressAsync("Enter");
            typing.Stop();
            keys += typed.Length + 1;
        }
        await Counts(page, People, People);
        // Twice is once: a new name and one of the list, typed again
        foreach (var again in new[] { Fresh(1), Name(0) })
        {
            await page.Keyboard.TypeAsync(again);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync($"{again} ลงชื่อไปแล้ว");
        }
        await Counts(page, People, People);
        // A name that is part of another's who came is not swallowed: Enter says who came, Enter again makes somebody new, who is taken back
        await Types(page, "คลองใหม่");
        await Assertions.Expect(page.Locator("#door-name")).ToHaveValueAsync("คลองใหม่");
        await Counts(page, People, People);
        await page.Keyboard.PressAsync("Enter");
        await Counts(page, People + 1, People + 1);
        await page.Locator("[data-last] li").First.GetByRole(AriaRole.Button, new() { Name = "กดผิด" }).ClickAsync();
        await Counts(page, People, People);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{typing.Elapsed.TotalSeconds / People:0.000} s and {keys / (double)People:0.0} keys a person"));
        var slowest = await Ask<double>(page, """
            () => { const field = document.querySelector('#door-name'), times = []
              for (const typed of ['ส', 'สม', 'สมช', 'ดี', 'ม', 'ฮ', 'ไม่มี', 'น', 'นิ', '']) { field.value = typed; const from = performance.now(); field.dispatchEvent(new Event('input')); times.push(performance.now() - from) }
              return times.sort((a, b) => a - b)[5] }
            """);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{slowest:0.0} ms from a letter to the names that match, of {Signed + People - OfThem}"));
        Assert.InRange(slowest, 0, 100);

        // The site has it and the answer is cut, then a batch that never came, then it goes on
        var sendings = 0;
        await page.RouteAsync("**/door/records", async route =>
        {
            var nth = ++sendings;
            if (nth is 1 or 4)
                await route.FetchAsync();
            if (nth is 1 or 2 or 4)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        await context.SetOfflineAsync(false);
        await Counts(page, People, 0);
        Assert.InRange(sendings, 8, 12);
        using var list = JsonDocument.Parse(await Ask<string>(page, "async number => await (await fetch(`/meet/${number}/door/list`)).text()", number));
        var came = list.RootElement.EnumerateArray().Where(p => p.GetProperty("came").ValueKind == JsonValueKind.String).Select(p => p.GetProperty("name").GetString()!).ToList();
        Assert.Equal(Enumerable.Range(0, People).Select(n => n % 3 == 0 ? Name(n / 3) : Fresh(n)).Order(StringComparer.Ordinal), came.Order(StringComparer.Ordinal));
        Assert.Equal(Signed + People - OfThem, list.RootElement.GetArrayLength());
        // What a digit behind a name chose went along, and stayed until it was changed
        Assert.Equal(200, list.RootElement.EnumerateArray().Count(p => p.GetProperty("sector").GetString() == "องค์กรปกครองส่วนท้องถิ่น"));
    }

    static async Task Types(IPage page, string name)
    {
        await page.Locator("#door-name").FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
    }

    [Fact]
    public async Task It_says_that_no_line_is_needed_only_when_the_names_of_who_signed_up_are_there_too()
    {
        await using var phone = await Phone.Take(site, keeps: true);
        await phone.SignIn(site, "likhit-bangchak");
        await Opened(phone, signed: 3);
        await Ask<object?>(phone.Page, "() => new Promise(done => { indexedDB.open('village-door').onsuccess = e => { const turn = e.target.result.transaction(['list'], 'readwrite'); turn.objectStore('list').clear(); turn.oncomplete = done } })");
        var list = await Held.At(phone.Page, "**/door/list");
        await phone.Page.ReloadAsync();
        await list.Asked;
        await phone.Page.WaitForFunctionAsync("() => document.querySelector('[data-door]').dataset.kept === 'true'");
        await Assertions.Expect(phone.Page.Locator("[data-state]")).Not.ToContainTextAsync("พร้อมใช้แม้ไม่มีเน็ต");
        list.GoOn();
        await Assertions.Expect(phone.Page.Locator("[data-state]")).ToContainTextAsync("พร้อมใช้แม้ไม่มีเน็ต");
    }

    [Fact]
    public async Task It_does_not_say_so_while_its_script_is_not_kept()
    {
        await using var phone = await Phone.Take(site, keeps: true);
        await phone.SignIn(site, "likhit-bangchak");
        await Opened(phone, signed: 3);
        await Ask<object?>(phone.Page, "async () => { for (const name of await caches.keys()) await caches.delete(name) }");
        await phone.Page.AddInitScriptAsync("{ const ask = fetch; window.fetch = (what, how) => String(what).includes('/look/') ? Promise.resolve(new Response('', { status: 503 })) : ask(what, how) }");
        // The worker would keep the page when it is opened
        await phone.Page.EvaluateAsync("async () => { for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister() }");
        await phone.Page.ReloadAsync();
        await Assertions.Expect(phone.Page.Locator("[data-door][data-kept=false]")).ToHaveCountAsync(1);
        await Assertions.Expect(phone.Page.Locator("[data-state]")).Not.ToContainTextAsync("พร้อมใช้แม้ไม่มีเน็ต");
    }

    [Fact]
    public async Task A_name_typed_while_the_line_is_busy_does_not_stop_the_sending_of_those_after_it()
    {
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await Opened(phone, signed: 3, ready: false);
        var list = await Held.At(phone.Page, "**/door/list");
        await Types(phone.Page, "คนแรก คลองลึก");
        await list.Asked;
        await Types(phone.Page, "คนที่สอง คลองลึก");
        await Ask<object?>(phone.Page, "() => new Promise(done => setTimeout(done, 2000))"); // longer than the desk's pause
        list.GoOn();
        await Counts(phone.Page, 2, 0);
        await Types(phone.Page, "คนที่สาม คลองลึก");
        await Counts(phone.Page, 3, 0, most: 20_000);
    }

    [Fact]
    public async Task A_name_that_the_disk_did_not_have_yet_when_the_tab_closed_is_there_once()
    {
        await using var phone = await Phone.Take(site, keeps: true);
        await phone.SignIn(site, "likhit-bangchak");
        var (number, context) = (await Opened(phone, signed: 3), phone.Page.Context);
        await context.SetOfflineAsync(true);
        await Types(phone.Page, "ป้าแจ่ม คลองลึก");
        await Counts(phone.Page, 1, 1);
        await Ask<object?>(phone.Page, "() => { IDBObjectStore.prototype.put = function () { this.transaction.abort(); return this } }");
        await Types(phone.Page, "ลุงชม คลองลึก");
        // What was taken back stays away
        await Types(phone.Page, "คนกดผิด คลองลึก");
        await Counts(phone.Page, 3, 3);
        await phone.Page.Locator("[data-last] li").First.GetByRole(AriaRole.Button, new() { Name = "กดผิด" }).ClickAsync();
        await Counts(phone.Page, 2, 2);
        await phone.Page.CloseAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/meet/{number}/door");
        await Counts(page, 2, 2);
        await page.ReloadAsync();
        await Counts(page, 2, 2);
        await context.SetOfflineAsync(false);
        await Counts(page, 2, 0);
        Assert.Equal(2, await Ask<int>(page, "async number => (await (await fetch(`/meet/${number}/door/list`)).json()).filter(p => p.came).length", number));
    }

    [Fact]
    public async Task A_session_that_ended_a_name_that_is_refused_and_signing_out_lose_nothing()
    {
        await using var phone = await Phone.Take(site, keeps: true);
        await phone.SignIn(site, "likhit-bangchak");
        var (number, page) = (await Opened(phone, signed: 3), phone.Page);
        await page.Context.ClearCookiesAsync();
        await Types(page, "ป้าแจ่ม คลองลึก");
        await Assertions.Expect(page.Locator("[data-state]")).ToHaveTextAsync("เข้าสู่ระบบใหม่ แล้วจะส่งต่อ", new() { Timeout = 20_000 });
        await Types(page, "ลุงชม คลองลึก");
        await Counts(page, 2, 2);
        await page.Locator("[data-login] a").ClickAsync();
        await phone.Arrived("/sign-in");
        await page.GetByLabel("ชื่อผู้ใช้หรืออีเมล").FillAsync("likhit-bangchak");
        await page.GetByLabel("รหัสผ่าน").FillAsync(site.Accounts["likhit-bangchak"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "เข้าสู่ระบบ" }).ClickAsync();
        await phone.Arrived($"/meet/{number}/door$");
        await Counts(page, 2, 0);

        await page.RouteAsync("**/door/records", async route =>
        {
            var id = System.Text.RegularExpressions.Regex.Match(route.Request.PostData ?? "", "\"id\":\"([^\"]+)").Groups[1].Value;
            await route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(new { taken = Array.Empty<int>(), refused = new[] { new { id, says = "ชื่อนี้ไม่ได้เพราะเหตุนี้" } } }) });
        });
        await Types(page, "ชื่อที่ไม่ผ่าน");
        await Assertions.Expect(page.Locator("[data-wrongs]")).ToContainTextAsync("ชื่อนี้ไม่ได้เพราะเหตุนี้", new() { Timeout = 20_000 });
        await page.UnrouteAsync("**/door/records");
        await page.Locator("[data-wrongs]").GetByRole(AriaRole.Button, new() { Name = "แก้แล้วส่งใหม่" }).ClickAsync();
        await Assertions.Expect(page.Locator("#door-name")).ToHaveValueAsync("ชื่อที่ไม่ผ่าน");
        await Types(page, "ชื่อที่ผ่าน");
        await Counts(page, 3, 0);
        // Undone after it was sent, it is gone at the site too
        await page.Locator("[data-last] li").Filter(new() { HasText = "ชื่อที่ผ่าน" }).GetByRole(AriaRole.Button, new() { Name = "กดผิด" }).ClickAsync();
        await Counts(page, 2, 0);

        await page.RouteAsync("**/door/records", route => route.AbortAsync());
        await Types(page, "คนที่ยังไม่ได้ส่ง");
        await Counts(page, 3, 1);
        await phone.Open("/me");
        await Assertions.Expect(page.Locator("[data-door-waits]")).ToContainTextAsync("มี 1 ชื่อจากโต๊ะลงชื่อรอส่ง");
        var asked = "";
        page.Dialog += async (_, dialog) => { asked = dialog.Message; await dialog.AcceptAsync(); };
        await page.Locator("main form[action='/sign-out'] button").ClickAsync();
        await phone.Arrived("^(?!.*/me$)");
        Assert.Contains("ยังไม่ได้ส่ง", asked, StringComparison.Ordinal);
        await page.UnrouteAsync("**/door/records");
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open($"/meet/{number}/door");
        await Counts(page, 3, 0);
        Assert.Equal(3, await Ask<int>(page, "async number => (await (await fetch(`/meet/${number}/door/list`)).json()).filter(p => p.came).length", number));
        // With nothing left to send, no name stays in the browser
        await phone.Open("/me");
        await page.Locator("main form[action='/sign-out'] button").ClickAsync();
        await phone.Arrived("^(?!.*/me$)");
        Assert.Equal(0, await Ask<int>(page, "() => new Promise(done => { indexedDB.open('village-door').onsuccess = e => { const turn = e.target.result.transaction(['entry', 'list']); let left = 0; for (const name of ['entry', 'list']) turn.objectStore(name).count().onsuccess = n => { left += n.target.result }; turn.oncomplete = () => done(left) } })"));
    }
}
