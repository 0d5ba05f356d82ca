using System.Globalization;
using KmCommons.Thai;

namespace KmCommons.Tests.Search;

/// <summary>How a hit is written on the find page.</summary>
public sealed class Hits(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task A_headline_breaks_between_phrases_a_passage_does_not_say_it_again_and_English_has_its_own_years_and_places()
    {
        var reader = village.Guest();
        var number = await village.Publishes(await village.Joins("weaver", "คนสาน"), "เสื่อกระจูด  สานกัน 4 คน", "เสื่อกระจูด  สานกัน 4 คน\nจักสาน\nกระจูดในพรุขึ้นหลังฝน", item =>
        {
            item.PlaceCode = "800119";
            item.TagWith(["จักสาน"]);
        });
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(number));
        var result = (await reader.Open("/find?q=" + Uri.EscapeDataString("เสื่อกระจูด สานกัน"))).Document.QuerySelector(".result")!;
        Assert.Equal("<span class=\"ph\"><mark class=\"keep\">เสื่อกระจูด</mark></span> <span class=\"ph\"><mark class=\"keep\">สานกัน</mark>&nbsp;4&nbsp;คน</span>", result.QuerySelector("h3 a")!.InnerHtml);
        Assert.Equal("กระจูดในพรุขึ้นหลังฝน", result.QuerySelector("h3 + p")!.TextContent);
        await reader.Open("/language?to=en");
        var english = await reader.Open("/find?q=" + Uri.EscapeDataString("เสื่อกระจูด"));
        Assert.Equal("Bang Chak, Mueang Nakhon Si Thammarat", english.Document.QuerySelector(".result .more")!.TextContent);
        Assert.Contains(ThaiDate.Day(DateTimeOffset.UtcNow).Year.ToString(CultureInfo.InvariantCulture), english.Document.QuerySelectorAll(".only-wide .facet a span:first-child").Select(span => span.TextContent));
    }
}
