using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KmCommons.BrowserTests;

/// <summary>Photos from a phone over a line that breaks, and the first note of somebody new.</summary>
[Collection("site")]
public sealed class ManyPhotos(RunningSite site) : IDisposable
{
    const int Photos = 20;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("photos-");

    public void Dispose() => folder.Delete(recursive: true);

    // Twenty pictures of some hundreds of kilobytes, each different, made by the real vips
    async Task<string[]> Take(int count, int width = 1400, int height = 1050)
    {
        var names = new string[count];
        for (var nth = 0; nth < count; nth++)
        {
            names[nth] = Path.Combine(folder.FullName, $"ภาพ{nth + 1:00}.jpg");
            await Vips("gaussnoise", "n.v", $"{width}", $"{height}", "--mean", $"{60 + nth * 6}", "--sigma", "12", "--seed", $"{nth + 1}");
            await Vips("cast", "n.v", names[nth] + "[Q=80]", "uchar");
        }
        return names;
    }

    async Task Vips(params string[] arguments)
    {
        using var vips = Process.Start(new ProcessStartInfo("vips", arguments) { WorkingDirectory = folder.FullName })!;
        await vips.WaitForExitAsync();
        Assert.Equal(0, vips.ExitCode);
    }

    static string Done(int least) => $"document.querySelectorAll('.shot[data-state=done]').length >= {least}";

    [Fact]
    public async Task Twenty_photos_over_a_line_that_breaks_and_a_tab_that_dies_all_arrive_once_with_progress()
    {
        var photos = await Take(Photos);
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write?blog=bangchak");
        await phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync("ยี่สิบภาพบนเรือ");
        await phone.Page.GetByLabel("เพิ่มภาพ").SetInputFilesAsync(photos);
        await Assertions.Expect(phone.Page.Locator(".shot")).ToHaveCountAsync(Photos);
        await phone.Until(Done(3));
        await Assertions.Expect(phone.Page.Locator("[data-sending]")).ToContainTextAsync(new Regex(@"ส่งภาพแล้ว \d+ จาก 20 ภาพ"));
        // The network goes in the middle of a photo
        await phone.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(phone.Page.Locator("[data-sending]")).ToContainTextAsync("สัญญาณขาด", new() { Timeout = 60_000 });
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Until(Done(6));
        await phone.Page.Locator("[name$='.Caption']").Nth(1).FillAsync("ภาพที่สองมีคำ");
        await Assertions.Expect(phone.Page.Locator("[data-saved]")).ToContainTextAsync("เก็บไว้ที่เว็บแล้ว");
        // The tab dies, and is opened again at the unfinished work
        await phone.Page.GotoAsync("about:blank");
        await phone.Open("/me/drafts");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "ยี่สิบภาพบนเรือ" }).First.ClickAsync();
        await phone.Arrived("unfinished=");
        await Assertions.Expect(phone.Page.Locator(".shot")).ToHaveCountAsync(Photos);
        await phone.Until(Done(Photos));
        await Assertions.Expect(phone.Page.Locator("[name$='.Caption']").Nth(1)).ToHaveValueAsync("ภาพที่สองมีคำ");
        foreach (var tick in await phone.Page.Locator("[name$='.Uncaptioned']").AllAsync())
            await tick.CheckAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await phone.Arrived("/n/");
        Assert.Equal(Photos, await phone.Page.Locator(".album img").CountAsync());
        Assert.Equal(Photos, (await phone.Page.Locator(".album img").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('src'))")).Distinct().Count());
    }

    [Fact]
    public async Task A_big_picture_is_made_small_on_the_phone_and_published_while_it_is_still_on_its_way()
    {
        var photo = (await Take(1, 3600, 2700))[0];
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write?blog=bangchak");
        await phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync("ภาพใหญ่จากกล้อง");
        var announced = phone.Page.WaitForRequestAsync(request => request.Url.EndsWith("/uploads", StringComparison.Ordinal) && request.Method == "POST");
        await phone.Page.GetByLabel("เพิ่มภาพ").SetInputFilesAsync(photo);
        await phone.Page.GetByLabel("คำบรรยายภาพที่ 1").FillAsync("ทุ่งกว้าง");
        // Pressed before it is sent: the form waits for it and goes by itself
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        var size = long.Parse(Regex.Match((await announced).PostData!, "name=\"size\"\r\n\r\n([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(size, 1, new FileInfo(photo).Length * 2 / 3);
        await phone.Arrived("/n/");
        Assert.Equal("1280", await phone.Page.Locator("article figure img").First.GetAttributeAsync("width"));
    }

    [Fact]
    public async Task Somebody_new_publishes_a_first_note_with_a_photo_in_six_actions_after_signing_in()
    {
        var photo = (await Take(1))[0];
        await using var phone = await Phone.Take(site, width: 360);
        await phone.SignUp(site, "khon-mai", "คนมาใหม่", "คลองบางจากน้ำใส");
        await phone.SignIn(site, "khon-mai", "คลองบางจากน้ำใส");
        // From where signing in leads: nothing is opened by typing an address
        var actions = 0;
        async Task Act(Task deed) { actions++; await deed; }
        await Act(phone.Page.GetByRole(AriaRole.Link, new() { Name = "เขียนบันทึก" }).Last.ClickAsync());
        await phone.Arrived("/write");
        await Act(phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync("บันทึกแรกของฉัน"));
        await Act(phone.Page.GetByLabel("เนื้อเรื่อง").FillAsync("วันนี้น้ำขึ้นถึงสะพาน"));
        await Act(phone.Page.GetByLabel("เพิ่มภาพ").SetInputFilesAsync(photo));
        await Act(phone.Page.GetByLabel("คำบรรยายภาพที่ 1").FillAsync("สะพานหน้าบ้าน"));
        await Act(phone.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync());
        await phone.Arrived("/n/");
        Assert.InRange(actions, 1, 6);
        Assert.Contains("เผยแพร่แล้ว", await phone.Text(), StringComparison.Ordinal);
        await using var reader = await Phone.Take(site);
        await reader.Open(phone.Page.Url);
        var picture = reader.Page.Locator("article figure img").First;
        await picture.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("i => i.naturalWidth") > 0);
    }

    [Fact]
    public async Task A_form_that_goes_before_the_first_picture_is_small_or_the_disk_has_a_document_takes_all_of_them_along()
    {
        var photos = await Take(3, 300, 200);
        var document = Path.Combine(folder.FullName, "รายงาน.pdf");
        await File.WriteAllTextAsync(document, "%PDF-1.4\n%%EOF");
        await using var phone = await Phone.Take(site);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write?blog=bangchak");
        await phone.Page.EvaluateAsync("() => { window.createImageBitmap = () => new Promise(() => 0); IDBObjectStore.prototype.put = function () { return this.get('') } }");
        await phone.Page.GetByLabel("เพิ่มภาพ").SetInputFilesAsync(photos);
        await phone.Page.Locator("input[name='Files']").SetInputFilesAsync(document);
        Assert.Equal(["File", "Photo", "Photo", "Photo"], await phone.Page.EvaluateAsync<string[]>("() => [...new FormData(document.querySelector('input[name=Photos]').form)].filter(([, value]) => value instanceof File && value.size).map(([name]) => name.split('.')[0]).sort()"));
    }
}
