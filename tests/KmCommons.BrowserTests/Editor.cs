namespace KmCommons.BrowserTests;

/// <summary>The editor in the place of the note form's textarea: by thumb, by keyboard, from the clipboard.</summary>
[Collection("site of who writes")]
public sealed class Editor(RunningSite site)
{
    /// <summary>What the form would send.</summary>
    internal static Task<string> Markdown(Phone phone) => phone.Page.Locator("textarea[name=Body]").InputValueAsync();

    internal static ILocator Rich(Phone phone) => phone.Page.Locator(".rich");

    static ILocator Button(Phone phone, string words) => phone.Page.Locator("[data-tools]").GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    internal static async Task<Phone> AtTheForm(RunningSite site, int width = 360, bool dark = false)
    {
        var phone = await Phone.Take(site, width, dark: dark);
        await phone.SignIn(site, "likhit-bangchak");
        await phone.Open("/write?blog=bangchak");
        await Rich(phone).WaitForAsync();
        return phone;
    }

    static Task Paste(Phone phone, string html, string text) => Rich(phone).EvaluateAsync("""
        (rich, [html, text]) => {
          const data = new DataTransfer()
          if (html) data.setData('text/html', html)
          data.setData('text/plain', text)
          rich.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }
        """, new[] { html, text });

    [Fact]
    public async Task What_is_made_bold_and_counted_is_what_the_reader_sees()
    {
        await using var writer = await AtTheForm(site);
        await writer.Page.GetByLabel("ชื่อเรื่อง").FillAsync("กองทุนของเรา เขียนด้วยปุ่ม");
        await Rich(writer).ClickAsync();
        await writer.Page.Keyboard.TypeAsync("กองทุน");
        await Button(writer, "ตัวหนา").ClickAsync();
        await Assertions.Expect(Button(writer, "ตัวหนา")).ToHaveAttributeAsync("aria-pressed", "true");
        await writer.Page.Keyboard.TypeAsync("สวัสดิการ");
        await Button(writer, "ตัวหนา").ClickAsync();
        await writer.Page.Keyboard.TypeAsync("ชุมชน");
        await writer.Page.Keyboard.PressAsync("Enter");
        await Button(writer, "ลำดับ").ClickAsync();
        await writer.Page.Keyboard.TypeAsync("ลดเสียก่อน");
        await writer.Page.Keyboard.PressAsync("Enter");
        await writer.Page.Keyboard.TypeAsync("ออมวันละบาท");
        await writer.Page.Keyboard.PressAsync("Shift+Enter");
        await writer.Page.Keyboard.TypeAsync("1. ไม่ใช่ข้อ");
        Assert.Equal("กองทุน**สวัสดิการ**ชุมชน\n\n1. ลดเสียก่อน\n2. ออมวันละบาท\\\n   1\\. ไม่ใช่ข้อ", await Markdown(writer));
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เผยแพร่", Exact = true }).ClickAsync();
        await writer.Arrived("/n/");
        await using var reader = await Phone.Take(site);
        await reader.Open(writer.Page.Url);
        Assert.Equal("สวัสดิการ", await reader.Page.Locator(".prose strong").InnerTextAsync());
        Assert.Equal("กองทุนสวัสดิการชุมชน", await reader.Page.Locator(".prose p").First.InnerTextAsync());
        Assert.Equal(["ลดเสียก่อน", "ออมวันละบาท\n1. ไม่ใช่ข้อ"], await reader.Page.Locator(".prose ol li").AllInnerTextsAsync());
        Assert.Empty(writer.Errors.Concat(reader.Errors));
    }

    [Fact]
    public async Task From_Word_come_words_bold_lists_tables_and_links_and_nothing_else()
    {
        await using var writer = await AtTheForm(site);
        await Paste(writer, """
            <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body><!--StartFragment-->
            <p class=MsoNormal style='margin:0'><b><span lang=TH style='font-family:"TH Sarabun New";color:red'>ประชุม</span></b><span style="color:red">วันนี้<o:p></o:p></span></p>
            <p class=MsoListParagraphCxSpFirst style='mso-list:l0'><![if !supportLists]><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>ข้อหนึ่ง</p>
            <p class=MsoListParagraphCxSpLast style='mso-list:l0'><span>·<span>&nbsp;&nbsp; </span></span>ข้อสอง</p>
            <p><img src="https://spy.example/x.gif" width=1 onerror="alert(1)">ท้าย<br>บรรทัดใหม่ <a href="javascript:alert(1)">ร้าย</a> <a href="https://example.th/?a=1">ดี</a></p>
            <table><tr><td>ก</td><td>ข</td></tr><tr><td>1</td><td>2</td></tr></table><!--EndFragment--></body></html>
            """, "x");
        Assert.Equal("**ประชุม**วันนี้\n\n- ข้อหนึ่ง\n- ข้อสอง\n\nท้าย\\\nบรรทัดใหม่ ร้าย [ดี](https://example.th/?a=1)\n\n| ก | ข |\n|---|---|\n| 1 | 2 |", await Markdown(writer));
        Assert.Equal(0, await writer.Page.Locator(".rich [style], .rich img, .rich [class^=Mso], style").CountAsync());
        Assert.Empty(writer.Errors);
    }

    [Fact]
    public async Task From_LINE_every_line_stays_a_line_and_signs_stay_signs()
    {
        await using var writer = await AtTheForm(site);
        await Paste(writer, "", "สวัสดีค่ะ\r\nวันนี้ประชุม\r\n\r\n1. ข้อแรก\r\n- ขีด * ดาว\r\nhttps://example.th/a_b");
        Assert.Equal("สวัสดีค่ะ\\\nวันนี้ประชุม\n\n1\\. ข้อแรก\\\n\\- ขีด \\* ดาว\\\nhttps://example.th/a_b", await Markdown(writer));
        await Button(writer, "เลิกทำ").ClickAsync();
        Assert.Equal("", await Markdown(writer));
        Assert.Empty(writer.Errors);
    }

    [Fact]
    public async Task A_draft_comes_back_after_a_reload_as_it_looked()
    {
        await using var writer = await AtTheForm(site);
        writer.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await Rich(writer).ClickAsync();
        await writer.Page.Keyboard.TypeAsync("เขียนค้าง **ไว้ก่อน**");
        await Assertions.Expect(writer.Page.Locator("[data-saved]")).ToContainTextAsync("เก็บไว้");
        await writer.Page.ReloadAsync();
        await Assertions.Expect(Rich(writer)).ToHaveTextAsync("");
        await writer.Page.GetByRole(AriaRole.Button, new() { Name = "เอาร่างกลับมา" }).ClickAsync();
        await Assertions.Expect(Rich(writer).Locator("strong")).ToHaveTextAsync("ไว้ก่อน");
        Assert.Equal("เขียนค้าง **ไว้ก่อน**", await Markdown(writer));
    }

    [Fact]
    public async Task A_dropped_picture_joins_the_photos_of_the_form()
    {
        await using var writer = await AtTheForm(site);
        await Rich(writer).EvaluateAsync("""
            async rich => {
              const canvas = document.createElement('canvas')
              const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg'))
              const data = new DataTransfer()
              data.items.add(new File([blob], 'คลอง.jpg', { type: 'image/jpeg' }))
              rich.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: 100, clientY: 400 }))
              rich.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }
            """);
        await Assertions.Expect(writer.Page.Locator("[data-shots] [name$='.Caption']")).ToHaveCountAsync(2);
        Assert.Equal("", await Markdown(writer));
        Assert.Empty(writer.Errors);
    }

    [Theory]
    [InlineData(320, false)]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task It_has_names_thumbs_and_room(int width, bool dark)
    {
        await using var writer = await AtTheForm(site, width, dark);
        await Rich(writer).ClickAsync();
        await writer.Page.Keyboard.TypeAsync("ดู");
        await writer.Page.Keyboard.PressAsync("Control+a"); // the editor's own key: a choice by the browser is told to it a moment later
        await writer.Page.Keyboard.PressAsync("Control+k");
        await writer.Page.GetByLabel("ลิงก์ไปที่ไหน").FillAsync("example.th/รายงาน");
        Assert.Empty(await writer.Barriers());
        await writer.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("[ดู](https://example.th/รายงาน)", await Markdown(writer));
        await Assertions.Expect(writer.Page.GetByRole(AriaRole.Textbox, new() { Name = "เนื้อเรื่อง" })).ToBeFocusedAsync();
        await writer.Page.Keyboard.PressAsync("Alt+F10");
        await Assertions.Expect(Button(writer, "ใส่ภาพ")).ToBeFocusedAsync();
        foreach (var words in new[] { "ใส่ภาพ", "หัวข้อ", "ตัวหนา", "ตัวเอียง", "รายการ", "ลำดับ", "อ้างคำพูด", "ลิงก์", "เลิกทำ", "ข้อความล้วน" })
            Assert.True((await Button(writer, words).BoundingBoxAsync())!.Height >= 43.5, words);
        Assert.False(await writer.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        Assert.Empty(writer.Errors);
    }

    [Fact]
    public async Task Plain_text_is_one_button_away_and_comes_back()
    {
        await using var writer = await AtTheForm(site);
        await Button(writer, "ข้อความล้วน").ClickAsync();
        var plain = writer.Page.Locator("textarea[name=Body]");
        await plain.FillAsync("## หัว\n\n| ก | ข |\n|---|---:|\n| 1 | 2 |");
        await writer.Page.ReloadAsync();
        await Assertions.Expect(plain).ToBeVisibleAsync(); // as one left it
        await plain.FillAsync("## หัว\n\n| ก | ข |\n|---|---:|\n| 1 | 2 |");
        await Button(writer, "ข้อความล้วน").ClickAsync();
        Assert.Equal(["1", "2"], await Rich(writer).Locator("td").AllInnerTextsAsync());
    }

    [Fact]
    public async Task What_the_editor_cannot_hold_and_a_browser_without_it_keep_the_textarea()
    {
        await using var writer = await AtTheForm(site);
        var plain = writer.Page.Locator("textarea[name=Body]");
        await Button(writer, "ข้อความล้วน").ClickAsync();
        await plain.FillAsync("[รายงาน](https://example.th \"ชื่อที่หาย\")");
        await Button(writer, "ข้อความล้วน").ClickAsync();
        await Assertions.Expect(plain).ToBeVisibleAsync();
        Assert.Equal("[รายงาน](https://example.th \"ชื่อที่หาย\")", await Markdown(writer));

        await using var old = await Phone.Take(site);
        await old.SignIn(site, "likhit-bangchak");
        await old.Page.RouteAsync("**/editor*.js*", route => route.AbortAsync());
        await old.Open("/write?blog=bangchak");
        await Button(old, "ตัวหนา").ClickAsync();
        Assert.Equal("**ตัวหนา**", await old.Page.GetByLabel("เนื้อเรื่อง").InputValueAsync());
    }
}
