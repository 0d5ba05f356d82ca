using KmCommons.Foundation.Markdown;

namespace KmCommons.Tests.Foundation;

public class MarkdownPhotos
{
    static readonly ProseOptions Album = new()
    {
        Photo = name => name switch
        {
            "1" or "วัดสระเรียง.jpg" => new("/m/1.jpg", "/m/1-320.webp 320w, /m/1-640.webp 640w", "(min-width: 60rem) 36rem, 100vw", 640, 480, "เก้าอี้สามวง", null),
            "2" => new("/m/2.jpg", null, null, 320, 240, "", "คำบรรยายเดิม"),
            "3" => new("/m/3.jpg", "/m/3-320.webp 320w", null, 320, 240, "", null),
            _ => null,
        },
    };

    const string First = "<picture><source type=\"image/webp\" srcset=\"/m/1-320.webp 320w, /m/1-640.webp 640w\" sizes=\"(min-width: 60rem) 36rem, 100vw\"><img src=\"/m/1.jpg\" width=\"640\" height=\"480\" alt=\"เก้าอี้สามวง\" loading=\"lazy\" decoding=\"async\"></picture>";
    const string Second = "<img src=\"/m/2.jpg\" width=\"320\" height=\"240\" alt=\"{0}\" loading=\"lazy\" decoding=\"async\">";

    static RenderedProse Show(string markdown) => Prose.Render(markdown, Album);

    [Fact]
    public void A_photo_is_a_figure_with_its_caption()
    {
        var prose = Show("![ย้าย**เก้าอี้**แล้ว](photo:1)");
        Assert.Equal($"<figure>{First}<figcaption>ย้ายเก้าอี้แล้ว</figcaption></figure>\n", prose.Html);
        Assert.Equal("ย้ายเก้าอี้แล้ว", prose.Words);
        Assert.Equal(["1"], prose.Photos);
    }

    [Theory]
    [InlineData("![](<photo:วัดสระเรียง.jpg>)")]
    [InlineData("![](photo:%E0%B8%A7%E0%B8%B1%E0%B8%94%E0%B8%AA%E0%B8%A3%E0%B8%B0%E0%B9%80%E0%B8%A3%E0%B8%B5%E0%B8%A2%E0%B8%87.jpg)")]
    [InlineData("![](PHOTO:1)")]
    [InlineData("![][ก]\n\n[ก]: photo:1")]
    public void It_is_found_by_number_or_name(string markdown) => Assert.Equal($"<figure>{First}</figure>\n", Show(markdown).Html);

    [Fact]
    public void Its_own_caption_and_alternative_stand_in_for_what_is_missing()
    {
        Assert.Contains("alt=\"คำบรรยายเดิม\"", Show("![](photo:2)").Html, StringComparison.Ordinal);
        Assert.Contains("<figcaption>คำบรรยายเดิม</figcaption>", Show("![](photo:2)").Html, StringComparison.Ordinal);
        Assert.Contains("alt=\"ใหม่\"", Show("![ใหม่](photo:2)").Html, StringComparison.Ordinal);
    }

    [Fact]
    public void One_without_words_says_so_to_who_cannot_see_it_and_to_nobody_else()
    {
        var prose = Show("![](photo:3)");
        Assert.Equal("<figure><picture><source type=\"image/webp\" srcset=\"/m/3-320.webp 320w\" sizes=\"100vw\"><img src=\"/m/3.jpg\" width=\"320\" height=\"240\" alt=\"รูปที่ยังไม่มีคำบรรยาย\" loading=\"lazy\" decoding=\"async\"></picture></figure>\n", prose.Html);
        Assert.Equal("", prose.Words);
        Assert.Equal("เก้าอี้สามวง", Show("![](photo:1)").Words);
    }

    [Fact]
    public void In_the_middle_of_a_paragraph_it_parts_the_paragraph() =>
        Assert.Equal($"<p>ก่อน </p>\n<figure>{First}</figure>\n<p> หลัง</p>\n", Show("ก่อน ![](photo:1) หลัง").Html);

    [Fact]
    public void Two_side_by_side_are_a_pair() =>
        Assert.Equal($"<div class=\"figures figures--pair\">\n<figure>{First}</figure>\n<figure>{string.Format(null, Second, "ข")}<figcaption>ข</figcaption></figure>\n</div>\n",
            Show("![](photo:1)\n![ข](photo:2)").Html);

    [Fact]
    public void Inside_a_link_or_a_heading_it_is_a_picture_only()
    {
        Assert.Equal($"<p><a href=\"/n/1\">{First}</a></p>\n", Show("[![ก](photo:1)](/n/1)").Html);
        Assert.Equal($"<h2 id=\"h-หัว\">หัว {string.Format(null, Second, "ข")}</h2>\n", Show("# หัว ![ข](photo:2)").Html);
    }

    [Fact]
    public void An_unknown_photo_leaves_a_quiet_sentence_that_is_not_the_writers_words()
    {
        var prose = Show("ก ![ชื่อภาพ](photo:9)");
        Assert.Equal("<p>ก </p>\n<p class=\"photo-missing\">ยังไม่มีภาพนี้: ชื่อภาพ</p>\n", prose.Html);
        Assert.Equal("ก", prose.Words);
        Assert.Empty(prose.Photos);
    }

    [Theory]
    [InlineData("![ไกล](https://a.th/x.png)", "<p><a href=\"https://a.th/x.png\" rel=\"nofollow ugc noopener\">ไกล</a></p>\n")]
    [InlineData("![](https://a.th/x.png)", "<p><a href=\"https://a.th/x.png\" rel=\"nofollow ugc noopener\">https://a.th/x.png</a></p>\n")]
    [InlineData("![ไกล](//a.th/x.png)", "<p>ไกล</p>\n")]
    [InlineData("![ใน](/m/x.png)", "<p><a href=\"/m/x.png\">ใน</a></p>\n")]
    [InlineData("[![ไกล](https://a.th/x.png)](/n/1)", "<p><a href=\"/n/1\">ไกล</a></p>\n")]
    public void A_picture_of_another_place_is_never_fetched(string markdown, string html) => Assert.Equal(html, Show(markdown).Html);

    [Fact]
    public void A_caller_that_answers_with_a_far_address_shows_nothing_from_there()
    {
        var careless = new ProseOptions { Photo = _ => new("https://a.th/x.jpg", "//a.th/x.webp 320w", "x\"onload=", 1, 1, "\"><script>", "<b>") };
        var html = Prose.Render("![](photo:1)", careless).Html;
        Assert.Equal("<figure><figcaption>&lt;b&gt;</figcaption></figure>\n", html);
    }

    [Fact]
    public void The_caller_is_asked_once_a_name()
    {
        var asked = 0;
        Prose.Render("![](photo:1) ![](photo:1)\n\n![](photo:1)", new() { Photo = _ => { asked++; return null; } });
        Assert.Equal(1, asked);
    }
}
