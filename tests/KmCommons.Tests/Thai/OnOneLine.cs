using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public sealed class OnOneLine
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(" \n\t ", "")]
    [InlineData("  น้ำ \t ใน\r\n\n คลอง\u00A0ใส\u2028 ", "น้ำ ใน คลอง ใส")]
    [InlineData("นํ้า\u200Bเเล้ง", "น้ำแล้ง")]
    public void Every_run_of_white_space_is_one_space_and_the_text_is_normalised(string? text, string line) => Assert.Equal(line, ThaiText.OneLine(text));
}
