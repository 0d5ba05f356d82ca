using KmCommons.Foundation.Markdown;

namespace KmCommons.Tests.Foundation;

public class MarkdownLinks
{
    static readonly ProseOptions Own = new() { OwnHosts = ["km.example.th"] };

    [Theory]
    [InlineData("ดูhttps://example.th/ก?x=1ครับ", "https://example.th/ก?x=1")]
    [InlineData("ที่https://example.thครับ", "https://example.th")]
    [InlineData("ที่ https://example.th.ครับ", "https://example.th")]
    [InlineData("ที่https://example.th/abcครับ", "https://example.th/abc")]
    [InlineData("ที่https://example.th:8080/aก", "https://example.th:8080/a")]
    [InlineData("https://th.wikipedia.org/wiki/ประเทศไทย ครับ", "https://th.wikipedia.org/wiki/ประเทศไทย")]
    [InlineData("https://th.wikipedia.org/wiki/นก_(สัตว์) ครับ", "https://th.wikipedia.org/wiki/นก_(สัตว์)")]
    [InlineData("https://a.th/%E0%B8%81%E0%B8%82ครับ", "https://a.th/%E0%B8%81%E0%B8%82")]
    [InlineData("https://a.th/?q=สระพัง&p=2ครับ", "https://a.th/?q=สระพัง&p=2")]
    [InlineData("(https://a.th/x)ครับ", "https://a.th/x")]
    [InlineData("(https://a.th/x_(y))", "https://a.th/x_(y)")]
    [InlineData("https://a.th/x(ภาษาไทย)", "https://a.th/x")]
    [InlineData("“https://a.th/x”นะ", "https://a.th/x")]
    [InlineData("https://a.th/x.", "https://a.th/x")]
    [InlineData("https://a.th/x).", "https://a.th/x")]
    [InlineData("https://a.th/x;", "https://a.th/x")]
    [InlineData("https://a.th/x,ก", "https://a.th/x")]
    [InlineData("'https://a.th/x'", "https://a.th/x")]
    [InlineData("https://a.th/กรุงเทพฯ", "https://a.th/กรุงเทพ")]
    [InlineData("https://a.th/xๆ", "https://a.th/x")]
    [InlineData("**https://a.th/x**ก", "https://a.th/x")]
    [InlineData("_https://a.th/x_", "https://a.th/x")]
    [InlineData("HTTPS://A.th/x", "HTTPS://A.th/x")]
    [InlineData("https://เที่ยวเมือง.ไทย/ก", "https://เที่ยวเมือง.ไทย/ก")]
    [InlineData("[https://a.th/x", "https://a.th/x")]
    [InlineData("และwww.example.thครับ", "http://www.example.th")]
    [InlineData("<https://a.th/x>ก", "https://a.th/x")]
    [InlineData("[เว็บ](www.example.th)", "http://www.example.th")]
    [InlineData("[ก](<https://a.th/a b>)", "https://a.th/a%20b")]
    [InlineData("[ก](/n/81116/เรื่อง)", "/n/81116/เรื่อง")]
    [InlineData("ดู[[81116]]นะ", "/n/81116")]
    [InlineData("[[๘๑๑๑๖]](ก)", "/n/81116")]
    [InlineData("[ก](#ข)", "#ข")]
    [InlineData("[ก](mailto:a.b@example.th)", "mailto:a.b@example.th")]
    [InlineData("[ก](tel:+6675-123-456)", "tel:+6675-123-456")]
    [InlineData("[ก][1]\n\n[1]: https://a.th/x", "https://a.th/x")]
    public void A_link_leads_exactly_there(string markdown, string address) => Assert.Equal([address], Prose.Render(markdown, Own).Links);

    [Theory]
    [InlineData("เขียนถึง somchai@example.th หรือ <somchai@example.th>")]
    [InlineData("xhttps://a.th")]
    [InlineData("https://ครับ")]
    [InlineData("https://localhost/x")]
    [InlineData("https://ธนาคาร.example@elsewhere.example/")]
    [InlineData("`https://a.th`")]
    [InlineData("www.")]
    [InlineData("a.www.example.th")]
    [InlineData("[ก](https://bank.example@elsewhere.example/)")]
    [InlineData("[ก](page.html)")]
    [InlineData("[ก](//a.th)")]
    [InlineData("[ก](mailto:a@b.th?subject=x&bcc=c@d.th)")]
    [InlineData("[[0]] [[]] [[1 2]] [[ก]] [[1234567890123]] [[5]")]
    public void What_is_no_address_stays_text(string markdown)
    {
        var prose = Prose.Render(markdown, Own);
        Assert.Empty(prose.Links);
        Assert.DoesNotContain("<a", prose.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_may_not_lead_there_keeps_its_words() =>
        Assert.Equal("<p>ก่อน <strong>คลิก</strong>ที่นี่ หลัง</p>\n", Prose.Render("ก่อน [**คลิก**ที่นี่](javascript:alert(1)) หลัง", Own).Html);

    [Fact]
    public void Links_do_not_nest()
    {
        Assert.Equal("<p><a href=\"/n/1\">ดู https://a.th/x นะ</a></p>\n", Prose.Render("[ดู https://a.th/x นะ](/n/1)", Own).Html);
        Assert.Equal(["/n/2"], Prose.Render("[![ก [ข](/n/1)](https://a.th/x.png) ค](/n/2)", Own).Links);
    }

    [Fact]
    public void Only_links_to_the_outside_say_so()
    {
        var html = Prose.Render("[ก](https://a.th/) [ข](https://KM.example.th/n/1) [ค](/n/2) [ง](#x)", Own).Html;
        Assert.Equal("<p><a href=\"https://a.th/\" rel=\"nofollow ugc noopener\">ก</a> <a href=\"https://KM.example.th/n/1\">ข</a> "
            + "<a href=\"/n/2\">ค</a> <a href=\"#x\">ง</a></p>\n", html);
    }

    [Fact]
    public void Each_address_is_told_once_in_order() =>
        Assert.Equal(["/b", "/a"], Prose.Render("[1](/b) [2](/a) [3](/b)", Own).Links);
}
