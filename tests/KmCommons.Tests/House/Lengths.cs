namespace KmCommons.Tests.House;

/// <summary>A file is read in one go.</summary>
public class Lengths
{
    static IEnumerable<(string Path, int Lines)> Longest(string folder) =>
        Disk.Files(folder, ".cs", ".cshtml").Select(f => (f.Path, Lines(f.Text))).OrderByDescending(f => f.Item2);

    static int Lines(string text) => text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    static string? TooLong(IEnumerable<(string Path, int Lines)> longest, int most) => longest.First().Lines <= most ? null
        : $"At most {most} lines; split it by what it speaks of:\n" + string.Join('\n', longest.Take(10).Select(f => $"{f.Lines,5} {f.Path}"));

    [Theory]
    [InlineData("src", 250)]
    [InlineData("themes", 250)]
    [InlineData("tests", 400)]
    public void No_file_is_longer_than_can_be_read_in_one_go(string folder, int most) => Assert.Null(TooLong(Longest(folder), most));

    [Fact]
    public void A_long_file_is_noticed_and_the_ten_longest_are_named()
    {
        var files = Enumerable.Range(1, 20).Select(i => ($"{i}.cs", Lines(string.Concat(Enumerable.Repeat("line\n", 270 - i)))));
        Assert.Equal(269, files.First().Item2);
        Assert.Equal(11, TooLong(files, 250)!.Split('\n').Length);
        Assert.Null(TooLong(files, 269));
    }
}
