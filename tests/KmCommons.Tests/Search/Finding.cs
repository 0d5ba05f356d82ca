using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

public sealed class Finding
{
    static readonly string[] Carriers =
    [
        "เมื่อวานทีมงานลงไปที่{0}แล้วได้คุยกับชาวบ้าน", "คนจาก{0}มาเล่าเรื่องกลุ่มออมทรัพย์", "ตำบล{0}อำเภอเมือง", "เวทีประชาคม{0}จัดขึ้นเดือนนี้", "ครูที่โรงเรียนวัด{0}พาเด็กไปดูงาน",
        "ถนนสาย{0}ถึงตลาดขาดเพราะน้ำท่วม", "เราเห็นว่า{0}เป็นตัวอย่างที่ดี", "กองทุนหมู่บ้าน{0}เติบโต", "แผนชุมชนของ{0}เสร็จแล้ว", "ผู้ใหญ่บ้าน{0}ชวนกันปลูกป่า",
    ];

    [Fact]
    public void A_name_in_the_middle_of_a_Thai_run_is_found_wherever_the_words_are_cut()
    {
        var texts = Shelf.PlaceNames.SelectMany(name => Carriers.Select(carrier => (Name: name, Body: string.Format(null, carrier, name)))).ToList();
        var index = Shelf.With(texts.Select((text, place) => new IndexedText(place, "", text.Body)));
        var missed = new List<string>();
        foreach (var name in Shelf.PlaceNames)
        {
            var found = index.Find(name).ToHashSet();
            missed.AddRange(texts.Where((text, place) => text.Name == name && !found.Contains(place)).Select(text => text.Body));
        }
        Assert.True(missed.Count <= texts.Count * 0.005, $"{missed.Count} of {texts.Count} not found: {string.Join(" | ", missed.Take(5))}");
    }

    [Fact]
    public void The_first_ten_for_a_name_all_hold_it()
    {
        var texts = Shelf.PlaceNames.SelectMany(name => Carriers.Select(carrier => string.Format(null, carrier, name))).Concat(Shelf.SeedNotes).ToArray();
        var index = Shelf.Of(texts);
        foreach (var name in Shelf.PlaceNames)
            foreach (var number in index.Find(name, new FindRequest()))
                Assert.Contains(name, texts[number - 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("สระพัง")]
    [InlineData("คุณอำนวย")]
    [InlineData("คุณอํานวย")] // sara am in two letters
    [InlineData("\"สระพัง\"")]
    public void Names_of_the_field_are_found_in_a_sentence_without_spaces(string typed) =>
        Assert.Equal([2], Shelf.Of("เรื่องอื่นทั้งนั้นไม่เกี่ยวกัน", "เมื่อวานคุณอำนวยไปบ้านสระพังมา", "สระน้ำกับพังงา").Find(typed));

    [Fact]
    public void A_title_weighs_more_than_the_body()
    {
        var index = Shelf.With([new(1, "เรื่องทั่วไป", "ป่าพรุและคนในชุมชน"), new(2, "ป่าพรุ", "เรื่องทั่วไปและคนในชุมชน")]);
        Assert.Equal([2, 1], index.Find("ป่าพรุ"));
    }

    [Fact]
    public void Tags_places_and_names_are_found_too()
    {
        var index = Shelf.With([new(1, "ก", "ข") { Tags = ["กองทุนที่ดิน"], PlaceWords = "บางจาก Bang Chak", Names = "คุณลิขิตตำบล" }]);
        foreach (var typed in new[] { "กองทุนที่ดิน", "บางจาก", "bang chak", "\"Bang Chak\"", "คุณลิขิต" }) Assert.Equal([1], index.Find(typed));
    }

    [Fact]
    public void Thai_digits_and_capitals_make_no_difference()
    {
        var index = Shelf.Of("ปี ๒๕๕๐ ทีมBlogของเมืองนคร");
        foreach (var typed in new[] { "2550", "๒๕๕๐", "BLOG", "blog", "เมืองนคร" }) Assert.Equal([1], index.Find(typed));
    }

    [Fact]
    public void A_phrase_is_found_across_spaces_and_dots_and_never_half_a_cluster()
    {
        // the second holds all grams of บ้านน, and its letters, but not the cluster น by itself after บ้าน
        var index = Shelf.Of("กลุ่ม พ.อ.ช. มาเยี่ยม", "บ้านนี้ยานนา", "กองทุน ที่ดิน", "ฟังข่าว km2550 และ akm");
        Assert.Equal([1], index.Find("\"พอช\""));
        Assert.Equal([3], index.Find("\"กองทุนที่ดิน\""));
        Assert.Equal([2], index.Find("\"บ้านนี้\""));
        Assert.Empty(index.Find("\"บาน\""));
        Assert.Empty(index.Find("\"บ้านน\""));
        Assert.Equal([4], index.Find("\"km\""));
        Assert.Empty(index.Find("\"k\""));
    }

    [Fact]
    public void What_has_a_minus_is_left_out()
    {
        var index = Shelf.Of("ออมทรัพย์วัดป่ายาง", "ออมทรัพย์สระพัง");
        Assert.Equal([1], index.Find("ออมทรัพย์ -สระพัง"));
        Assert.Equal([2], index.Find("ออมทรัพย์ -\"วัด ป่ายาง\""));
    }

    [Fact]
    public void A_replaced_text_is_found_by_its_new_words_only_and_a_removed_one_not_at_all()
    {
        var index = Shelf.Of("ปลาตะเพียน", "ปลาทู");
        index.Apply([new(1, "", "หยดน้ำเพชร")], [2]);
        Assert.Empty(index.Find("ปลาตะเพียน"));
        Assert.Empty(index.Find("\"ปลาทู\""));
        Assert.Equal([1], index.Find("หยดน้ำเพชร"));
        Assert.Equal(1, index.View.Count);
    }

    [Fact]
    public void Another_page_goes_on_where_the_first_ended()
    {
        var index = Shelf.With(Enumerable.Range(1, 60).Select(number => new IndexedText(number, "", string.Concat(Enumerable.Repeat("ป่าพรุ ", number)) + "ควนเคร็ง")));
        var all = index.Find("ป่าพรุควนเคร็งไฟไหม้");
        var pages = Enumerable.Range(0, 6).SelectMany(page => index.Find("ป่าพรุควนเคร็งไฟไหม้", new FindRequest { Skip = page * 10, Take = 10 }));
        Assert.Equal(60, all.Length);
        Assert.Equal(all, pages);
    }
}
