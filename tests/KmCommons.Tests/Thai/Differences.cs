using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Differences
{
    [Theory]
    [InlineData("ประชุมวันจันทร์ที่วัด", "ประชุมวันศุกร์ที่วัด", "ประชุมวัน -จันทร์ +ศุกร์ ที่วัด")]
    [InlineData("ไปนา", "ไปน้ำ", "ไป -นา +น้ำ")]
    [InlineData("ก\nข\nค", "ก\nค", "ก\n -ข\n ค")]
    [InlineData("", "ใหม่", "+ใหม่")]
    [InlineData("เหมือนเดิม", "เหมือนเดิม", "เหมือนเดิม")]
    [InlineData("", "", "")]
    public void Words_that_changed_are_told(string older, string newer, string expected) => Assert.Equal(expected, Show(WordDiff.Between(older, newer)));

    [Fact]
    public void Both_versions_can_be_put_together_again() => AnyText.Pairs(Holds);

    [Fact]
    public void So_can_two_versions_of_one_text() => AnyText.Threes((a, b, c) => Holds(a + b + c, a + c));

    [Fact]
    public void No_piece_is_part_of_a_cluster() => AnyText.Pairs((older, newer) =>
    {
        var runs = WordDiff.Between(older, newer);
        return AtClusters(newer, runs.Where(r => r.Kind != DiffKind.Removed)) && AtClusters(older, runs.Where(r => r.Kind != DiffKind.Added));
    });

    [Fact]
    public void Long_and_wholly_different_texts_are_told_apart_without_end()
    {
        var texts = AnyText.Huge().ToArray();
        for (var i = 1; i < texts.Length; i += 9) Assert.True(Holds(texts[i - 1] + texts[^1], texts[^1] + texts[i]));
        var paragraphs = Enumerable.Range(0, 4000).Select(i => $"ย่อหน้าที่ {i}\n").ToArray();
        Assert.True(Holds(string.Concat(paragraphs), string.Concat(paragraphs.Reverse())));
    }

    private static bool Holds(string older, string newer)
    {
        var runs = WordDiff.Between(older, newer);
        return older == string.Concat(runs.Where(r => r.Kind != DiffKind.Added).Select(r => r.Text))
            && newer == string.Concat(runs.Where(r => r.Kind != DiffKind.Removed).Select(r => r.Text))
            && runs.Zip(runs.Skip(1)).All(p => p.First.Kind != p.Second.Kind);
    }

    private static bool AtClusters(string text, IEnumerable<DiffRun> runs)
    {
        var ends = new HashSet<int>();
        for (var i = 0; i < text.Length;) ends.Add(i = ThaiText.NextCluster(text, i));
        var at = 0;
        return runs.All(r => ends.Contains(at += r.Text.Length));
    }

    private static string Show(IEnumerable<DiffRun> runs) =>
        string.Join(' ', runs.Select(r => (r.Kind switch { DiffKind.Added => "+", DiffKind.Removed => "-", _ => "" }) + r.Text));
}
