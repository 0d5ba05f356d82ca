using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;

namespace KmCommons.Tests.Foundation;

public class MarkdownComments
{
    static string Show(string text) => InlineProse.Render(text, ProseOptions.Plain).Html;

    [Fact]
    public void Lines_stay_lines_and_links_are_links() => Assert.Equal(
        "<p>ขอบคุณ*ครับ*<br>\nดู<a href=\"https://a.th/x\" rel=\"nofollow ugc noopener\">https://a.th/x</a>นะ</p>\n<p>ปี<strong>(2550)</strong>นี้</p>\n",
        Show("ขอบคุณ\\*ครับ\\*\nดูhttps://a.th/xนะ\n\nปี**(2550)**นี้"));

    [Theory]
    [InlineData("# หัวข้อ")]
    [InlineData("- ข้อ")]
    [InlineData("1. ข้อ")]
    [InlineData("> อ้าง")]
    [InlineData("หัว\n---")]
    [InlineData("|ก|\n|-|\n|ข|")]
    [InlineData("```\nx")]
    public void Blocks_of_a_note_stay_as_typed(string text)
    {
        var html = Show(text);
        Assert.StartsWith("<p>", html, StringComparison.Ordinal);
        Assert.Equal(text.Replace(">", "&gt;", StringComparison.Ordinal).Replace("\n", "<br>\n", StringComparison.Ordinal), html[3..^5]);
    }

    [Theory]
    [InlineData("![ภาพ](photo:1)", "<p>ภาพ</p>\n")]
    [InlineData("![ภาพ](https://a.th/x.png)", "<p><a href=\"https://a.th/x.png\" rel=\"nofollow ugc noopener\">ภาพ</a></p>\n")]
    [InlineData("[x](javascript:alert(1)) <b>", "<p>x &lt;b&gt;</p>\n")]
    public void There_are_no_pictures_and_no_HTML(string text, string html) =>
        Assert.Equal(html, InlineProse.Render(text, new() { Photo = _ => new("/m/1.jpg", null, null, 1, 1, "", null) }).Html);

    [Fact]
    public void A_comment_has_words_and_a_summary()
    {
        var comment = InlineProse.Render("หนึ่ง\nสอง\n\nสาม", ProseOptions.Plain);
        Assert.Equal("หนึ่ง\nสอง\nสาม", comment.Words);
        Assert.Equal("หนึ่ง สอง สาม", comment.Summary);
    }

    [Fact]
    public void A_book_is_not_a_comment()
    {
        var refused = Assert.Throws<Refused>(() => InlineProse.Render(new string('ก', InlineProse.MaxBytes / 3 + 1), new() { Field = "Words" }));
        Assert.Equal((413, "Words"), (refused.Status, refused.Field));
        Assert.Equal(422, Assert.Throws<Refused>(() => Show(new string('[', 30_000))).Status);
    }
}
