namespace KmCommons.Tests.Search;

/// <summary>The page that helps when nothing is found.</summary>
public sealed class NothingThere(Village village) : IClassFixture<Village>
{
    static string Find(string typed, string more = "") => "/find?q=" + Uri.EscapeDataString(typed) + more;

    [Fact]
    public async Task It_offers_parts_places_tags_the_same_without_choices_and_asking()
    {
        var number = await village.Publishes(await village.Joins("nothing", "คนเขียน"), "ปลาลัง", "ทอดปลาลังขมิ้น", item => { item.PlaceCode = "800119"; item.TagWith(["ของทะเล"]); });
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(number));
        var seen = await village.Guest().Open(Find("\"ปลาลัง\" \"ยานอวกาศ\" ตำบลบางจาค"));
        Assert.Contains("คำเหล่านี้พบแยกกัน", seen.Text, StringComparison.Ordinal);
        Assert.Equal("/t/800119", seen.Document.QuerySelectorAll(".empty a").Single(a => a.TextContent == "ตำบลบางจาก").GetAttribute("href"));
        Assert.Contains("ตำบลใกล้กัน", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ต.ท่าซัก", seen.Text, StringComparison.Ordinal);
        Assert.Contains("พบ 1 เรื่อง", (await seen.Follow("ของทะเล")).Text, StringComparison.Ordinal);
        Assert.Contains("พบ 1 เรื่อง", (await (await village.Guest().Open(Find("ปลาลัง", "&district=8007"))).Follow("เอาตัวกรองออกทั้งหมด")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ยานอวกาศ บางจัก", "ตำบลบางจาก")]
    [InlineData("ยานอวกาศ bangchark", "ตำบลบางจาก")]
    [InlineData("ยานอวกาศ cha uad", "อำเภอชะอวด")]
    [InlineData("ยานอวกาศ อ.ชะอวด", "อำเภอชะอวด")]
    [InlineData("ยานอวกาศ", "")]
    public async Task Places_that_are_nearly_named_are_shown(string typed, string place)
    {
        var seen = await village.Guest().Open(Find(typed));
        Assert.Equal(place.Length > 0 ? [place] : [], seen.Document.QuerySelectorAll(".empty .rows a[href^='/t/']").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Asking_opens_the_writing_form_with_the_question_in_it()
    {
        var member = await village.Member("asks", "คนถาม");
        var form = await (await member.Open(Find("ยานอวกาศตก", "&district=8001&tambon=800119"))).Follow("ถามวง");
        Assert.Equal("ใครรู้เรื่อง “ยานอวกาศตก” บ้าง", form.Field("ชื่อเรื่อง").TextContent.Trim());
        Assert.Equal("ถามวง", form.Field("คำสำคัญ").GetAttribute("value"));
        Assert.Equal("800119", ((AngleSharp.Html.Dom.IHtmlSelectElement)form.Field("สถานที่")).Value);
        Assert.StartsWith("/sign-in", (await (await village.Guest().Open(Find("ยานอวกาศตก"))).Follow("ถามวง")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_and_order_keep_the_choices_and_new_words_keep_both()
    {
        var author = await village.Joins("pages", "คนเขียนเก่ง");
        var last = 0L;
        for (var nth = 0; nth < 23; nth++) last = await village.Publishes(author, $"เห็ดแครง {nth}", "ผัดเห็ดแครง", item => item.PlaceCode = "800707");
        await village.Publishes(author, "เห็ดแครงที่อื่น", "ผัดเห็ดแครง", item => item.PlaceCode = "800119");
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().Finds("เห็ดแครง").Length == 24);
        var seen = await (await village.Guest().Open(Find("เห็ดแครง", "&district=8007"))).Follow("ใหม่ที่สุดก่อน");
        Assert.Equal("เห็ดแครง\u00A022", seen.Document.QuerySelector(".result h3")!.TextContent);
        seen = await seen.Follow("หน้าถัดไป");
        Assert.Equal(3, seen.Document.QuerySelectorAll(".result").Length);
        Assert.Contains("district=8007&sort=date&page=2", seen.Address, StringComparison.Ordinal);
        seen = await seen.Follow("หน้าก่อน");
        Assert.Equal(20, seen.Document.QuerySelectorAll(".result").Length);
        seen = await seen.Fill("ค้นจากบันทึก", "เห็ด").Press("ค้นหา");
        Assert.Contains("district=8007&sort=date", seen.Address, StringComparison.Ordinal);
    }
}
