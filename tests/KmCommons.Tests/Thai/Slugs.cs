using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Slugs
{
    [Theory]
    [InlineData("กองทุนที่ดินบ้านสระพัง", "กองทุนที่ดินบ้านสระพัง")]
    [InlineData("  บ้าน & บาน: KM Blog!  ", "บ้าน-บาน-km-blog")]
    [InlineData("นํ้า เเม่", "น้ำ-แม่")]
    [InlineData("AAR ครั้งที่ ๓/2550", "aar-ครั้งที่-๓-2550")]
    [InlineData("ต่างๆ ฯลฯ", "ต่าง-ล")]
    [InlineData("<script>../%2e", "script-2e")]
    [InlineData("Café ดอยช้าง", "café-ดอยช้าง")]
    [InlineData("ก\u0301ข 👩‍🌾", "กข")]
    [InlineData("", "")]
    [InlineData("!!! 🙏 ๆ", "")]
    public void A_title_becomes_a_readable_address(string title, string expected) => Assert.Equal(expected, ThaiSlug.Of(title));

    [Theory]
    [InlineData("น้ำใจที่ดี", 3, "น้ำใจ")]
    [InlineData("น้ำใจที่ดี", 2, "น้ำ")] // not น้ำใ
    [InlineData("ที่ นี่", 2, "ที่")]
    public void It_is_cut_at_a_cluster(string title, int most, string slug) => Assert.Equal(slug, ThaiSlug.Of(title, most));

    [Fact]
    public void The_slug_of_a_slug_is_itself_and_has_no_stray_hyphen() => AnyText.Always(title =>
    {
        var slug = ThaiSlug.Of(title, 12);
        return slug == ThaiSlug.Of(slug, 12) && ThaiText.CountClusters(slug) <= 12
            && (slug.Length == 0 || (slug[0] != '-' && slug[^1] != '-' && !slug.Contains("--", StringComparison.Ordinal)));
    }, 3000);

    [Fact]
    public void It_holds_nothing_that_an_address_could_trip_over() => AnyText.Always(title =>
        ThaiSlug.Of(title).All(c => c == '-' || char.IsAsciiDigit(c) || char.IsLetter(c) || c is >= '\u0E31' and <= '\u0E5A'), 3000);

    [Theory]
    [InlineData("๒๕๕๐ และ 2550", "2550 และ 2550", "๒๕๕๐ และ ๒๕๕๐")]
    [InlineData("ไม่มีเลข", "ไม่มีเลข", "ไม่มีเลข")]
    public void Digits_go_both_ways(string text, string arabic, string thai)
    {
        Assert.Equal(arabic, ThaiDigits.ToArabic(text));
        Assert.Equal(thai, ThaiDigits.ToThai(text));
    }

    [Fact]
    public void Digits_come_back() => AnyText.Always(text =>
        ThaiDigits.ToArabic(ThaiDigits.ToThai(text)) == ThaiDigits.ToArabic(text) && ThaiDigits.ToThai(ThaiDigits.ToArabic(text)) == ThaiDigits.ToThai(text));
}
