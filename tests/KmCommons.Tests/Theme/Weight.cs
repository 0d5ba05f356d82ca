using System.IO.Compression;

namespace KmCommons.Tests.Theme;

/// <summary>What a first view costs besides its own HTML, compressed as it is sent. 30 KB is for everything; the page itself needs up to 12 of them.</summary>
public class Weight
{
    static readonly string Dist = Path.Combine(House.Root, "themes/Village/wwwroot/dist");

    [Fact]
    public void The_style_sheet_and_the_font_leave_room_for_the_page_in_thirty_kilobytes()
    {
        var font = new FileInfo(Directory.GetFiles(Dist, "*.woff2").Single()).Length;
        var sheet = Compressed("village.css");
        Assert.True(sheet + font <= 18_000, $"style sheet {sheet}, font {font} bytes");
    }

    // What a form and the desk at the door add to what every page has, and what lies in the background
    static readonly string[] ForWriting = ["write.js", "editor.js", "door.js", "sw.js"];

    [Fact]
    public void What_pages_for_reading_bring_of_scripts_is_under_six_kilobytes_together()
    {
        var scripts = Directory.GetFiles(Dist, "*.js").Select(file => Path.GetFileName(file)).Where(name => !ForWriting.Contains(name)).Sum(Compressed);
        Assert.True(scripts <= 6_000, $"{scripts} bytes");
    }

    [Fact]
    public void The_writing_form_without_its_editor_adds_under_eight_kilobytes_the_desk_at_the_door_under_six_and_the_background_under_three()
    {
        Assert.InRange(Compressed("door.js"), 1, 6_000);
        Assert.InRange(Compressed("write.js"), 1, 8_000);
        Assert.InRange(Compressed("sw.js"), 1, 3_000);
    }

    [Fact]
    public void The_editor_is_under_160_kilobytes_even_where_only_gzip_is_understood()
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(Path.Combine(Dist, "editor.js")));
        Assert.InRange(small.Length, 1, 160_000);
        Assert.InRange(Compressed("editor.js"), 1, 160_000);
    }

    static long Compressed(string name)
    {
        using var small = new MemoryStream();
        using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(File.ReadAllBytes(Path.Combine(Dist, name)));
        return small.Length;
    }
}
