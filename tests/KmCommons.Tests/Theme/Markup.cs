using System.Text.RegularExpressions;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KmCommons.Tests.Theme;

public partial class Markup
{
    [Fact]
    public void No_page_carries_an_inline_style_or_script_which_the_security_policy_would_refuse() =>
        Assert.Empty(from page in House.Pages from Match found in Inline().Matches(page.Text) select $"{page.Name}: {found.Value}");

    [Fact]
    public void Every_icon_that_a_page_names_exists() =>
        Assert.Empty(from page in House.Pages from Match found in Icon().Matches(page.Text) let name = found.Groups[1].Value where !IconTagHelper.Names.Contains(name) select $"{page.Name}: {name}");

    [Fact]
    public void An_icon_is_drawn_where_it_stands_and_hidden_from_screen_readers()
    {
        var drawn = Draw(new IconTagHelper { Name = "voice", Times = 3 });
        Assert.Equal(3, drawn.Split("<svg class=\"icon\"").Length - 1);
        Assert.Equal(3, drawn.Split("aria-hidden=\"true\"").Length - 1);
    }

    [Fact]
    public void An_unknown_icon_is_an_error_that_names_the_known_ones() =>
        Assert.Contains("pen", Assert.Throws<InvalidOperationException>(() => Draw(new IconTagHelper { Name = "carp" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ย้ายเก้าอี้ก่อน แล้วคนจึงเริ่มคุยกัน", "ย้ายเก้าอี้ก่อน|แล้วคนจึงเริ่มคุยกัน")]
    [InlineData("กองทุนวันละ 1 บาท ของตำบล", "กองทุนวันละ\u00A01\u00A0บาท|ของตำบล")]
    [InlineData("จาก 5,000 ถึง 10,000", "จาก\u00A05,000\u00A0ถึง\u00A010,000")]
    [InlineData("เด็ก ๆ วาด จริง ๆ นะ", "เด็ก\u00A0ๆ|วาด|จริง\u00A0ๆ|นะ")]
    [InlineData("Sa Phang on the map", "Sa|Phang|on|the|map")]
    [InlineData("  เวที   สามร้อยคน ", "เวที|สามร้อยคน")]
    [InlineData("", "")]
    public void A_headline_breaks_at_its_own_spaces_and_a_number_stays_with_its_neighbours(string headline, string phrases) =>
        Assert.Equal(phrases, string.Join('|', PhrasesTagHelper.Of(headline)));

    [Fact]
    public void What_a_person_wrote_in_a_headline_is_only_text()
    {
        var drawn = Draw(new PhrasesTagHelper { Text = "<b>หนา</b> <script>alert(1)</script>" });
        Assert.DoesNotContain("<b>", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", drawn, StringComparison.Ordinal);
        Assert.Contains("<span class=\"ph\">", drawn, StringComparison.Ordinal);
    }

    static string Draw(TagHelper helper)
    {
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "x"), output);
        return output.Content.GetContent();
    }

    [GeneratedRegex("""\sstyle="|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("""<icon[^>]*\sname="([^"@]+)["]""")]
    private static partial Regex Icon();
}
