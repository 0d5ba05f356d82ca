using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Clusters
{
    [Theory]
    [InlineData("บ้านน้ำ", "บ้|า|น|น้ำ")]
    [InlineData("ที่ปู่", "ที่|ปู่")]
    [InlineData("a\u0301b", "a\u0301|b")]
    [InlineData("ก\u0301า", "ก\u0301|า")]
    [InlineData("👩\u200D🌾ไทย", "👩\u200D🌾|ไ|ท|ย")]
    [InlineData("\r\nก", "\r\n|ก")]
    [InlineData("\u0010\u0E31", "\u0010|\u0E31")]
    public void A_letter_keeps_its_marks(string text, string expected)
    {
        var clusters = new List<string>();
        foreach (var cluster in ThaiText.Clusters(text)) clusters.Add(cluster.ToString());
        Assert.Equal(expected, string.Join('|', clusters));
        Assert.Equal(clusters.Count, ThaiText.CountClusters(text));
    }

    [Fact]
    public void They_are_the_extended_grapheme_clusters_of_Unicode() => AnyText.Always(text =>
    {
        for (int i = 0, next; i < text.Length; i = next)
            if ((next = ThaiText.NextCluster(text, i)) != i + System.Globalization.StringInfo.GetNextTextElementLength(text, i))
                return false;
        return true;
    });

    [Theory]
    [InlineData("บ้านน้ำ", 4, "บ้านน้ำ")]
    [InlineData("บ้านน้ำ", 3, "บ้าน…")]
    [InlineData("บ้าน น้ำ", 4, "บ้าน…")]
    [InlineData("บ้าน", 0, "…")]
    [InlineData("", 0, "")]
    public void A_cut_never_parts_a_letter_from_its_marks(string text, int most, string expected) =>
        Assert.Equal(expected, ThaiText.Cut(text, most));

    [Fact]
    public void A_cut_text_is_a_whole_number_of_clusters_and_never_longer_than_asked() => AnyText.Always(text =>
    {
        var cut = ThaiText.Cut(text, 5, "");
        return ThaiText.CountClusters(cut) <= 5 && text.StartsWith(cut, StringComparison.Ordinal);
    });
}
