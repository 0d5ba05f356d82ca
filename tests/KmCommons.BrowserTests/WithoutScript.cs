namespace KmCommons.BrowserTests;

[Collection("site")]
public sealed class WithoutScript(RunningSite site)
{
    [Fact]
    public async Task Reading_commenting_and_writing_work()
    {
        await using var writer = await Phone.Take(site, script: false);
        await writer.SignIn(site, "likhit-bangchak");
        await writer.Open("/write?blog=bangchak");
        await writer.Page.GetByLabel("ชื่อเรื่อง").FillAsync("เขียนโดยไม่มีสคริปต์");
        await writer.Page.GetByLabel("เนื้อเรื่อง").FillAsync("เครื่องเก่าก็เขียนได้");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await writer.Arrived("/n/");
        await using var reader = await Phone.Take(site, script: false);
        await reader.Open(writer.Page.Url);
        Assert.Contains("เครื่องเก่าก็เขียนได้", await reader.Text(), StringComparison.Ordinal);
        await reader.Page.GetByLabel("ความเห็นหรือคำถามของท่าน").FillAsync("อ่านได้ครับ");
        await reader.Page.GetByLabel("ชื่อของท่าน").FillAsync("คนใช้เครื่องเก่า");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "ส่งความเห็น" }).ClickAsync();
        await Assertions.Expect(reader.Page.Locator("main")).ToContainTextAsync("เพราะท่านเขียนที่นี่เป็นครั้งแรก");
    }
}
