using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

public sealed class Likenesses
{
    static readonly string[] Others =
    [
        "เวทีประชาคมคุยเรื่องแผนชุมชนของหมู่บ้าน", "เด็กนักเรียนปลูกผักสวนครัวหลังโรงเรียน", "ยายเล่าเรื่องงานบุญเดือนสิบที่วัด", "ครูสอนคอมพิวเตอร์ให้ผู้ใหญ่บ้าน",
        "ตลาดนัดวันเสาร์ขายขนมลา", "ทีมหมออนามัยเยี่ยมบ้านวัดความดัน", "รถโดยสารเข้าเมืองเที่ยวเช้า", "หอกระจายข่าวประกาศวันประชุม",
        "ช่างซ่อมถนนหน้าวัดก่อนเข้าพรรษา", "พระเทศน์เรื่องความเพียร", "ร้านกาแฟริมทางเปิดแต่เช้ามืด", "หมาหลงทางกลับบ้านเองได้",
    ];
    const string Fire = "คืนนี้ชาวบ้านเฝ้าไฟป่าพรุ ควันลอยเหนือพรุ วิทยุสื่อสารแจ้งจุดควัน อาสาสมัครลากสายสูบน้ำดับไฟ";

    static IndexedText Text(long number, string body, params Facet[] facets) => new(number, "", body) { Facets = facets };

    static CommonsIndex With(params IndexedText[] texts) => Shelf.With(texts.Concat(Others.Select((body, place) => Text(100 + place, body))));

    static IReadOnlyList<Alike> Like(CommonsIndex index, IndexedText text, int most = 4) => index.View.Like(text, audience => audience.Length == 0, most);

    [Fact]
    public void What_speaks_of_the_same_is_found_with_the_words_that_say_so_and_nothing_else_is()
    {
        var text = Text(1, "อาสาสมัครเฝ้าควันไฟ ควันมาจากพรุ วิทยุบอกว่าควันหนา อาสาสมัครสูบน้ำดับไฟ วิทยุดังทั้งคืน");
        var alike = Assert.Single(Like(With(text, Text(2, Fire)), text));
        Assert.Equal(2, alike.Number);
        Assert.Contains("ควัน", alike.Words);
        Assert.InRange(alike.Words.Count, 2, 3);
        Assert.All(alike.Words, word => Assert.Contains(word, Fire, StringComparison.Ordinal));
    }

    [Fact]
    public void A_shared_theme_and_place_are_said_and_come_first()
    {
        Facet theme = new("theme", "ไฟป่าพรุ"), tambon = new("tambon", "800704"), district = new("district", "8007");
        var text = Text(1, Fire, theme, tambon, district);
        var alike = Like(With(text, Text(2, Fire), Text(3, Fire + " ไฟดับแล้ว", theme, tambon, district, new("theme", "อื่น"))), text);
        Assert.Equal([3, 2], alike.Select(of => of.Number));
        Assert.Equal([theme, tambon, district], alike[0].Shared);
        Assert.Empty(alike[0].Words);
        Assert.Empty(alike[1].Shared);
    }

    [Theory]
    [InlineData("ขนมจีนน้ำยาปักษ์ใต้ใส่ปลากับใบมะกรูด", 0)]
    [InlineData("ฟังวิทยุไปแกะกุ้งไปจนตลาดวาย", 0)]
    [InlineData("ฟังวิทยุเรื่องอาสาสมัครสูบน้ำดับไฟ", 1)]
    public void A_theme_alone_or_with_a_word_by_chance_is_no_likeness(string body, int like)
    {
        Facet theme = new("theme", "ชุมชน");
        var text = Text(1, Fire, theme);
        var others = new[] { "ชาวบ้านป่าพรุ", "ควันลอยเหนือพรุ", "อาสาสมัครสื่อสาร", "สายสูบน้ำ", "แจ้งจุดดับไฟ", "คืนนี้ลากอวน" }.Select((words, place) => Text(50 + place, words));
        Assert.Equal(like, Like(With([text, Text(2, body, theme), .. others]), text).Count(of => of.Number == 2));
    }

    [Fact]
    public void A_turn_of_speech_without_a_theme_is_no_likeness()
    {
        const string Turn = "วิทยุวิทยุควันควัน";
        var text = Text(1, Turn + Fire + "ตะเกียงเจ้าพายุ เรือหางยาว กล่องข้าว ผ้าขาวม้า รองเท้าบู๊ต");
        var others = new[] { "ตะเกียงเจ้าพายุในบ้านยาย", "เรือหางยาวจอดท่า", "กล่องข้าวสังกะสี", "ผ้าขาวม้าผืนเก่า", "รองเท้าบู๊ตหน้าร้าน", "อาสาสมัครสูบน้ำ" }.Select((body, place) => Text(50 + place, body));
        Assert.DoesNotContain(Like(With([text, Text(2, "หลานเปิดวิทยุใต้ต้นมะม่วง ควันธูปลอยมาจากศาลา ยายนั่งเย็บหมอนอยู่คนเดียวทั้งบ่าย แมวนอนหลับบนตัก"), .. others]), text), of => of.Number == 2);
    }

    [Fact]
    public void Texts_that_the_reader_may_not_see_are_not_proposed()
    {
        var text = Text(1, Fire);
        Assert.Empty(Like(With(text, Text(2, Fire) with { Audience = "members" }), text));
    }

    [Fact]
    public void A_text_that_is_not_in_the_index_or_that_changed_since_has_its_like_too()
    {
        var index = With(Text(2, Fire), Text(3, Fire));
        Assert.Equal([3, 2], Like(index, Text(1, Fire)).Select(of => of.Number));
        Assert.Equal([3], Like(index, Text(2, Fire + " ฝนตก")).Select(of => of.Number));
        Assert.Single(Like(index, Text(1, Fire), most: 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \uD800 ๆฯ ")]
    [InlineData("คำที่ไม่มีใครพูดเลย")]
    public void A_text_that_says_nothing_is_like_nothing(string body)
    {
        Assert.Empty(Like(With(Text(2, Fire)), Text(1, body)));
        Assert.Empty(Like(Shelf.With([]), Text(1, Fire)));
    }
}
