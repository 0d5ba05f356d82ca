using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

public sealed class Narrowing
{
    static readonly string[] Kinds = ["note", "aar", "case"], Years = ["2549", "2550", "2551"];

    static List<IndexedText> Texts(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(1, count).Select(number => new IndexedText(number, "", random.Next(3) == 0 ? "กองทุนสวัสดิการ" : "แผนชุมชน")
        {
            Facets = [new("kind", Kinds[random.Next(3)]), new("year", Years[random.Next(3)]), .. Enumerable.Range(0, random.Next(3)).Select(_ => new Facet("theme", random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture)))],
            Audience = random.Next(4) == 0 ? "members" : "", PublishedAt = new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(9999)),
        })];
    }

    static bool Has(IndexedText text, string name, params string[] values) => text.Facets.Any(facet => facet.Name == name && values.Contains(facet.Value));

    [Fact]
    public void Counts_are_those_of_counting_by_hand()
    {
        var texts = Texts(3000);
        var index = new CommonsIndex();
        foreach (var batch in texts.Chunk(700)) index.Apply(batch, []);
        index.Apply([], [.. texts.Take(100).Select(text => text.Number)]);
        var holding = texts.Skip(100).Where(text => text.Audience.Length == 0 && text.Words == "แผนชุมชน").ToList();
        var found = index.View.Find(FindQuery.Parse("แผนชุมชน"), new FindRequest { Only = [new("kind", "note"), new("kind", "aar"), new("year", "2550")] });
        Assert.Equal(holding.Count(text => Has(text, "kind", "note", "aar") && Has(text, "year", "2550")), found.Total);
        Assert.Equal(holding.Where(text => Has(text, "kind", "note", "aar") && Has(text, "year", "2550")).SelectMany(text => text.Facets.Distinct()).Count(facet => facet == new Facet("theme", "2")), Count(found, "theme", "2"));
        // what choosing another value of the same facet would give
        foreach (var kind in Kinds) Assert.Equal(holding.Count(text => Has(text, "kind", kind) && Has(text, "year", "2550")), Count(found, "kind", kind));
        foreach (var year in Years) Assert.Equal(holding.Count(text => Has(text, "kind", "note", "aar") && Has(text, "year", year)), Count(found, "year", year));
    }

    [Fact]
    public void What_the_viewer_may_not_see_is_neither_found_nor_counted()
    {
        var index = Shelf.With([new(1, "", "ป่าพรุ") { Facets = [new("kind", "note")] }, new(2, "", "ป่าพรุ") { Facets = [new("kind", "case")], Audience = "circle 7" }]);
        var stranger = index.View.Find(FindQuery.Parse("ป่าพรุ"), new FindRequest());
        Assert.Equal([1L], stranger.Hits.Select(hit => hit.Number));
        Assert.Equal(1, stranger.Total);
        Assert.Equal([new FacetCount(new("kind", "note"), 1)], stranger.Facets);
        Assert.Equal(2, index.View.Find(FindQuery.Parse("ป่าพรุ"), new FindRequest { MaySee = audience => audience is "" or "circle 7" }).Total);
    }

    [Fact]
    public void A_better_text_out_of_sight_does_not_push_others_out()
    {
        var index = Shelf.With([new(1, "", "ไฟไหม้"), new(2, "", "ไฟไหม้ป่าพรุควนเคร็งปลายเดือนเมษายน") { Audience = "members" }]);
        Assert.Equal([1L], index.Find("ไฟไหม้ ป่าพรุ ควนเคร็ง ปลายเดือน เมษายน"));
    }

    [Fact]
    public void A_field_with_a_minus_shuts_out_who_has_it_before_anything_is_counted()
    {
        var texts = Texts(3000);
        var index = new CommonsIndex();
        foreach (var batch in texts.Chunk(700)) index.Apply(batch, []);
        var holding = texts.Where(text => text.Audience.Length == 0 && text.Words == "แผนชุมชน" && !Has(text, "kind", "aar") && !Has(text, "year", "2549")).ToList();
        var found = index.View.Find(FindQuery.Parse("แผนชุมชน -kind:AAR -year:2006 -kind:ไม่มี"), new FindRequest { Only = [new("kind", "note")] });
        Assert.Equal(holding.Count(text => Has(text, "kind", "note")), found.Total);
        Assert.Equal(holding.Where(text => Has(text, "kind", "note")).SelectMany(text => text.Facets.Distinct()).Count(facet => facet == new Facet("theme", "2")), Count(found, "theme", "2"));
        foreach (var kind in Kinds) Assert.Equal(holding.Count(text => Has(text, "kind", kind)), Count(found, "kind", kind));
        Assert.Equal(texts.Count(text => text.Audience.Length == 0 && !Has(text, "kind", "note")), index.View.Find(FindQuery.Parse("-kind:note"), new FindRequest()).Total);
    }

    [Fact]
    public void What_a_field_shuts_out_pushes_nothing_else_out()
    {
        var index = Shelf.With([new(1, "", "ไฟไหม้") { Facets = [new("kind", "note")] }, new(2, "", "ไฟไหม้ป่าพรุควนเคร็งปลายเดือนเมษายน") { Facets = [new("kind", "aar")] }]);
        Assert.Equal([1L], index.Find("ไฟไหม้ ป่าพรุ ควนเคร็ง ปลายเดือน เมษายน -kind:aar"));
        Assert.Equal([1L], index.Find("-kind:aar"));
        Assert.Equal([1L], index.Find("-ควนเคร็ง"));
        Assert.Equal([2L], index.Find("kind:aar -kind:note"));
        Assert.Empty(index.Find("-kind:aar -kind:note"));
    }

    [Fact]
    public void Without_words_a_facet_lists_the_newest_first()
    {
        var texts = Texts(300);
        var index = Shelf.With(texts);
        Assert.Equal(texts.Where(text => Has(text, "kind", "aar") && text.Audience.Length == 0).OrderByDescending(text => text.PublishedAt).ThenByDescending(text => text.Number).Select(text => text.Number),
            index.Find("", new FindRequest { Only = [new("kind", "aar")], Take = 1000 }));
        Assert.Empty(index.Find(""));
        Assert.Equal(index.Find("", new FindRequest { Only = [new("year", "2550")], Take = 1000 }), index.Find("year:2007"));
        Assert.Equal(index.Find("", new FindRequest { Only = [new("year", "2550")], Take = 1000 }), index.Find("year:๒๕๕๐"));
    }

    static int Count(Found found, string name, string value) => found.Facets.SingleOrDefault(count => count.Facet == new Facet(name, value)).Count;
}
