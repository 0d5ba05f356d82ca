using KmCommons.Content;
using KmCommons.People;

namespace KmCommons.Tests.Search;

/// <summary>What is offered while somebody types.</summary>
public sealed class Suggesting(Village village) : IClassFixture<Village>
{
    static readonly SemaphoreSlim Once = new(1);
    static bool filled;

    async Task<Visitor> Reader()
    {
        await Once.WaitAsync();
        try
        {
            if (filled) return village.Guest();
            var author = await village.Joins("suggest-writes", "คนเขียน");
            for (var i = 0; i < 12; i++)
                await village.Publishes(author, $"บ้านริมคลองหลังที่ {i}", "เดินไปตามริมคลอง", item => { item.PlaceCode = "800119"; item.TagWith(["คลองสวยน้ำใส", $"บ้านเลขที่ {i}"]); });
            await village.Publishes(author, "ที่ดินของปู่", "เล่าให้ฟัง");
            await village.Publishes(author, "<b>ตัวหนา</b> & \"ลูกเล่น\"", "พิกล");
            await village.Publishes(author, "บ้านลับเฉพาะสมาชิก", "อ่านกันเอง", item => { item.Audience = Audience.Members; item.TagWith(["ลับเฉพาะ"]); });
            var last = await village.Publishes(author, "บ้านลับเฉพาะวง", "อ่านกันในวง", item => (item.Audience, item.CircleId) = (Audience.Circle, 5));
            await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(last));
            filled = true;
            return village.Guest();
        }
        finally { Once.Release(); }
    }

    static async Task<(string Text, string Url)[]> Offered(Visitor reader, string typed)
    {
        var seen = await reader.Open("/find/suggest?q=" + Uri.EscapeDataString(typed));
        Assert.Equal(200, (int)seen.Status);
        var options = seen.Document.QuerySelectorAll("[role=option]");
        Assert.InRange(options.Length, 0, 8);
        return [.. options.Select(option => (option.QuerySelector("span")!.TextContent, option.GetAttribute("data-url")!))];
    }

    [Theory]
    [InlineData("บางจ", "ต.บางจาก อ.เมืองนครศรีธรรมราช", "/find?district=8001&tambon=800119")]
    [InlineData("ต.บางจาก", "ต.บางจาก อ.เมืองนครศรีธรรมราช", "/find?district=8001&tambon=800119")]
    [InlineData("bang ch", "ต.บางจาก อ.เมืองนครศรีธรรมราช", "/find?district=8001&tambon=800119")]
    [InlineData("ChaUa", "อ.ชะอวด", "/t/8007")]
    [InlineData("คลองสวย", "คลองสวยน้ำใส", "/find?theme=")]
    [InlineData("ที่ด", "ที่ดินของปู่", "/n/")]
    [InlineData("ดินของป", "ที่ดินของปู่", "/n/")]
    [InlineData("ที", "ที่ดินของปู่", "/n/")]
    [InlineData("ที่ดินของปุ", "", "")]
    [InlineData("ท่าซ", "ต.ท่าซัก อ.เมืองนครศรีธรรมราช", "/t/800121")]
    public async Task Places_tags_and_titles_are_offered_from_their_beginnings_and_an_unfinished_cluster_is_no_hindrance(string typed, string text, string url)
    {
        var offered = await Offered(await Reader(), typed);
        if (text.Length == 0) Assert.Empty(offered);
        else Assert.StartsWith(url, Assert.Single(offered, option => option.Text == text).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_letter_on_the_way_to_a_name_offers_it()
    {
        var reader = await Reader();
        for (var letters = 1; letters <= "บ้านริม".Length; letters++)
            Assert.Contains(await Offered(reader, "บ้านริม"[..letters]), option => option.Text.StartsWith("บ้านริมคลอง", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_offered_what_they_may_not_see_and_a_browser_keeps_only_what_everybody_sees()
    {
        var guest = await Reader();
        Assert.Empty(await Offered(guest, "บ้านลับ"));
        Assert.Empty(await Offered(guest, "ลับเฉพาะ"));
        Assert.Contains("max-age=60", (await guest.Open("/find/suggest?q=x")).Answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var member = await village.Member("suggest-reads", "คนอ่าน");
        Assert.Equal(["ลับเฉพาะ", "บ้านลับเฉพาะสมาชิก"], (await Offered(member, "ลับเฉพาะ")).Select(option => option.Text));
        Assert.True((await member.Open("/find/suggest?q=x")).Answer.Headers.CacheControl!.NoStore);
        var inCircle = await village.Joins("suggest-circle", "คนในวง");
        await village.Do(async db => { db.RolesHeld.Add(new() { MemberId = inCircle, Role = Role.Practitioner, CircleId = 5, ValidFrom = new(2006, 1, 1) }); await db.SaveChangesAsync(); });
        var fellow = village.Guest();
        await fellow.SignIn("suggest-circle");
        Assert.Contains(await Offered(fellow, "บ้านลับ"), option => option.Text == "บ้านลับเฉพาะวง");
    }

    [Fact]
    public async Task What_is_hidden_is_not_offered_even_before_the_index_hears_of_it()
    {
        var reader = await Reader();
        var number = await village.Publishes(await village.Joins("suggest-hides", "คนซ่อน"), "ผักหนามริมห้วย", "ผักหนาม");
        var catalogue = village.Services.Catalogue();
        await catalogue.Until(() => catalogue.View.Has(number));
        Assert.Single(await Offered(reader, "ผักหนาม"));
        await village.Do(async db =>
        {
            (await db.Items.FindAsync(number))!.Hide(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
        });
        Assert.Empty(await Offered(reader, "ผักหนาม"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("่")]
    [InlineData("\"'<>&%_\\")]
    [InlineData("-:tag:")]
    [InlineData("\uD800ก")]
    public async Task Anything_typed_is_answered(string typed) => await Offered(await Reader(), typed);

    [Fact]
    public async Task Signs_in_a_title_stay_signs_and_an_endless_question_is_not_read()
    {
        var html = await (await (await Reader()).Open("/find/suggest?q=" + Uri.EscapeDataString("ตัวหนา"))).Answer.Content.ReadAsStringAsync();
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Empty(await Offered(await Reader(), new string('บ', 2000)));
    }
}
