using System.Net;
using System.Text.Json;
using KmCommons.Content;

namespace KmCommons.Tests.Search;

public sealed class FindPage(Village village) : IClassFixture<Village>
{
    static readonly SemaphoreSlim Once = new(1);
    static long land;

    async Task<Visitor> Reader()
    {
        await Once.WaitAsync();
        try
        {
            if (land != 0) return village.Guest();
            var author = await village.Joins("reader", "คุณลิขิตบางจาก");
            land = await village.Publishes(author, "กองทุนที่ดินบ้านสระพัง", "เมื่อวานคุณอำนวยไปบ้านสระพังมาคุยเรื่องที่ดินแปลงเดียวที่มีเจ้าของสี่สิบสองคน", item =>
            {
                item.PlaceCode = "800119";
                item.TagWith(["กองทุนที่ดิน"]);
            });
            for (var i = 0; i < 25; i++) await village.Publishes(author, $"เวทีที่ {i}", "เวทีประชาคมหมู่บ้านคุยเรื่องแผนชุมชน", item => item.PlaceCode = "800707");
            await village.Publishes(author, "<b>ชื่อ</b> & \"เครื่องหมาย\"", "ข้อความ <script>alert(1)</script> พิกลพิการ");
            var last = await village.Publishes(author, "เรื่องในวง", "เฉพาะสมาชิกบ้านสระพัง", item => item.Audience = Audience.Members);
            await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(last));
            return village.Guest();
        }
        finally { Once.Release(); }
    }

    [Theory]
    [InlineData("สระพัง")]
    [InlineData("คุณอำนวย")]
    public async Task A_word_in_the_middle_of_a_Thai_run_is_found_and_marked(string word)
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString(word));
        Assert.Contains("พบ 1 เรื่อง", seen.Text, StringComparison.Ordinal);
        Assert.Contains(word, seen.Document.QuerySelectorAll(".result mark").Select(mark => mark.TextContent));
        Assert.StartsWith($"/n/{land}/", seen.Document.QuerySelector(".result h3 a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_read_the_same_as_JSON()
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("สระพัง") + "&format=json");
        Assert.Equal("application/json", seen.Answer.Content.Headers.ContentType!.MediaType);
        var answer = JsonDocument.Parse(await seen.Answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        var hit = answer.GetProperty("hits")[0];
        Assert.Equal((land, "กองทุนที่ดินบ้านสระพัง", "note", "ต.บางจาก อ.เมืองนครศรีธรรมราช"),
            (hit.GetProperty("number").GetInt64(), hit.GetProperty("title").GetString(), hit.GetProperty("kind").GetString(), hit.GetProperty("place").GetString()));
        // a score that stood for itself would tell whether a word stands in a text of a circle
        Assert.Equal(1, hit.GetProperty("score").GetDouble());
        Assert.Contains("สระพัง", hit.GetProperty("snippet").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_narrow_combine_and_can_be_turned_back()
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("แผนชุมชน"));
        seen = await seen.Follow("ชะอวด");
        Assert.Contains("พบ 25 เรื่อง", seen.Text, StringComparison.Ordinal);
        Assert.Equal(20, seen.Document.QuerySelectorAll(".result").Length);
        seen = await seen.Follow("ขอนหาด");
        Assert.Equal(2, seen.Document.QuerySelectorAll(".only-wide .facet a[aria-current]").Length);
        seen = await seen.Follow("หน้าถัดไป");
        Assert.Equal(5, seen.Document.QuerySelectorAll(".result").Length);
        seen = await seen.Follow("ชะอวด");
        Assert.DoesNotContain("8007", seen.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_asked_shows_what_there_is_and_nothing_found_shows_what_to_do()
    {
        var reader = await Reader();
        var start = await reader.Open("/find");
        Assert.Contains("มี 27 เรื่องให้อ่าน", start.Text, StringComparison.Ordinal);
        Assert.Equal(5, start.Document.QuerySelectorAll(".result").Length);
        var nothing = await reader.Open("/find?q=" + Uri.EscapeDataString("\"ไดโนเสาร์\" บางจาก สระพัง"));
        Assert.Contains("ยังไม่พบเรื่องที่ตรงกัน", nothing.Text, StringComparison.Ordinal);
        Assert.Contains("ตำบลบางจาก", nothing.Text, StringComparison.Ordinal);
        Assert.Contains("พบ 1 เรื่อง", (await nothing.Follow("สระพัง")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_probably_meant_is_found_and_said()
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("กองทุนที่ดินบ้านสระพังง"));
        Assert.Equal($"/find?q={Uri.EscapeDataString("กองทุนที่ดินบ้านสระพัง")}", seen.Document.QuerySelector(".meant a")!.GetAttribute("href"));
        Assert.StartsWith($"/n/{land}/", seen.Document.QuerySelector(".result h3 a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}"), InlineData("#{0}"), InlineData("บันทึกที่ {0}"), InlineData("เลขที่{0}"), InlineData("n/{0}"), InlineData("https://example.org/n/{0}/เรื่อง-หนึ่ง")]
    public async Task A_number_is_shown_as_the_item_it_is_and_not_as_nothing_found(string typed)
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString(string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, land)));
        Assert.Contains("กองทุนที่ดินบ้านสระพัง", seen.Document.QuerySelector(".notice a")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ยังไม่พบ", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_is_no_number_of_an_item()
    {
        var seen = await (await Reader()).Open($"/find?q={land}/12/2549");
        Assert.DoesNotContain(seen.Document.QuerySelectorAll(".notice"), notice => notice.TextContent.Contains(land.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_narrowed_by_is_said_above_the_hits_and_each_can_be_taken_away()
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("แผนชุมชน") + "&kind=note&district=8007");
        Assert.Equal(["บันทึก", "ชะอวด"], seen.Document.QuerySelectorAll(".chosen a").Select(a => a.TextContent.Split('×')[0].Trim()));
        Assert.EndsWith("&district=8007", seen.Document.QuerySelector(".chosen a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("แผนชุมชน", true)]
    [InlineData("kind:note", false)]
    [InlineData("", false)]
    public async Task An_order_can_be_chosen_where_some_answer_better_than_others(string typed, bool ranked)
    {
        var seen = await (await Reader()).Open("/find?kind=note&q=" + Uri.EscapeDataString(typed));
        Assert.Equal(ranked ? 1 : 0, seen.Document.QuerySelectorAll(".order a").Length);
        Assert.Equal(ranked, seen.Text.Contains("ตรงที่สุดก่อน", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signs_in_texts_and_questions_stay_signs()
    {
        var html = await (await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("พิกลพิการ \"><script>x</script>"))).Answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", html.Replace("<script type=\"module\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>ชื่อ", html, StringComparison.Ordinal);
        var page = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("พิกลพิการ"));
        Assert.Equal("<b>ชื่อ</b> & \"เครื่องหมาย\"", page.Document.QuerySelector(".result h3")!.TextContent);
    }

    [Theory]
    [InlineData("?q=%00%FF%D8&page=-1&kind=x&kind=&year=%E0%B9%91&sort=?")]
    [InlineData("?q=%22%22%22-:::&page=99999999999999999999")]
    [InlineData("?page=50&q=%E0%B9%80%E0%B8%A7%E0%B8%97%E0%B8%B5")]
    [InlineData("?q=a&q=b&district=8001&district=8007&tambon=800119&format=json")]
    public async Task Any_address_is_answered(string query) => Assert.Equal(HttpStatusCode.OK, (await (await Reader()).Open("/find" + query)).Status);

    [Fact]
    public async Task A_choice_that_no_database_can_hold_is_passed_over()
    {
        var seen = await (await Reader()).Open("/find?q=" + Uri.EscapeDataString("สระพัง") + "&organisation=%00&theme=a%00b");
        Assert.Equal(HttpStatusCode.OK, seen.Answer.StatusCode);
        Assert.Contains("พบ 1 เรื่อง", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fits_into_the_field_fits_into_an_address_that_servers_take()
    {
        var seen = await (await Reader()).Open("/find");
        var letters = int.Parse(seen.Document.QuerySelector("#q")!.GetAttribute("maxlength")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange($"GET /find?q={Uri.EscapeDataString(new string('ก', letters))}&sort=date HTTP/1.1".Length, 4000, 8 * 1024);
    }

    [Fact]
    public async Task What_somebody_found_is_kept_by_no_proxy()
    {
        await Reader();
        var member = await village.Member("find-unkept", "คนค้นหา");
        foreach (var address in new[] { "/find", "/find?q=x", "/find?q=x&format=json" })
            foreach (var who in new[] { village.Guest(), member })
                Assert.Equal("no-cache, private", (await who.Open(address)).Answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("&page=3", "&page=2")]
    [InlineData("&page=50", "&page=2")]
    [InlineData("&sort=date&page=99999999", "&sort=date&page=2")]
    public async Task Beyond_the_last_page_is_the_last_page(string asked, string shown)
    {
        var query = "/find?q=" + Uri.EscapeDataString("เวทีประชาคมหมู่บ้าน");
        var seen = await (await Reader()).Open(query + asked);
        Assert.Equal(query + shown, seen.Answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.NotEmpty(seen.Document.QuerySelectorAll(".result"));
    }
}
