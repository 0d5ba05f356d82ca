using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class DatesInTexts
{
    static readonly DateOnly Written = new(2007, 2, 28);

    [Theory]
    [InlineData("เมื่อ26ก.พ.50ที่หอประชุม", "2007-02-26")]
    [InlineData("วัดสระเรียง 25 ธ.ค.2549 คนห้าสิบ", "2006-12-25")]
    [InlineData("นัดกัน 4 มกราคม 2550", "2007-01-04")]
    [InlineData("ประชุมข้อมูลวันที่6มีนาคม ที่เดิม", "2007-03-06")]
    [InlineData("ส่งก่อน 29ม.ค. ด้วย", "2007-01-29")]
    [InlineData("พบกันวันศุกร์ที่ 6 มี.ค. ปีนั้น", null)]
    [InlineData("พบกันวันอังคารที่ 6 มี.ค. เช้า", "2007-03-06")]
    [InlineData("เขียน 28 กุมภาพันธ์ 2007 12:59 น.", "2007-02-28")]
    [InlineData("posted 26 Dec 2006 @ 22:33", "2006-12-26")]
    [InlineData("๒๖ กุมภาพันธ์ ๒๕๕๐", "2007-02-26")]
    [InlineData("อบรม 25-27 ก.พ. 2550 สามวัน", "2007-02-25 2007-02-26 2007-02-27")]
    [InlineData("26/2/2550 และ 2007-02-27", "2007-02-26 2007-02-27")]
    [InlineData("วานนี้วันที่ 26 กุมภา มองจากเก้าอี้", "2007-02-26")]
    [InlineData("30 ก.พ. ไม่มี 12 คน 3.5 ม.ครึ่ง 1/2 ส่วน 10 พ.ศ.", null)]
    [InlineData("ไม่มีวันเลย", null)]
    public void The_days_that_a_text_names_are_found_wherever_they_stand(string text, string? days) =>
        Assert.Equal(days ?? "", string.Join(' ', ThaiDate.FindIn(ThaiText.Normalise(text)).Select(r => r.Nearest(Written)).OfType<DateOnly>().Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void A_text_of_nothing_but_spaces_and_digits_is_read_as_fast_as_it_is_long()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var text in new[] { new string(' ', 100_000), new string('1', 100_000), string.Concat(Enumerable.Repeat("1 ", 50_000)), string.Concat(Enumerable.Repeat("วันที่ ", 14_000)), string.Concat(Enumerable.Repeat("1 ม.ค. ", 14_000)) })
            Assert.NotNull(ThaiDate.FindIn(text).Take(40).ToList());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }
}
