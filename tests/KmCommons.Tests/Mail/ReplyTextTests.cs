using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class ReplyTextTests
{
    [Theory]
    [MemberData(nameof(ReplySamples.All), MemberType = typeof(ReplySamples))]
    public void What_was_typed_is_found(string program, string letter, string answer)
    {
        Assert.True(answer == ReplyText.Of(letter), $"{program}:\n{ReplyText.Of(letter)}");
        Assert.Equal(answer, ReplyText.Of(letter.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(answer.Replace("\n\n", "\n", StringComparison.Ordinal), ReplyText.Of(string.Join('\n', letter.Split('\n').Where(line => line.Length > 0))).Replace("\n\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_enough_samples() => Assert.InRange(ReplySamples.All.Count(), 25, 100);
}
