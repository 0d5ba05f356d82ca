using KmCommons.Thai;

namespace KmCommons.Tests.Thai;

public class Splitting
{
    private static readonly WordList Names = new(["# names", "", "สระพัง", "ควนเคร็ง", "พรุควนเคร็ง", "วัดป่ายาง", "คุณอำนวย", "ถอดบทเรียน", "กลาย", "KM"]);

    [Theory]
    [InlineData("ทีมBlogของ", "ทีม|Blog|ของ")]
    [InlineData("โครงการKMเมืองนคร", "โครงการ|KM|เมือง|นคร")]
    [InlineData("ปี๒๕๕๐และ2550", "ปี|๒๕๕๐|และ|2550")]
    [InlineData("ต่างๆนานา กรุงเทพฯและ", "ต่าง|นานา|กรุงเทพ|และ")]
    [InlineData("พอช. (อบต.)", "พอช|อบต")]
    [InlineData("ไปดู", "ไป|ดู")] // four letters: a bare call of ICU leaves these whole
    [InlineData("ทำนา", "ทำ|นา")]
    [InlineData("เธอ", "เธอ")]
    [InlineData("café Ñandú", "café|Ñandú")]
    [InlineData(" ,.!ๆฯ\u0E48 ", "")]
    public void Words_are_found(string text, string expected) => Assert.Equal(expected, Join(text, null));

    [Theory]
    [InlineData("ตำบลควนเคร็งอำเภอ", "ตำบล|ควนเคร็ง|อำเภอ")] // ICU alone: ควน|เคร็|งอำเภอ
    [InlineData("กองทุนที่ดินบ้านสระพัง", "กองทุน|ที่ดิน|บ้าน|สระพัง")]
    [InlineData("ลุ่มน้ำพรุควนเคร็งวันนี้", "ลุ่ม|น้ำ|พรุควนเคร็ง|วัน|นี้")]
    [InlineData("คุณอำนวยถอดบทเรียนที่วัดป่ายาง", "คุณอำนวย|ถอดบทเรียน|ที่|วัดป่ายาง")]
    public void Listed_words_stay_whole_inside_a_longer_run(string text, string expected) => Assert.Equal(expected, Join(text, Names));

    [Fact]
    public void Words_stand_in_order_inside_the_text_and_hold_letters_and_digits_only() => AnyText.Always(text =>
    {
        var end = 0;
        foreach (var word in ThaiWords.Split(text, Names))
        {
            if (word.Start < end || word.Length < 1 || word.End > text.Length) return false;
            if (word.In(text).ContainsAny(" \n\t.,-()ฯๆ")) return false;
            end = word.End;
        }
        return true;
    });

    [Fact]
    public void No_letter_and_no_digit_is_lost() => AnyText.OfMixed(text =>
    {
        var words = ThaiWords.Split(text, Names);
        return Enumerable.Range(0, text.Length).All(i =>
            !(char.IsLetterOrDigit(text[i]) && text[i] is not ('ฯ' or 'ๆ' or '\u0E33' or '\u0EB3')) || words.Any(w => w.Start <= i && i < w.End));
    });

    [Fact]
    public void No_word_parts_a_letter_from_its_marks() => AnyText.OfMixed(text =>
    {
        text = ThaiText.Normalise(text);
        var ends = new HashSet<int> { 0 };
        for (var i = 0; i < text.Length;) ends.Add(i = ThaiText.NextCluster(text, i));
        return ThaiWords.Split(text, Names).All(w => ends.Contains(w.Start) && ends.Contains(w.End));
    });

    [Fact]
    public void Many_threads_find_the_same_words()
    {
        var texts = Enumerable.Range(0, 200).Select(i => $"ชาวบ้านควนเคร็ง{i}ไปดูที่นาร้างและคุณอำนวยถอดบทเรียน").ToArray();
        var alone = texts.Select(t => Join(t, Names)).ToArray();
        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(t => Join(t, Names)).ToArray();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Ten_thousand_random_texts_and_64_KB_of_anything_are_taken()
    {
        AnyText.Always(text => ThaiWords.Split(text, Names).Count >= 0, 5000);
        foreach (var text in AnyText.Huge()) ThaiWords.Split(text, Names);
    }

    private static string Join(string text, WordList? list) =>
        string.Join('|', ThaiWords.Split(text, list).Select(w => text.Substring(w.Start, w.Length)));
}
