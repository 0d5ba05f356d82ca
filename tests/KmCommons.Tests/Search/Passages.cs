using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Tests.Search;

public sealed class Passages
{
    static Passage Of(string body, string typed) => Shelf.Of(body, "เรื่องอื่น").View.Marker(FindQuery.Parse(typed)).Passage(body);

    static string[] Marked(Passage passage) => [.. passage.Marks.Select(range => passage.Text[range])];

    [Fact]
    public void The_best_place_of_a_long_text_is_shown_with_the_hits_marked()
    {
        var passage = Of(string.Join(' ', Shelf.SeedNotes.Take(5)) + " แล้วคนบ้านสระพังก็ตั้งกองทุนที่ดินขึ้น " + string.Join(' ', Shelf.SeedNotes.Skip(5).Take(3)), "กองทุนที่ดินสระพัง");
        Assert.Contains("สระพัง", passage.Text, StringComparison.Ordinal);
        Assert.Contains("สระพัง", string.Concat(Marked(passage)), StringComparison.Ordinal);
        Assert.True(passage.CutBefore && passage.CutAfter);
        Assert.InRange(passage.Text.Length, 100, 230);
    }

    [Fact]
    public void A_passage_begins_and_ends_at_words()
    {
        var body = string.Join(' ', Shelf.SeedNotes);
        var text = ThaiText.Normalise(body[..20_000]);
        var words = ThaiWords.Split(text);
        var (starts, ends) = (words.Select(word => word.Start).ToHashSet(), words.Select(word => word.End).ToHashSet());
        foreach (var typed in new[] { "ป่าพรุ", "ออมทรัพย์", "แผนชุมชน", "น้ำ", "บันทึก", "คุณอำนวย" })
        {
            var passage = Of(body, typed);
            var at = text.IndexOf(passage.Text, StringComparison.Ordinal);
            Assert.True(at == 0 || starts.Contains(at), typed);
            Assert.True(!passage.CutAfter || ends.Contains(at + passage.Text.Length), typed + ": " + passage.Text);
            Assert.All(Marked(passage), mark => Assert.False(mark[0] is 'ั' or 'ิ' or '่' or '้' or 'ำ'));
        }
    }

    [Fact]
    public void A_name_is_marked_whole_where_ICU_cuts_it_to_pieces() =>
        Assert.Equal(["ควนเคร็ง"], Marked(Of("ชาวตำบลควนเคร็งอำเภอชะอวด", "ควนเคร็ง")));

    [Fact]
    public void A_word_as_long_as_a_book_is_cut_all_the_same()
    {
        var passage = Of(new string('a', 50_000) + " ท้าย", "ท้าย " + new string('a', 30));
        Assert.InRange(passage.Text.Length, 0, 400);
    }

    [Fact]
    public void Touching_hits_are_one_mark_and_a_title_is_marked_too()
    {
        var marker = Shelf.Of("กองทุน ที่ดิน").View.Marker(FindQuery.Parse("กองทุน ที่ดิน"));
        Assert.Equal([0..12], marker.Marks("กองทุนที่ดินบ้านเรา"));
        Assert.Empty(marker.Marks("เรื่องอื่น"));
    }
}
