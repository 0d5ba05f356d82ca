using System.Net;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Cases;

public sealed class Sources(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = new(2007, 3, 8, 13, 0, 0, TimeSpan.Zero);
    const string Secret = "ชื่อที่ยังไม่เปิดเผย";

    static string Any() => Fresh.Key();

    Task<CaseStory> Tell(long author, string title, bool publish, params string?[] sources) => village.Ask(async db =>
    {
        var story = await CaseStory.Tell(db, new(author, "", []), new() { Title = title, Texts = new Dictionary<CasePart, string> { [CasePart.Done] = "ทำไปแล้ว" }, Sources = sources }, Now);
        if (publish)
            story.Publish(Now);
        await db.SaveChangesAsync();
        return story;
    });

    [Fact]
    public async Task A_cited_draft_is_not_named_to_who_may_not_read_it()
    {
        var author = await village.Joins($"likhit-{Any()}", "คุณลิขิต");
        var draft = await Tell(author, Secret, publish: false);
        var story = await Tell(author, "เรื่องที่อ้างร่าง", publish: true, $"{draft.Number}", "สมุดเล่มแรก");
        foreach (var reader in new[] { village.Guest(), await village.Member($"kit-{Any()}", "คุณกิจ") })
        {
            var html = await (await reader.Open($"/n/{story.Number}")).Answer.Content.ReadAsStringAsync();
            Assert.Contains("ที่มาที่ยังไม่เปิดให้อ่าน", html, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Secret, await village.Ask(db => db.Items.Where(i => i.Number == story.Number).Select(i => i.Words + i.Summary).SingleAsync()), StringComparison.Ordinal);
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == draft.Number)).Publish(Now); await db.SaveChangesAsync(); });
        Assert.Contains(Secret, (await village.Guest().Open($"/n/{story.Number}?opened")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_teller_may_not_see_cannot_be_cited_and_sounds_like_what_is_not_there()
    {
        var draft = await Tell(await village.Joins($"likhit-{Any()}", "คุณลิขิต"), Secret, publish: false);
        var villager = await village.Member($"kit-{Any()}", "คุณกิจ");
        var sentences = new List<string>();
        foreach (var number in new[] { draft.Number, 987654321 })
        {
            var page = await villager.Open("/tell");
            var seen = await page.Fill("ชื่อเรื่อง", "อ้างของคนอื่น").Fill("ผลที่เกิด", "คำที่พิมพ์ไว้").Fill("ที่มา 1", $"{number}").Press("เผยแพร่");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
            Assert.Equal("คำที่พิมพ์ไว้", seen.Field("ผลที่เกิด").TextContent.Trim());
            sentences.Add(seen.Document.QuerySelector(".refused")!.TextContent);
        }
        Assert.Equal(sentences[0], sentences[1]);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("#{0}")]
    [InlineData("เลขที่ {0}")]
    [InlineData("/n/{0}/ชื่อเรื่อง")]
    public async Task A_number_or_a_link_cites_the_item(string typed)
    {
        var author = await village.Joins($"likhit-{Any()}", "คุณลิขิต");
        var cited = await Tell(author, "เรื่องที่ถูกอ้าง", publish: true);
        var story = await Tell(author, "เรื่องที่อ้าง", publish: true, string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, cited.Number));
        Assert.Equal(cited.Number, Assert.Single(story.Sources).Cites);
    }

    [Fact]
    public async Task A_pasted_link_of_this_site_cites_and_one_of_another_site_is_words()
    {
        var author = await village.Joins($"likhit-{Any()}", "คุณลิขิต");
        var cited = await Tell(author, "เรื่องที่ถูกอ้าง", publish: true);
        var page = await (await village.Member($"kit-{Any()}", "คุณกิจ")).Open("/tell");
        var seen = await page.Fill("ชื่อเรื่อง", "วางลิงก์").Fill("ผลที่เกิด", "ได้ผล").Fill("ที่มา 1", $"http://localhost/n/{cited.Number}").Fill("ที่มา 2", $"https://elsewhere.example/n/{cited.Number}").Press("เผยแพร่");
        var number = long.Parse(seen.Address.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
        var cites = await village.Ask(db => db.Set<CaseSource>().Where(s => s.Number == number).OrderBy(s => s.Position).Select(s => s.Cites).ToListAsync());
        Assert.Equal([cited.Number, null], cites);
    }

    [Fact]
    public void A_figure_points_at_its_source_also_when_rows_were_left_empty()
    {
        var figures = CaseFigure.Read([new(), new() { Label = "ตับ", Value = "19", Source = 2 }], new Dictionary<int, int> { [0] = 1, [2] = 2 });
        Assert.Equal(2, Assert.Single(figures).Source);
        Assert.Equal("Figures[0].Source", Assert.Throws<Refused>(() => CaseFigure.Read([new() { Label = "ตับ", Value = "19", Source = 1 }], new Dictionary<int, int> { [0] = 1 })).Field);
    }
}
