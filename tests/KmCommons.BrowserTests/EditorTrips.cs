using System.Text.RegularExpressions;

namespace KmCommons.BrowserTests;

/// <summary>Markdown into the built editor and out again, in Chromium: the second time nothing changes, and the server makes the same HTML of what comes back.</summary>
[Collection("site of who writes")]
public sealed partial class EditorTrips(RunningSite site)
{
    const string Trips = """
        async texts => {
          const body = document.querySelector('textarea[name=Body]')
          const trip = text => {
            body.value = text
            body.dispatchEvent(new Event('input', { bubbles: true }))
            if (!body.hidden) document.querySelector('[data-tool=plain]').click()
            if (!body.hidden) return null
            const rich = document.querySelector('.rich')
            rich.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }))
            const data = new DataTransfer()
            rich.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
            return data.getData('text/plain')
          }
          const html = async text => {
            const form = new FormData()
            form.set('Body', text)
            const answer = await fetch('/write/preview', { method: 'POST', body: form })
            return answer.ok ? (await answer.text()).replace(/\s+/g, ' ').replace(/ ?(<\/?(p|div|ul|ol|li|pre|hr|br|h\d|blockquote|table|thead|tbody|tr|th|td)\b[^>]*>) ?/g, '$1') : 'refused ' + answer.status
          }
          const found = []
          for (const text of texts) {
            const once = trip(text)
            found.push(once === null ? [] : [once, trip(once), await html(text), await html(once)])
          }
          return found
        }
        """;

    async Task<List<string[]>> Go(List<string> texts)
    {
        await using var phone = await Editor.AtTheForm(site);
        var found = await phone.Page.EvaluateAsync<string[][]>(Trips, texts);
        Assert.Empty(phone.Errors);
        return [.. found];
    }

    static string Told(string text, string[] trip) => $"«{text}»\nbecame «{trip[0]}»\nthen   «{trip[1]}»\n{trip[2]}\n{trip[3]}";

    [Fact]
    public async Task Every_text_of_the_seed_comes_back_letter_by_letter()
    {
        var texts = new[] { "notes", "cases", "aars" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Seed, folder), "*.md"))
            .Select(file => FrontMatter().Replace(File.ReadAllText(file), "").Trim()).ToList();
        Assert.True(texts.Count >= 67);
        var trips = await Go(texts);
        foreach (var (text, trip) in texts.Zip(trips))
        {
            Assert.True(trip.Length == 4, $"The editor does not take: {text}");
            Assert.Equal(text, trip[0]);
            Assert.Equal(text, trip[1]);
        }
    }

    [Theory]
    [InlineData("กองทุน**สวัสดิการ**ชุมชน")]
    [InlineData("ปี**(พ.ศ. 2550)**นี้ *\"คำ\"*ต่อ ~~เลิก~~แล้ว")]
    [InlineData("บรรทัดหนึ่ง\\\nบรรทัดสอง")]
    [InlineData("1\\. ไม่ใช่ข้อ\n\n«1.» ก็ไม่ใช่ 2550. ๑.")]
    [InlineData("\\- ขีด \\* ดาว \\_ เส้น a_b_c \\# \\[วงเล็บ\\] \\`โค้ด\\` \\\\")]
    [InlineData("- ก\n- ข\n  1. หนึ่ง\n  2. สอง\n- ค")]
    [InlineData("3. สาม\n4. สี่\n\n- ต่อ\n\n* อีกรายการ")]
    [InlineData("- [ ] ยังไม่ทำ\n- [x] ทำแล้ว")]
    [InlineData("> คำพูด\n>\n> - ในคำพูด")]
    [InlineData("![ปากคลอง \\[เช้า\\]](photo:1)\n\nต่อ")]
    [InlineData("ดูhttps://example.th/ก_ข?x=1&y=2ครับ และ www.example.co.th/a*b*")]
    [InlineData("[รายงาน **ปี** 2550](https://example.th/a_(b)) <https://example.th>")]
    [InlineData("| ก | ข | ค |\n|---|---:|:---:|\n| **1** | a\\|b | |")]
    [InlineData("```\n**ไม่หนา** _x_\n\n- ขีด\n```")]
    [InlineData("a &amp;lt; b \\&amp; \\<b> [[81116]]")]
    [InlineData("    ย่อหน้าไทยเยื้อง\nต่อบรรทัด\n\n\nห่างสองบรรทัด")]
    [InlineData("หัวเรื่อง\n===\n\n### รอง #3 \\#")]
    public async Task What_people_write_comes_to_rest_and_reads_the_same(string text) => Check([text], await Go([text]), mustTake: !text.Contains("amp", StringComparison.Ordinal));

    [Fact]
    public async Task So_do_a_thousand_texts_put_together_at_random()
    {
        string[] words = ["กองทุน", "สวัสดิการ", "**หนา**", "*เอียง* ", "**«หนา»**", "ปี 2550 ", "(พ.ศ. 2550)", " ", " ", "a_b", "1.", "- ", "#", "!", "\\*", "\\_", "~", "«1.»", "\"คำ\"", "[ลิงก์](https://example.th/x_y)",
            "https://example.th/ก ", "`โค้ด`", "![ภาพ](photo:1)", "ๆ ", "ฯลฯ ", "\\\n", "\n", "+ ", "=", "&", "<", ">", "[x]", "|"];
        string[] begins = ["", "", "", "- ", "1. ", "2) ", "> ", "## ", "# ", "- [ ] ", "- ก\n  - ", "> - ", "| ก | ข |\n|---|---|\n| 1 | 2 |\n\n", "---\n\n", "```\nโค้ด\n```\n\n"];
        var luck = new Random(2550);
        string Paragraph() => begins[luck.Next(begins.Length)] + string.Concat(Enumerable.Range(0, luck.Next(1, 9)).Select(_ => words[luck.Next(words.Length)]));
        var texts = Enumerable.Range(0, 1000).Select(_ => string.Join(luck.Next(3) == 0 ? "\n" : "\n\n", Enumerable.Range(0, luck.Next(1, 5)).Select(_ => Paragraph()))).ToList();
        var trips = await Go(texts);
        Check(texts, trips, mustTake: false);
        Assert.True(trips.Count(t => t.Length == 4) > 900, $"{trips.Count(t => t.Length == 4)} taken");
    }

    static void Check(List<string> texts, List<string[]> trips, bool mustTake)
    {
        var wrong = new List<string>();
        foreach (var (text, trip) in texts.Zip(trips))
            if (trip.Length == 0 ? mustTake : trip[0] != trip[1] || trip[2] != trip[3])
                wrong.Add(trip.Length == 0 ? $"not taken: «{text}»" : Told(text, trip));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {texts.Count}\n" + string.Join("\n\n", wrong.Take(8)));
    }

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

    [GeneratedRegex(@"\A---\n.*?\n---\n", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();
}
