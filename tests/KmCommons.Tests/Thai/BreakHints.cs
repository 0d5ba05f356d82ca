using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class BreakHints
{
    [Theory]
    [InlineData("ชาวบ้านไปนา", "ชาว|บ้าน|ไป|นา")]
    [InlineData("ทีมBlogของเรา", "ทีม|Blog|ของ|เรา")]
    [InlineData("ต่างๆนานา (ดีมาก) COVID19", "ต่างๆ|นานา (ดี|มาก) COVID19")]
    [InlineData("", "")]
    public void A_line_may_break_between_Thai_words(string text, string expected) => Assert.Equal(expected, ThaiWords.BreakHints(text, "|"));

    [Fact]
    public void Listed_words_stay_on_one_line() =>
        Assert.Equal("ที่|วัดป่ายาง", ThaiWords.BreakHints("ที่วัดป่ายาง", "|", new WordList(["วัดป่ายาง"])));

    [Fact]
    public void Taking_the_marks_out_gives_the_text_back() => AnyText.Always(text =>
        ThaiWords.BreakHints(text, "<wbr>").Replace("<wbr>", "", StringComparison.Ordinal) == text);

    [Fact]
    public void Normalising_takes_them_out() => AnyText.Always(text =>
        ThaiText.Normalise(text) is var normal && ThaiText.Normalise(ThaiWords.BreakHints(normal)) == normal);
}
