using KmCommons.Foundation.Markdown;

namespace KmCommons.Tests.Foundation;

public class MarkdownWalls
{
    static readonly ProseOptions Album = new() { Photo = _ => new("/m/1.jpg", null, null, 1, 1, "ก", null) };

    public static TheoryData<string> Vectors => [.. MarkdownVectors.Markdown, .. MarkdownVectors.Html];

    static List<string> Through(string attack, Walls walls) => Stranger.Finds(Prose.Render(attack, Album, walls).Html);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Without_walls_it_would_do_harm(string attack) => Assert.NotEmpty(Through(attack, Walls.None));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_first_wall_alone_stops_it(string attack) => Assert.Empty(Through(attack, Walls.Syntax));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_second_wall_alone_stops_it(string attack) => Assert.Empty(Through(attack, Walls.Html));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Nothing_of_it_is_told_as_a_link_or_done_in_a_comment(string attack)
    {
        Assert.All(Prose.Render(attack, Album).Links, link => Assert.Matches("^(https?://|mailto:|tel:|#|/(?!/))", link));
        Assert.Empty(Stranger.Finds(InlineProse.Render(attack, Album).Html));
    }

    [Fact]
    public void Attacks_mixed_with_each_other_and_with_Thai_do_not_pass_either_wall()
    {
        string[] between = ["", "ก", " ", "\n", "\n\n", "> ", "- ", "**", "`", "<", "\"", "'", "|", "](", "[", "-->", "]]>", "</svg>", "</style>", "<p>", "&#0;"];
        var all = MarkdownVectors.Markdown.Concat(MarkdownVectors.Html).ToArray();
        var random = new Random(69573);
        for (var round = 0; round < 1500; round++)
        {
            var attack = string.Concat(Enumerable.Range(0, 4).Select(_ => all[random.Next(all.Length)] + between[random.Next(between.Length)]));
            Assert.Empty(Through(attack, Walls.Syntax));
            Assert.Empty(Through(attack, Walls.Html));
            Assert.Empty(Through(attack, Walls.Both));
        }
    }

    [Fact]
    public void Raw_HTML_is_shown_as_it_was_typed() =>
        Assert.Equal("<p>&lt;b onclick=&quot;x&quot;&gt;ก&lt;/b&gt; &lt;!-- ข --&gt;</p>\n", Prose.Render("<b onclick=\"x\">ก</b> <!-- ข -->", Album).Html);

    [Theory]
    [InlineData("<script>ก</script><p>ข</p>", "<p>ข</p>")]
    [InlineData("<center>ก <b>ข</b></center>", "ก ข")]
    [InlineData("<p onclick=x>ก<p>ข", "<p>ก</p><p>ข</p>")]
    [InlineData("<a href=javascript:x>ก</a>", "<a>ก</a>")]
    [InlineData("<img src=//a.example/x alt=ก>", "")]
    [InlineData("<!-- ก -->ข", "ข")]
    [InlineData("<picture><source type=image/webp srcset='/m/a.webp 1w' sizes=1px><img src=/m/1.jpg></picture>", "<picture><source type=\"image/webp\" srcset=\"/m/a.webp 1w\" sizes=\"1px\"><img src=\"/m/1.jpg\"></picture>")]
    [InlineData("<picture><source type=text/html media=all onload=x src=/m/x srcset='/m/a.webp 1w'><img src=/m/1.jpg onerror=x></picture>", "<picture><source srcset=\"/m/a.webp 1w\"><img src=\"/m/1.jpg\"></picture>")]
    [InlineData("<picture><source type=image/webp srcset='//a.example/x 1w'><source><img src=/m/1.jpg></picture>", "<picture><img src=\"/m/1.jpg\"></picture>")]
    [InlineData("<picture><source type=image/webp srcset='/m/a.webp 1w'><img src=//a.example/x></picture>", "")]
    [InlineData("<source type=image/webp srcset='/m/a.webp 1w'>ก<img src=/m/1.jpg srcset='/m/a.webp 1w'>", "ก<img src=\"/m/1.jpg\">")]
    public void The_second_wall_keeps_words_and_drops_what_is_not_words(string html, string left) => Assert.Equal(left, HtmlWall.Rebuild(html).Html);

    [Fact]
    public void The_second_wall_survives_a_tower()
    {
        var html = string.Concat(Enumerable.Repeat("<blockquote>", 5000)) + "ก";
        Assert.Empty(Stranger.Finds(HtmlWall.Rebuild(html).Html));
    }
}
