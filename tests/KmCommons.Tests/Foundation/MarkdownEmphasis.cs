using KmCommons.Foundation.Markdown;
using Markdig;

namespace KmCommons.Tests.Foundation;

public class MarkdownEmphasis
{
    static string Inner(string markdown) => Prose.Render(markdown, ProseOptions.Plain).Html.Replace("&quot;", "\"", StringComparison.Ordinal).Trim()[3..^4];

    [Theory]
    [InlineData("แบบจำลอง**\"หยดน้ำเพชร\"**และ", "แบบจำลอง<strong>\"หยดน้ำเพชร\"</strong>และ")]
    [InlineData("ปี**(พ.ศ. 2550)**นี้", "ปี<strong>(พ.ศ. 2550)</strong>นี้")]
    [InlineData("**ตัวหนา**ต่อกัน", "<strong>ตัวหนา</strong>ต่อกัน")]
    [InlineData("ก*(ข)*ค", "ก<em>(ข)</em>ค")]
    [InlineData("โครงการKM**\"หยดน้ำ\"**และ", "โครงการKM<strong>\"หยดน้ำ\"</strong>และ")]
    [InlineData("**“เรียนรู้”**Blogของเรา", "<strong>“เรียนรู้”</strong>Blogของเรา")]
    [InlineData("**ตำบล:**บางจาก", "<strong>ตำบล:</strong>บางจาก")]
    [InlineData("คำ**ฯลฯ**และ**ๆ**ต่อ", "คำ<strong>ฯลฯ</strong>และ<strong>ๆ</strong>ต่อ")]
    [InlineData("ก_ข_ค", "ก<em>ข</em>ค")]
    [InlineData("เรา__(เน้น)__ไว้", "เรา<strong>(เน้น)</strong>ไว้")]
    [InlineData("ไฟล์_a_b_ครับ", "ไฟล์<em>a_b</em>ครับ")]
    [InlineData("รายงาน_ประชุม_2550.doc", "รายงาน_ประชุม_2550.doc")]
    [InlineData("งบ~~\"เก่า\"~~ใหม่", "งบ<del>\"เก่า\"</del>ใหม่")]
    [InlineData("***\"ก\"***ข", "<em><strong>\"ก\"</strong></em>ข")]
    [InlineData("*ก**(ข)**ค*ง", "<em>ก<strong>(ข)</strong>ค</em>ง")]
    [InlineData("**ก*(ข)*ค**ง", "<strong>ก<em>(ข)</em>ค</strong>ง")]
    [InlineData("ก**&quot;ข&quot;**ค", "ก<strong>\"ข\"</strong>ค")]
    [InlineData("ก**[(ข)](/n/1)**ค", "ก<strong><a href=\"/n/1\">(ข)</a></strong>ค")]
    [InlineData("ก`**\"ข\"**`ค", "ก<code>**\"ข\"**</code>ค")]
    [InlineData("ก\\**(ข)\\**ค", "ก*<em>(ข)*</em>ค")]
    [InlineData("ก ** (ข) ** ค", "ก ** (ข) ** ค")]
    [InlineData("2*3*4 ก", "2<em>3</em>4 ก")]
    [InlineData("a**\"b\"**c ไทย", "a**\"b\"**c ไทย")]
    public void Emphasis_holds_when_it_is_glued_to_Thai(string markdown, string html) => Assert.Equal(html, Inner(markdown));

    [Fact]
    public void In_a_table_the_next_cell_is_not_the_same_run()
    {
        var html = Prose.Render("|ก|a**\"b\"**c|\n|-|-|\n|ก|x|", ProseOptions.Plain).Html;
        Assert.Contains("a**&quot;b&quot;**c", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"", "\"")]
    [InlineData("(", ")")]
    [InlineData("“", "”")]
    [InlineData("‘", "’")]
    [InlineData("[", "]")]
    [InlineData("«", "»")]
    [InlineData("", ".")]
    [InlineData("", "!")]
    [InlineData("", "%")]
    [InlineData("#", "")]
    [InlineData("$", "")]
    public void Whatever_signs_stand_inside_both_signs_of_emphasis_work_between_Thai_letters(string first, string last)
    {
        foreach (var sign in new[] { "*", "**", "_", "__" })
            foreach (var inner in new[] { "ข", "คน เดิน", "A", "2550", "น้ำ" })
            {
                var element = sign.Length == 1 ? "em" : "strong";
                Assert.Equal($"ที่<{element}>{first}{inner}{last}</{element}>นี้", Inner($"ที่{sign}{first}{inner}{last}{sign}นี้"));
            }
    }

    [Fact]
    public void Text_without_Thai_keeps_the_rules_of_CommonMark()
    {
        var plain = new MarkdownPipelineBuilder().DisableHtml().Build();
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.InlineParsers.Replace<Markdig.Parsers.Inlines.EmphasisInlineParser>(new ThaiEmphasis());
        var ours = builder.Build();
        var random = new Random(81116);
        string[] pieces = ["a", "b", " ", " ", "*", "*", "**", "_", "__", "\"", "(", ")", ".", "1", "é", "—", "&quot;", "`", "\\", "\n", "漢", "😀"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 3 + random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.Equal(Markdig.Markdown.ToHtml(text, plain), Markdig.Markdown.ToHtml(text, ours));
        }
    }
}
