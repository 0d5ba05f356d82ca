
namespace KmCommons.BrowserTests;

[Collection("site")]
public sealed class Journey(RunningSite site)
{
    static string Photo => Path.Combine(Seed, "photos", "canal-morning.jpg");

    static string Seed
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            while (!Directory.Exists(Path.Combine(here!.FullName, "content-seed")))
                here = here.Parent;
            return Path.Combine(here.FullName, "content-seed");
        }
    }

    [Fact]
    public async Task A_note_taker_writes_on_a_phone_and_everyone_finds_reads_and_answers_it()
    {
        await using var writer = await Phone.Take(site);
        await writer.SignIn(site, "likhit-bangchak");
        await writer.Open("/write?blog=bangchak");
        await writer.Page.GetByLabel("ชื่อเรื่อง").FillAsync("เดินเลียบคลองกับเด็ก ป.5");
        await writer.Page.GetByLabel("เนื้อเรื่อง").FillAsync("เช้านี้เราไปกับคนสระพังที่มาเยี่ยม ชวนคุณอำนวยเดินด้วย\n\n**สิ่งที่เรียนรู้** คือเด็กจำปลาได้มากกว่าเรา");
        await writer.Page.GetByLabel("เพิ่มภาพ").SetInputFilesAsync(Photo);
        await writer.Page.Locator("[data-shots] input[name$='.Caption']").FillAsync("ปากคลองตอนเจ็ดโมงเช้า");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await writer.Arrived("/n/");
        var note = writer.Page.Url;
        Assert.Contains("เผยแพร่แล้ว", await writer.Text(), StringComparison.Ordinal);
        var picture = writer.Page.Locator("article figure img").First;
        await picture.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("i => i.naturalWidth") > 0);

        await using var reader = await Phone.Take(site);
        await reader.Open("/t/800119");
        Assert.Contains("เดินเลียบคลองกับเด็ก ป.5", await reader.Text(), StringComparison.Ordinal);
        foreach (var word in new[] { "สระพัง", "คุณอำนวย" })
            await FindsIt(reader, word, "เดินเลียบคลองกับเด็ก");

        await reader.Open(note);
        await reader.Page.GetByLabel("ความเห็นหรือคำถามของท่าน").FillAsync("น้ำใสขึ้นไหมครับ");
        await reader.Page.GetByLabel("ชื่อของท่าน").FillAsync("คนท่าซัก");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "ส่งความเห็น" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("main")).ToContainTextAsync("รอเจ้าของสมุดดู");
        await using var stranger = await Phone.Take(site);
        await stranger.Open(note);
        Assert.DoesNotContain("น้ำใสขึ้นไหมครับ", await stranger.Text(), StringComparison.Ordinal);

        await writer.Open("/me/held");
        await writer.Page.Locator("main li").Filter(new() { HasText = "น้ำใสขึ้นไหมครับ" }).GetByRole(AriaRole.Button, new() { Name = "ให้ขึ้นได้" }).ClickAsync();
        await Assertions.Expect(writer.Page.Locator("main li").Filter(new() { HasText = "น้ำใสขึ้นไหมครับ" })).ToHaveCountAsync(0);
        await stranger.Open(note);
        Assert.Contains("น้ำใสขึ้นไหมครับ", await stranger.Text(), StringComparison.Ordinal);
        Assert.Contains("xxx.0.0.1", await stranger.Text(), StringComparison.Ordinal);
        Assert.Empty(writer.Errors.Concat(reader.Errors).Concat(stranger.Errors));
    }

    [Fact]
    public async Task An_after_action_review_takes_one_answered_question_and_can_be_found()
    {
        await using var writer = await Phone.Take(site);
        await writer.SignIn(site, "kit-bangchak");
        await writer.Open("/reflect");
        await writer.Page.GetByLabel("ชื่องาน", new() { Exact = true }).FillAsync("ซ้อมเป็นเจ้าภาพสานจาก");
        await writer.Page.GetByLabel("ได้เกินคาด").FillAsync("ไมค์ตัวเดียวก็พอถ้านั่งเป็นวง");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await writer.Arrived("/n/");
        await using var reader = await Phone.Take(site);
        await FindsIt(reader, "ไมค์ตัวเดียว", "ซ้อมเป็นเจ้าภาพสานจาก");
        Assert.Empty(writer.Errors.Concat(reader.Errors));
    }

    [Fact]
    public async Task A_member_who_chose_it_gets_the_weekly_digest_as_a_file_in_the_spool()
    {
        // The first Monday at seven in Thailand after what is published below: in the small hours of a Monday it is that same day. Seven hours before seven there is midnight in Greenwich
        var today = DateTime.UtcNow.AddMinutes(2);
        await using var member = await Phone.Take(site);
        await member.SignIn(site, "amnuai-mueang");
        await member.Open("/me/digests");
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "รับทุกสัปดาห์" }).ClickAsync();
        await Assertions.Expect(member.Page.Locator("main")).ToContainTextAsync("จดหมายสรุปรายสัปดาห์");
        await using var writer = await Phone.Take(site);
        await writer.SignIn(site, "likhit-bangchak");
        await writer.Open("/write?blog=bangchak");
        await writer.Page.GetByLabel("ชื่อเรื่อง").FillAsync("ตลาดนัดใบจาก");
        await writer.Page.GetByLabel("เนื้อเรื่อง").FillAsync("ขายหมดก่อนเก้าโมง");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await writer.Arrived("/n/");
        var monday = today.AddDays(7 - ((int)today.DayOfWeek + 6) % 7);
        await site.Command("digest", "--as-of", $"{monday:yyyy-MM-dd}T07:00+07:00");
        var letters = Directory.GetFiles(Path.Combine(site.Data, "spool", "new"), "*.eml").Select(File.ReadAllText).Where(l => l.Contains("amnuai-mueang@example.th", StringComparison.Ordinal)).ToList();
        var letter = Assert.Single(letters);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", letter, StringComparison.Ordinal);
        Assert.Empty(member.Errors.Concat(writer.Errors));
    }

    static async Task FindsIt(Phone reader, string word, string title)
    {
        // How soon is for the benchmark; here it is asked until it is found
        for (var until = DateTime.UtcNow.AddSeconds(60); ;)
        {
            await reader.Open("/find?q=" + Uri.EscapeDataString(word));
            if ((await reader.Text()).Contains(title, StringComparison.Ordinal))
                return;
            Assert.True(DateTime.UtcNow < until, $"«{word}» does not find «{title}»: " + await reader.Text());
        }
    }
}
