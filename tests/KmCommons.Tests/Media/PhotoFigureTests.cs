using KmCommons.Media;

namespace KmCommons.Tests.Media;

/// <summary>A photo as HTML.</summary>
public class PhotoFigureTests
{
    static Photo Photo(int width, int height, string alt = "", string caption = "")
    {
        var photo = new Photo { Hash = new('a', 32), Width = width, Height = height };
        photo.Describe(alt, caption);
        return photo;
    }

    [Fact]
    public void A_figure_names_every_size_and_holds_its_place()
    {
        var html = Photo(2560, 1920, "เรือสองลำ", "คลองตอนเช้า").Figure().ToString()!;
        Assert.Equal("""
            <figure><picture><source type="image/webp" srcset="/media/H/320.webp 320w, /media/H/640.webp 640w, /media/H/1280.webp 1280w" sizes="S"><img src="/media/H/1280.jpg" width="1280" height="960" alt="เรือสองลำ" loading="lazy" decoding="async"></picture><figcaption>คลองตอนเช้า</figcaption></figure>
            """.Replace("/H/", $"/{new string('a', 32)}/", StringComparison.Ordinal).Replace("\"S\"", $"\"{PhotoFigure.InText}\"", StringComparison.Ordinal), html);
    }

    [Theory]
    [InlineData(500, 900, "320.webp 320w, /media/a/500.webp 500w", "500.jpg\" width=\"500\" height=\"900\"")]
    [InlineData(320, 10, "320.webp 320w\"", "320.jpg\" width=\"320\" height=\"10\"")]
    [InlineData(1280, 1, "1280.webp 1280w", "1280.jpg\" width=\"1280\" height=\"1\"")]
    public void A_small_photo_names_only_what_it_has(int width, int height, string webp, string jpeg)
    {
        var html = Photo(width, height, "x").Picture().ToString()!.Replace(new string('a', 32), "a", StringComparison.Ordinal);
        Assert.Contains(webp, html, StringComparison.Ordinal);
        Assert.Contains(jpeg, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_at_the_place_of_use_come_before_the_photos_own() =>
        Assert.Contains("alt=\"ที่นี่\"", Photo(10, 10, "เดิม", "เดิม").Figure("ที่นี่", "").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_photo_without_words_says_so_to_who_cannot_see_it()
    {
        Assert.Contains("alt=\"รูปที่ยังไม่มีคำบรรยาย\"", Photo(10, 10).Figure().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("figcaption", Photo(10, 10, "เรือ").Figure().ToString(), StringComparison.Ordinal);
        Assert.Contains("alt=\"\"", Photo(10, 10, "", "คลอง").Figure().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_cannot_leave_their_place() =>
        Assert.DoesNotContain("<script", Photo(10, 10, "\"><script>", "</figcaption><script>").Figure().ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_first_picture_of_a_page_does_not_wait() =>
        Assert.Contains("fetchpriority=\"high\"", Photo(10, 10).Picture(lazy: false).ToString(), StringComparison.Ordinal);
}
