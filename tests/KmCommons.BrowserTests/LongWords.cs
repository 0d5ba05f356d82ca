namespace KmCommons.BrowserTests;

/// <summary>One who types without a space must not make the lists of all others scroll sideways.</summary>
[Collection("site")]
public sealed class LongWords(RunningSite site)
{
    [Theory]
    [InlineData("กขคงจฉชซ")]
    [InlineData("abcdefgh")]
    public async Task A_word_of_a_whole_title_fits_the_smallest_phone_wherever_it_stands(string part)
    {
        await using var phone = await Phone.Take(site, width: 320);
        await phone.SignIn(site, "kit-bangchak");
        var (title, tag) = (string.Concat(Enumerable.Repeat(part, 20)), string.Concat(Enumerable.Repeat(part, 9)));
        await phone.Open("/write");
        await phone.Page.GetByLabel("ชื่อเรื่อง").FillAsync(title);
        await phone.Page.GetByLabel("เนื้อเรื่อง").FillAsync(title);
        await phone.Page.GetByLabel("คำสำคัญ").FillAsync(tag);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await phone.Arrived("/n/");
        var note = phone.Page.Url;
        var tooWide = new List<string>();
        foreach (var address in new[] { note, "/", "/notes", "/p/kit-bangchak", "/b/kit-bangchak", "/tag/" + tag, "/find?q=" + title, "/write/" + note.Split('/')[4] })
        {
            await phone.Open(address);
            if (await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                tooWide.Add(address);
        }
        // Out of the way of who looks at the newest notes next
        await phone.Page.Locator("summary", new() { HasText = "เก็บกลับ" }).ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "เก็บกลับเป็นร่าง" }).ClickAsync();
        await phone.Arrived("/n/");
        Assert.Empty(tooWide);
    }
}
