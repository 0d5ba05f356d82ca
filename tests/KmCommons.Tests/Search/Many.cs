using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

/// <summary>Above some thousands of texts the index keeps common words otherwise, counts in columns and passes over what cannot be among the best: nothing of that may be seen.</summary>
public sealed class Many
{
    static readonly (string Words, int OneIn)[] Pieces = [("กองทุน", 2), ("สวัสดิการ", 5), ("ป่าพรุ", 20), ("ลองกอง", 200), ("บ้านควนเคร็งของเรา", 3), ("ตำบลควนเคร็งอำเภอชะอวด", 100), ("text", 6)];
    static readonly IndexedText[] Texts = [.. Made()];
    static readonly CommonsIndex Index = Shelf.With(Texts);

    static IEnumerable<IndexedText> Made()
    {
        var random = new Random(2550);
        for (var number = 1; number <= 6000; number++)
            yield return new IndexedText(number, "", string.Join(' ', Pieces.Where(piece => random.Next(piece.OneIn) == 0).Select(piece => piece.Words).Append("บันทึก")))
            {
                Facets = [new("kind", random.Next(3) == 0 ? "aar" : "note"), .. random.Next(4) == 0 ? [new Facet("theme", "ออม"), new Facet("theme", "น้ำ")] : Array.Empty<Facet>()], PublishedAt = new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(2000)),
            };
    }

    [Theory]
    [InlineData("กองทุน"), InlineData("สวัสดิการ"), InlineData("ป่าพรุ"), InlineData("ลองกอง"), InlineData("ควนเคร็ง"), InlineData("text"), InlineData("\"ควนเคร็ง\"")]
    public void Every_text_that_holds_it_is_found_and_counted_however_common_it_is(string typed)
    {
        var held = Texts.Where(text => text.Words.Contains(typed.Trim('"'), StringComparison.Ordinal)).ToList();
        var found = Index.View.Find(FindQuery.Parse(typed), new FindRequest());
        Assert.Equal(held.Count, found.Total);
        foreach (var facet in new Facet[] { new("kind", "aar"), new("theme", "น้ำ") })
            Assert.Equal(held.Count(text => text.Facets.Contains(facet)), found.Facets.Single(count => count.Facet == facet).Count);
    }

    [Fact]
    public void Two_common_words_are_found_together_first_and_a_shut_out_one_not_at_all()
    {
        var both = Texts.Where(text => text.Words.Contains("กองทุน", StringComparison.Ordinal) && text.Words.Contains("สวัสดิการ", StringComparison.Ordinal)).Select(text => text.Number).ToHashSet();
        Assert.All(Index.Find("กองทุน สวัสดิการ", new FindRequest { Take = 500 }), number => Assert.Contains(number, both));
        Assert.Equal(Texts.Count(text => text.Words.Contains("กองทุน", StringComparison.Ordinal) && !text.Words.Contains("ควนเคร็ง", StringComparison.Ordinal)), Index.View.Find(FindQuery.Parse("กองทุน -ควนเคร็ง"), new FindRequest()).Total);
    }

    [Theory]
    [InlineData(""), InlineData("บันทึก")]
    public void The_newest_come_in_their_order_however_many_there_are(string typed)
    {
        var request = new FindRequest { ByDate = true, Take = 300 };
        var found = typed.Length == 0 ? Index.View.All(request) : Index.View.Find(FindQuery.Parse(typed), request);
        Assert.Equal(Texts.OrderByDescending(text => text.PublishedAt).ThenByDescending(text => text.Number).Take(300).Select(text => text.Number), found.Hits.Select(hit => hit.Number));
    }
}
