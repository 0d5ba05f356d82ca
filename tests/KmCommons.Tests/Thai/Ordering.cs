using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Ordering
{
    [Theory]
    [InlineData("กา ไก่ ขา เขา แขก คน โคน")]
    [InlineData("เก แก โก ใก ไก")]
    [InlineData("กะ กัก กา กำ กิ กี กึ กื กุ กู เก แก โก")]
    [InlineData("ปา ป่า ป้า ป๊า ป๋า ปาก")]
    [InlineData("แกง แก่ง แก้ง แก๊ง")]
    [InlineData("ฉวาง ชะอวด เชียรใหญ่ ท่าศาลา ทุ่งสง นบพิตำ ปากพนัง พรหมคีรี พระพรหม หัวไทร")]
    [InlineData("รา ฤกษ์ ลา")]
    [InlineData("7 ๗ 8 กก a A b")]
    [InlineData("cafe café cafes")]
    public void It_is_the_order_of_a_Thai_dictionary(string words)
    {
        var expected = words.Split(' ');
        var sorted = expected.Reverse().Order(ThaiOrder.Instance);
        Assert.Equal(expected, sorted);
    }

    [Fact]
    public void Two_texts_compare_the_same_whichever_comes_first() =>
        AnyText.Pairs((a, b) =>
            Math.Sign(ThaiOrder.Instance.Compare(a, b)) == -Math.Sign(ThaiOrder.Instance.Compare(b, a))
            && (ThaiOrder.Instance.Compare(a, b) == 0) == (a == b));

    [Fact]
    public void Three_texts_never_go_round_in_a_circle() =>
        AnyText.Threes((a, b, c) =>
        {
            string[] sorted = [.. new[] { a, b, c }.Order(ThaiOrder.Instance)];
            return ThaiOrder.Instance.Compare(sorted[0], sorted[2]) <= 0;
        });

    [Fact]
    public void Nothing_comes_before_everything() => Assert.Equal((-1, 1, 0),
        (ThaiOrder.Instance.Compare(null, ""), ThaiOrder.Instance.Compare("ก", null), ThaiOrder.Instance.Compare(null, null)));
}
