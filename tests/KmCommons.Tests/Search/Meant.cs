using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

/// <summary>A query finds what is meant by it, however it is written.</summary>
public sealed class Meant
{
    [Theory]
    [InlineData("พอช")]
    [InlineData("พอช.")]
    [InlineData("พ.อ.ช.")]
    [InlineData("สถาบันพัฒนาองค์กรชุมชน")]
    [InlineData("สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)")]
    public void A_short_form_with_or_without_dots_and_its_full_name_find_each_other(string typed)
    {
        var index = Shelf.Of("เงินจาก พอช. งวดแรก", "พบเจ้าหน้าที่ พ.อ.ช.ที่อำเภอ", "สมัครกับสถาบันพัฒนาองค์กรชุมชนแล้ว", "ปลูกข้าวพอชาวบ้านกิน", "ชุมชนพัฒนา", "เวที พอช ที่ลานสกา");
        Assert.Equal([1, 2, 3, 6], index.Find(typed).Where(number => number is not 5).Order());
        Assert.Equal(typed.Length > 6, index.Find(typed).Contains(5));
    }

    [Theory]
    [InlineData("KM")]
    [InlineData("km")]
    [InlineData("เคเอ็ม")]
    [InlineData("การจัดการความรู้")]
    [InlineData("จัดการความรู้")]
    public void KM_is_the_management_of_knowledge_in_all_its_writings(string typed) =>
        Assert.Equal([1, 2, 3, 4], Shelf.Of("โครงการKMเมืองนคร", "ทีมเคเอ็มจังหวัด", "การจัดการความรู้ในชุมชน", "เขาจัดการความรู้กันเอง", "ปลาตะเพียนใบลาน").Find(typed).Order());

    [Fact]
    public void A_short_form_with_two_meanings_takes_both_and_five_km_are_a_distance()
    {
        Assert.Equal([1, 2, 3], Shelf.Of("กรมการพัฒนาชุมชนมาอบรม", "งานพัฒนาชุมชนอำเภอ", "นัดกับ พช.จังหวัด", "ป่าพรุ").Find("พช").Order());
        Assert.Equal([2], Shelf.Of("การจัดการความรู้", "เดินไป 5 km").Find("5 km"));
    }

    [Fact]
    public void An_administrators_short_forms_come_on_top_at_once()
    {
        var index = Shelf.Of("ส่งหนังสือถึง กฟภ. เรื่องเสาไฟ", "การไฟฟ้าส่วนภูมิภาคตอบแล้ว");
        Assert.Equal([1], index.Find("กฟภ"));
        index.Lexicon = index.Lexicon.And(["กฟภ. = การไฟฟ้าส่วนภูมิภาค"], []);
        Assert.Equal([1, 2], index.Find("กฟภ").Order());
    }

    [Fact]
    public void A_short_form_counts_once_beside_other_words()
    {
        var index = Shelf.Of("อบต. ท่าดีทำแผนชุมชน", "องค์การบริหารส่วนตำบลท่าดีทำแผนชุมชน", "แผนชุมชนอย่างเดียว", "องค์การบริหารส่วนตำบล อบต. อบต. อบต.");
        Assert.Equal([1, 2], index.Find("อบต ท่าดี แผนชุมชน").Take(2).Order());
        Assert.Equal([1, 2], index.Find("องค์การบริหารส่วนตำบลท่าดี แผนชุมชน").Take(2).Order());
    }

    [Theory]
    [InlineData("2550")]
    [InlineData("๒๕๕๐")]
    [InlineData("2007")]
    [InlineData("ปี 50")]
    [InlineData("ปี50")]
    [InlineData("ปี ๕๐")]
    [InlineData("พ.ศ. 50")]
    [InlineData("พ.ศ. 2550")]
    [InlineData("พ.ศ.๒๕๕๐")]
    [InlineData("ค.ศ. 2007")]
    public void A_year_is_found_however_it_is_written(string typed) => Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8],
        Shelf.Of("ประชุมปี ๒๕๕๐ ครั้งแรก", "ประชุม พ.ศ.2550 ครั้งแรก", "ประชุมปี50 ครั้งแรก", "meeting in 2007 again", "ประชุม 26ก.พ.50 ที่วัด", "ประชุม พ.ศ. ๕๐ ครั้งแรก", "ประชุม 28 กุมภาพันธ์ 2007 ครั้งแรก", "ประชุม 26/2/50 ที่วัด",
            "มากัน 50 คน", "ได้เงิน 2,550 บาท", "บ้านเลขที่ 50", "มีนา 12 ไร่").Find(typed).Order());

    [Theory]
    [InlineData("26ก.พ.")]
    [InlineData("26 กพ")]
    [InlineData("26 กุมภา")]
    [InlineData("26 กุมภาพันธ์")]
    public void A_month_is_found_however_it_is_written(string typed) => Assert.Equal([1, 2, 3],
        Shelf.Of("ประชุม 26 กุมภาพันธ์ ที่วัด", "ประชุม 26ก.พ.50 ที่วัด", "ประชุม 26 กุมภา ที่วัด", "ประชุม 26 มีนาคม ที่วัด", "ประชุม ที่วัด").Find(typed).Take(3).Order());

    [Theory]
    [InlineData("รำโนราเด็กพิปูน", 2)]
    [InlineData("เด็กรำโนราการะเกด", 3)]
    [InlineData("กรุงชิงรำโนรา", 4)]
    [InlineData("รำโนรา ท่าซัก", 5)]
    public void The_name_of_a_place_decides_however_it_is_glued_to_what_is_looked_for(string typed, long first)
    {
        var index = Shelf.Of("เด็กรำโนรา รำโนรา เด็กๆ ซักผ้าที่ท่าน้ำ ปูนซีเมนต์", "เวทีตำบลพิปูนให้เด็กหัดรำโนรา", "เวทีตำบลการะเกดให้เด็กหัดรำโนรา", "เวทีตำบลกรุงชิงให้เด็กหัดรำโนรา", "เวทีตำบลท่าซักให้เด็กหัดรำโนรา", "เวทีตำบลพิปูน", "ปลาตะเพียนใบลาน");
        Assert.Equal(first, index.Find(typed)[0]);
    }

    [Fact]
    public void Who_looks_for_a_landscape_is_helped_by_the_tambon_in_its_name() =>
        Assert.Equal([1, 2], Shelf.Of("ไฟไหม้ที่ควนเคร็ง", "ไฟไหม้ที่ตำบลเคร็ง", "ไฟไหม้ที่ตำบลพิปูน", "ป่าชุมชน").Find("ไฟไหม้ควนเคร็ง").Take(2));

    [Fact]
    public void The_name_of_a_place_is_marked_however_it_is_glued_to_its_neighbours()
    {
        var index = Shelf.Of("ให้เด็กหัดรำโนราที่พิปูนทุกวันพระ");
        var body = "ให้เด็กหัดรำโนราที่พิปูนทุกวันพระ";
        Assert.Contains("พิปูน", index.View.Marker(FindQuery.Parse("เด็กพิปูน")).Marks(body).Select(range => body[range]));
    }

    [Fact]
    public void A_number_that_is_no_year_is_none()
    {
        var index = Shelf.Of("ได้เงิน 2550 บาท", "เมื่อปี 2550", "คนอายุ 50 ปี");
        Assert.Equal([1, 2], index.Find("2550").Order());
        Assert.Equal([2], index.Find("2007"));
        Assert.Equal([2], index.Find("ปี 50").Take(1));
        Assert.Equal([3], index.Find("50"));
        Assert.Equal([1], Shelf.Of("ได้เงิน 2007 บาท", "เมื่อปี 2550").Find("2007 บาท").Take(1));
    }

    [Theory]
    [InlineData("year:2550", "2550")]
    [InlineData("year:2007", "2550")]
    [InlineData("year:๒๕๕๐", "2550")]
    [InlineData("year:50", "2550")]
    [InlineData("year:๕๐", "2550")]
    [InlineData("year:พ.ศ.2550", "2550")]
    [InlineData("year:ค.ศ.2007", "2550")]
    [InlineData("year:5", "5")]
    [InlineData("year:99999999999999999999", "99999999999999999999")]
    public void The_field_of_the_year_takes_every_writing(string typed, string year) => Assert.Equal([new("year", year)], FindQuery.Parse(typed).Fields);

    [Theory]
    [InlineData("สระพัง", "Sa Phang", "sa pang", "saphang", "sapang", "Sa-Phang")]
    [InlineData("วัดป่ายาง", "Wat Pa Yang", "wat pa yaang", "watpayang", "wad pa yang")]
    [InlineData("ควนเคร็ง", "Khuan Khreng", "khuan kreng", "kuan kreng", "Kuan Khreng", "khwan kreng")]
    [InlineData("ชะอวด", "Cha-uat", "chauat", "cha uat", "Cha-uad", "ja-uat")]
    [InlineData("นครศรีธรรมราช", "Nakhon Si Thammarat", "nakhon sri thammarat", "nakorn sri thammarat", "Nakornsrithammaraj", "nakhon si tammarat")]
    [InlineData("ปากพนัง", "Pak Phanang", "pak panang", "paak phanang", "pakpanang")]
    [InlineData("ทุ่งสง", "Thung Song", "tung song", "toong song")]
    [InlineData("ท่าศาลา", "Tha Sala", "ta sala", "thasala")]
    [InlineData("เชียรใหญ่", "Chian Yai", "chien yai", "chian-yai")]
    [InlineData("ร่อนพิบูลย์", "Ron Phibun", "ron piboon", "ronphiboon")]
    [InlineData("เขาแก้ว", "Khao Kaeo", "kao kaew", "khao kaew")]
    [InlineData("ฉวาง", "Chawang", "cha wang", "chawaang")]
    [InlineData("บางจาก", "Bang Chak", "bang jak", "bangchak")]
    public void A_name_in_Latin_letters_with_its_usual_spellings_finds_the_Thai(string thai, params string[] spellings)
    {
        var index = Shelf.Of($"เมื่อวานไปเวทีที่{thai}มาครับ", "ป่าพรุและนาร้าง", $"the road to {spellings[0]} is cut", "Pak and Tha and Wat, song of an old bang");
        foreach (var typed in spellings) Assert.Equal([1, 3], index.Find(typed).Order());
        foreach (var typed in spellings) Assert.Equal(1, index.Find(typed + " ไปเวที")[0]);
    }

    [Fact]
    public void The_letters_before_a_place_do_not_stand_in_the_way()
    {
        var index = Shelf.Of("ประชุมที่ตำบลควนเคร็งอำเภอชะอวดจังหวัดนครศรีธรรมราช", "ต.บางจาก อ.เมือง", "ป่าพรุ");
        Assert.Equal([1], index.Find("ต.ควนเคร็ง อ.ชะอวด").Take(1));
        Assert.Equal([2], index.Find("ตำบลบางจาก").Take(1));
    }

    [Fact]
    public void Other_writings_are_marked_too()
    {
        const string body = "เงินจากสถาบันพัฒนาองค์กรชุมชนเมื่อ ปี ๕๐ ที่สระพัง";
        var view = Shelf.Of(body).View;
        foreach (var (typed, marked) in new[] { ("พอช", "สถาบันพัฒนาองค์กรชุมชน"), ("2007", "ปี ๕๐"), ("2550", "ปี ๕๐"), ("sa pang", "สระพัง") })
        {
            var passage = view.Marker(FindQuery.Parse(typed)).Passage(body);
            Assert.Contains(marked, passage.Marks.Select(range => passage.Text[range]));
        }
    }

    [Theory]
    [InlineData("place:บางจาก", 1)]
    [InlineData("place:ต.บางจาก", 1)]
    [InlineData("place:ตำบลบางจาก", 1)]
    [InlineData("place:\"ต. บางจาก\"", 1)]
    [InlineData("place:\"Bang Chak\"", 1)]
    [InlineData("place:bangjak", 1)]
    [InlineData("-place:อ.ชะอวด -place:บ้านกลาง", 1)]
    [InlineData("place:Cha-uat", 2)]
    [InlineData("place:อำเภอชะอวด", 2)]
    [InlineData("place:บ้านกลาง", 3)]
    public void A_place_is_narrowed_by_however_its_name_is_written(string typed, long found) => Assert.Equal([found], Shelf.With(
    [
        new(1, "", "ก") { Facets = [new("place", FindQuery.Value("บางจาก"))] }, new(2, "", "ข") { Facets = [new("place", FindQuery.Value("ชะอวด"))] }, new(3, "", "ค") { Facets = [new("place", FindQuery.Value("บ้านกลาง"))] },
    ]).Find(typed));
}
