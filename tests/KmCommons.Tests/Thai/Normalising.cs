using System.Text;
using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Normalising
{
    [Theory]
    [InlineData("น\u0E4D\u0E32", "น\u0E33")] // nikhahit and sara aa
    [InlineData("น\u0E49\u0E4D\u0E32", "น\u0E49\u0E33")] // a tone before them
    [InlineData("น\u0E4D\u0E49\u0E32", "น\u0E49\u0E33")] // a tone between them
    [InlineData("น\u0E33\u0E49", "น\u0E49\u0E33")] // a tone after sara am
    [InlineData("ก\u0E48\u0E34น", "ก\u0E34\u0E48น")] // tone before vowel above
    [InlineData("ก\u0E49\u0E38ง", "ก\u0E38\u0E49ง")] // tone before vowel below
    [InlineData("บ้า\u0E49น", "บ้าน")]
    [InlineData("เเม่", "แม่")]
    [InlineData("เเเม่", "แม่")]
    [InlineData("แแม่", "แม่")]
    [InlineData("ผู้\u0E49", "ผู้")]
    [InlineData("ที\u0E35\u0E48\u0E35", "ที่")]
    [InlineData("จะะ", "จะ")]
    [InlineData("มาาา", "มา")]
    [InlineData("ทำำ", "ทำ")]
    [InlineData("สระ\u200Bพัง\uFEFF", "สระพัง")]
    [InlineData("ก\u200D\u200C\u2060\u00ADข", "กข")]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("a\tb\u0000\u0007c\u009F", "a\tbc")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("สิทธิ์ พันธุ์ ๆลฯ ๒๕๕๐", "สิทธิ์ พันธุ์ ๆลฯ ๒๕๕๐")]
    [InlineData("ขอบคุณค่ะ👩\u200D🌾🙏🏽", "ขอบคุณค่ะ👩\u200D🌾🙏🏽")]
    [InlineData("z\u0334\u0335\u0336\u0337\u0338\u0334\u0335ข", "z\u0334\u0335\u0336\u0337ข")] // a tower of marks
    [InlineData("ก\u3164\u2800\u115Fข", "กข")] // letters that show nothing
    [InlineData("tiếng Việt", "tiếng Việt")]
    [InlineData("", "")]
    public void What_looks_the_same_becomes_the_same(string text, string expected) => Assert.Equal(expected, ThaiText.Normalise(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("ก\uFFFDข\uFFFD", ThaiText.Normalise("ก\uD83Dข\uDE00"));

    [Fact]
    public void Text_that_is_normal_comes_back_as_the_same_object()
    {
        var text = "ชาวบ้านสระพัง “ถอดบทเรียน” เรื่องน้ำ — KM 😀 ปี ๒๕๕๐\n";
        Assert.Same(text, ThaiText.Normalise(text));
    }

    [Fact]
    public void Doing_it_twice_changes_nothing_more() =>
        AnyText.Always(text => ThaiText.Normalise(text) is var once && ReferenceEquals(once, ThaiText.Normalise(once)), 5000);

    [Fact]
    public void The_result_is_in_NFC_and_well_formed() => AnyText.Always(text =>
    {
        var normal = ThaiText.Normalise(text);
        return normal.IsNormalized(NormalizationForm.FormC) && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(normal)) == normal;
    }, 5000);

    [Fact]
    public void Sixty_four_kilobytes_of_anything_are_taken()
    {
        foreach (var text in AnyText.Huge())
        {
            var once = ThaiText.Normalise(text);
            Assert.Same(once, ThaiText.Normalise(once));
        }
    }
}
