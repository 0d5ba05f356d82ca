using System.Text;
using KmCommons.Search.Index;

namespace KmCommons.Tests.Search;

public sealed class AnyQuery
{
    static readonly string[] Pieces =
    [
        "\"", "-", ":", "tag:", "year:", "year:99999999999", "kind:", "place:\"", "กองทุน", "สระพัง", "ำ", "่้๊๋", "เแโใไ", "\uD800", "\uDC00", "😀", "\u200B", "\u0301\u0301", " ", "\t", "\n", "\0", "\u0001", "\uFEFF",
        "๒๕๕๐", "KM", "ปี", "พ.ศ.", "50", "2007", "พ.อ.ช.", "sa", "phang", "-", "กกก", "ออออ", "ข้อมุล", "วัฒ", "ัััั", "์", "year:5๐", "ฯ", "ๆ", "%", "'", "\\", "<script>", "(", ")", "*", "AND", "\u202E", "ﷺ", "İ", "ß", "\uFFFF",
    ];

    [Fact]
    public void Ten_thousand_strings_of_any_kind_are_answered_without_a_fault()
    {
        string[] bodies = [.. Shelf.SeedNotes, .. Pieces];
        var index = Shelf.Of(bodies);
        var random = new Random(4);
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder();
            for (var pieces = random.Next(12); pieces >= 0; pieces--)
                if (random.Next(3) == 0) text.Append((char)random.Next(0x10000));
                else text.Append(Pieces[random.Next(Pieces.Length)]);
            var typed = i % 500 == 0 ? string.Concat(Enumerable.Repeat(text.ToString() + "ก", 64 * 1024 / (text.Length + 1))) : text.ToString();
            var query = FindQuery.Parse(typed);
            var view = index.View;
            var found = view.Find(query, new FindRequest { Skip = random.Next(-1, 3) });
            var marker = view.Marker(query);
            if (typed.Length < FindQuery.Longest) AssertSame(query, FindQuery.Parse(query.ToString()));
            if (i % 4 == 0 && view.DidYouMean(query) is { } meant) Assert.False(FindQuery.Parse(meant).IsEmpty);
            foreach (var hit in found.Hits)
            {
                var passage = marker.Passage(bodies[hit.Number - 1]);
                Assert.All(passage.Marks, range => Assert.InRange(range.End.Value, range.Start.Value + 1, passage.Text.Length));
            }
        }
    }

    [Fact]
    public void Texts_of_any_kind_are_taken_in()
    {
        var random = new Random(5);
        var texts = Enumerable.Range(1, 300).Select(number => new IndexedText(number, Any(), Any()) { Tags = [Any()], Names = Any() });
        var index = Shelf.With(texts);
        Assert.Equal(300, index.View.Count);
        string Any() => string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(3) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]));
    }

    [Fact]
    public void What_is_typed_is_understood_as_far_as_it_goes()
    {
        var query = FindQuery.Parse("กองทุน \"ที่ดิน บ้าน\" -สวัสดิการ -\"ภัย พิบัติ\" tag:ออม kind:case year:2007 year:ปีนี้ place:\"บาง จาก\" -kind:aar -year:๕๑ -tag:\"ป่า พรุ\" -place: -\"kind:case\" - : \"\" บ้าน-เรา");
        Assert.Equal(["กองทุน", "บ้าน-เรา"], query.Runs);
        Assert.Equal(["ที่ดิน บ้าน"], query.Phrases);
        Assert.Equal(["สวัสดิการ", "ภัย พิบัติ", "place:", "kind:case"], query.Without);
        Assert.Equal([new("tag", "ออม"), new("kind", "case"), new("year", "2550"), new("year", "ปีนี้"), new("place", "บาง จาก")], query.Fields);
        Assert.Equal([new("kind", "aar"), new("year", "2551"), new("tag", "ป่า พรุ")], query.WithoutFields);
        Assert.True(FindQuery.Parse(null).IsEmpty);
        AssertSame(query, FindQuery.Parse(query.ToString()));
    }

    static void AssertSame(FindQuery one, FindQuery two)
    {
        Assert.Equal(one.Runs, two.Runs);
        Assert.Equal(one.Phrases, two.Phrases);
        Assert.Equal(one.Without, two.Without);
        Assert.Equal(one.Fields, two.Fields);
        Assert.Equal(one.WithoutFields, two.WithoutFields);
    }

    [Theory]
    [InlineData("😀"), InlineData("\u0301\u0301"), InlineData("ำ"), InlineData("่้ ๆ"), InlineData("( -"), InlineData("\uD800")]
    public void Signs_and_marks_without_a_letter_find_nothing(string typed)
    {
        Assert.True(FindQuery.Parse(typed).IsEmpty);
        Assert.Empty(Shelf.Of("ออม 😀", "กำ").Find(typed));
    }
}
