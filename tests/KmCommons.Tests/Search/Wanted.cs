using System.Net;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Search.Index;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Search;

/// <summary>What was looked for and not found: noted without persons, read by note-takers, gone when it is found.</summary>
public sealed class Wanted(Village village) : IClassFixture<Village>
{
    Misses Misses => village.Services.GetRequiredService<Misses>();

    async Task<Seen> Asks(string typed, string agent = "Mozilla/5.0 (Android)", string more = "")
    {
        var reader = village.Guest();
        reader.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        var seen = await reader.Open("/find?q=" + Uri.EscapeDataString(typed) + more);
        await Misses.Write(CancellationToken.None);
        return seen;
    }

    Task<List<Missed>> Rows(string holding) => village.Ask(db => db.Missed.AsNoTracking().Where(missed => missed.Words.Contains(holding)).ToListAsync());

    [Fact]
    public async Task What_finds_nothing_is_noted_once_a_person_and_day_with_its_words_and_days_only()
    {
        Assert.Contains("เราจดคำนี้ไว้ให้คุณลิขิตแล้ว", (await Asks("ไดโนเสาร์  คอยาว ๒๕๕๐")).Text, StringComparison.Ordinal);
        await Asks("ไดโนเสาร์ คอยาว 2550");
        await Asks("ไดโนเสาร์ คอยาว 2550", "Mozilla/5.0 (iPhone)");
        await Asks("ไดโนเสาร์ คอยาว 2550", "SomeBot/1.0");
        var row = Assert.Single(await Rows("ไดโนเสาร์"));
        Assert.Equal(("ไดโนเสาร์ คอยาว 2550", 2, null as DateOnly?), (row.Words, row.Times, row.OffOn));
        var columns = await village.Ask(db => db.Database.SqlQuery<string>($"select column_name as \"Value\" from information_schema.columns where table_schema = 'search' and table_name = 'missed'").ToListAsync());
        Assert.Equal(["first_on", "last_on", "off_on", "times", "words"], columns.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("somchai@example.th ปลวก")]
    [InlineData("ปลวก 081-234-5678")]
    [InlineData("ปลวก ๐๘๑ ๒๓๔ ๕๖๗๘")]
    [InlineData("ปลวก 1-8099-00123-45-6")]
    [InlineData("ปลวก https://example.th/x")]
    [InlineData("ปลวก author:สมชาย")]
    [InlineData("ปลวก -มด")]
    [InlineData("!!!")]
    public async Task What_looks_like_somebody_s_number_or_address_is_never_noted(string typed)
    {
        Assert.DoesNotContain("เราจดคำนี้ไว้", (await Asks(typed)).Text, StringComparison.Ordinal);
        Assert.Empty(await Rows("ปลวก"));
        Assert.Equal("ปลวก 2550 2553", Missed.WordsOf(FindQuery.Parse("ปลวก 2550-2553"))); // two years are no number of anybody
    }

    [Fact]
    public async Task What_is_found_without_its_choices_and_what_a_machine_asks_is_not_missed()
    {
        var number = await village.Publishes(await village.Joins("wanted-writes", "คนเขียน"), "นกเงือก", "นกเงือกกลับมา");
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(number));
        var seen = await Asks("นกเงือก", more: "&kind=aar");
        Assert.Contains("ถ้าไม่กรอง พบ 1 เรื่อง", seen.Text, StringComparison.Ordinal);
        await Asks("นกเงือกหิน ยักษ์โบราณ", more: "&format=json");
        Assert.Empty(await Rows("นกเงือก"));
    }

    [Fact]
    public async Task A_long_question_is_cut_and_a_flood_of_questions_is_bounded()
    {
        Assert.Equal(Missed.Longest, Missed.WordsOf(FindQuery.Parse(new string('ฟ', 300)))!.Length);
        var (http, kept) = (new DefaultHttpContext(), 0);
        http.Request.Headers.UserAgent = "Mozilla/5.0";
        for (var i = 0; i < 500; i++)
            if (Misses.Note(http, $"น้ำท่วมคำถาม {i}")) kept++;
        Assert.InRange(kept, 1, Misses.MostAtOnce);
        await Misses.Write(CancellationToken.None);
        Assert.Equal(kept, (await Rows("น้ำท่วมคำถาม")).Count);
    }

    [Fact]
    public async Task Half_a_year_after_the_last_time_it_is_forgotten()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await village.Do(async db =>
        {
            db.Missed.AddRange(new() { Words = "เต่ามะเฟือง เก่า", FirstOn = today.AddDays(-400), LastOn = today.AddDays(-182), Times = 9 }, new() { Words = "เต่ามะเฟือง ใหม่", FirstOn = today.AddDays(-400), LastOn = today.AddDays(-178), Times = 1 });
            await db.SaveChangesAsync();
            await Missed.Forget(db);
        });
        Assert.Equal("เต่ามะเฟือง ใหม่", Assert.Single(await Rows("เต่ามะเฟือง")).Words);
    }

    [Fact]
    public async Task A_note_taker_writes_what_is_wanted_takes_off_what_is_none_and_what_is_found_goes_by_itself()
    {
        foreach (var words in new[] { "หิ่งห้อย โกงกาง", "หวยงวดนี้ ออกอะไร" })
            await Asks(words);
        var likhit = await village.Member("wanted-likhit", "คุณลิขิตตามหา", (Role.NoteTaker, "800119"));
        Assert.Contains("href=\"/stories-wanted\"", (await likhit.Open("/me")).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var seen = await likhit.Open("/stories-wanted");
        Assert.Contains("หิ่งห้อย โกงกาง", seen.Text, StringComparison.Ordinal);
        var row = seen.Document.QuerySelectorAll("li.wanted").Single(li => li.TextContent.Contains("หิ่งห้อย", StringComparison.Ordinal));
        var write = await likhit.Open(row.QuerySelector("a[href^='/write']")!.GetAttribute("href")!);
        Assert.Equal("หิ่งห้อย โกงกาง", write.Field("ชื่อเรื่อง").TextContent.Trim());

        seen = await seen.Press("มีแล้ว หรือไม่เกี่ยว หวยงวดนี้ ออกอะไร");
        Assert.DoesNotContain(seen.Document.QuerySelectorAll("li.wanted"), li => li.TextContent.Contains("หวย", StringComparison.Ordinal));
        await Asks("หวยงวดนี้ ออกอะไร", "Mozilla/5.0 (another)");
        seen = await likhit.Open("/stories-wanted");
        Assert.DoesNotContain(seen.Document.QuerySelectorAll("li.wanted"), li => li.TextContent.Contains("หวย", StringComparison.Ordinal));
        seen = await seen.Press("เอากลับมา หวยงวดนี้ ออกอะไร");
        Assert.Contains(seen.Document.QuerySelectorAll("li.wanted"), li => li.TextContent.Contains("หวย", StringComparison.Ordinal));

        var number = await village.Publishes(await village.Joins("wanted-tells", "คนเล่า"), "หิ่งห้อยในป่าโกงกาง", "หิ่งห้อย โกงกาง กลับมาแล้ว");
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(number));
        Assert.DoesNotContain("หิ่งห้อย โกงกาง", (await likhit.Open("/stories-wanted")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_are_no_row_are_answered_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await village.Member("wanted-404", "คุณลิขิต", (Role.NoteTaker, null))).Send(HttpMethod.Post, "/stories-wanted?handler=Off", new FormUrlEncodedContent([new("words", "ไม่มีแถวนี้")]))).Status);
}
