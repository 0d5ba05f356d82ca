using KmCommons.Foundation;
using KmCommons.Media;

namespace KmCommons.Tests.Media;

/// <summary>What comes out of the real vips.</summary>
public class PhotoMakerTests
{
    static async Task<PhotoHead> Make(TempFolder folder, byte[] picture, PhotoLimits? limits = null, PhotoHead? head = null)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, PhotoMaker.Original), picture);
        return await new PhotoMaker(limits ?? new()).Make(folder.Path, head ?? PhotoGate.Look(new MemoryStream(picture), new()));
    }

    /// <summary>What the gate would have said, for files that it does not let in.</summary>
    static readonly PhotoHead Unseen = new("jpeg", 1, 1);

    static string[] Made(TempFolder folder) => [.. Directory.GetFiles(folder.Path).Select(Path.GetFileName).Where(n => n != PhotoMaker.Original).Order(StringComparer.Ordinal)!];

    static void IsUpright(string path, int width, int height)
    {
        Assert.True(Pictures.Colour(path, width / 5, height / 5).IsAbout(Pictures.Red), path);
        Assert.True(Pictures.Colour(path, width * 4 / 5, height / 5).IsAbout(Pictures.Green), path);
        Assert.True(Pictures.Colour(path, width / 5, height * 4 / 5).IsAbout(Pictures.Blue), path);
        Assert.True(Pictures.Colour(path, width * 4 / 5, height * 4 / 5).IsAbout(Pictures.White), path);
    }

    [Fact]
    public async Task A_photo_gets_every_size_and_none_larger_than_itself()
    {
        using var large = new TempFolder();
        Assert.Equal(new("jpeg", 1500, 1000), await Make(large, Pictures.Quarters(1500, 1000)));
        Assert.Equal(["1280.jpg", "1280.webp", "320.webp", "640.webp", "master.jpg"], Made(large));
        IsUpright(Path.Combine(large.Path, "1280.webp"), 1280, 853);
        IsUpright(Path.Combine(large.Path, "320.webp"), 320, 213);

        using var middling = new TempFolder();
        Assert.Equal(new("jpeg", 500, 900), await Make(middling, Pictures.Quarters(500, 900)));
        Assert.Equal(["320.webp", "500.jpg", "500.webp", "master.jpg"], Made(middling));

        using var small = new TempFolder();
        await Make(small, Pictures.Quarters(200, 100));
        Assert.Equal(["200.jpg", "200.webp", "master.jpg"], Made(small));
    }

    [Fact]
    public async Task A_long_screenshot_stays_wide_enough_to_read()
    {
        using var folder = new TempFolder();
        Assert.Equal(1080, (await Make(folder, Pictures.Quarters(1080, 7000))).Width);
        Assert.Equal(new("jpeg", 1920, 2560), await Make(folder, Pictures.Quarters(2400, 3200)));
    }

    // How the four quarters must be stored so that the orientation brings them upright (EXIF 2.3, tag 0112)
    public static TheoryData<ushort, string> Orientations => new()
    {
        { 1, "" }, { 2, "flip horizontal" }, { 3, "rot d180" }, { 4, "flip vertical" },
        { 5, "rot d270,flip vertical" }, { 6, "rot d270" }, { 7, "rot d90,flip vertical" }, { 8, "rot d90" },
    };

    [Theory, MemberData(nameof(Orientations))]
    public async Task Every_orientation_comes_out_upright(ushort orientation, string turns)
    {
        var stored = Pictures.Quarters(900, 600);
        foreach (var turn in turns.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(' ')))
            stored = Pictures.By(stored, "a.png", turn[0], turn[1]);
        using var folder = new TempFolder();
        Assert.Equal(new("jpeg", 900, 600), await Make(folder, Pictures.WithExif(Pictures.By(stored, "a.jpg[Q=90]"), orientation)));
        foreach (var (name, width, height) in (ValueTuple<string, int, int>[])[("master.jpg", 900, 600), ("900.jpg", 900, 600), ("900.webp", 900, 600), ("320.webp", 320, 213)])
            IsUpright(Path.Combine(folder.Path, name), width, height);
    }

    [Theory]
    [InlineData("a.jpg[Q=95,interlace]", "copy", "")]
    [InlineData("a.jpg[Q=95]", "icc_transform", "cmyk --input-profile srgb")]
    [InlineData("a.jpg[Q=95]", "icc_transform", "p3 --input-profile srgb")]
    [InlineData("a.png[interlace]", "copy", "")]
    [InlineData("a.png", "icc_transform", "p3 --input-profile srgb")]
    [InlineData("a.webp[lossless]", "icc_transform", "p3 --input-profile srgb")]
    [InlineData("a.png", "colourspace", "rgb16")]
    [InlineData("a.webp[lossless]", "copy", "")]
    public async Task Progressive_CMYK_wide_gamut_and_deep_pictures_come_out_in_their_colours(string kind, string action, string options)
    {
        using var folder = new TempFolder();
        await Make(folder, Pictures.By(Pictures.Quarters(), kind, action, options.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        foreach (var name in Made(folder).Where(n => n.StartsWith('8')))
            Assert.All([(160, 120, Pictures.Red), (640, 120, Pictures.Green), (160, 480, Pictures.Blue), (640, 480, Pictures.White)],
                spot => Assert.True(Pictures.Colour(Path.Combine(folder.Path, name), spot.Item1, spot.Item2).IsAbout(spot.Item3, off: options.StartsWith("cmyk", StringComparison.Ordinal) ? 60 : 6), name));
    }

    [Theory]
    [InlineData("a.jpg[Q=95]")]
    [InlineData("a.png")]
    [InlineData("a.webp[lossless]")]
    public async Task A_wide_profile_of_the_picture_s_own_is_heard(string kind)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "wide.icc"), Pictures.AdobeRgb());
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "in.png"), Pictures.Quarters());
        Pictures.Vips(folder.Path, "icc_transform", "in.png", kind, "wide.icc", "--input-profile", "srgb");
        var (wide, name) = (await File.ReadAllBytesAsync(Path.Combine(folder.Path, kind.Split('[')[0])), kind.Split('[')[0]);
        // The numbers in the file are others: who leaves the profile unheard shows a paler red
        Assert.False(Pictures.Colour(Path.Combine(folder.Path, name), 160, 120).IsAbout(Pictures.Red));
        foreach (var file in Directory.GetFiles(folder.Path))
            File.Delete(file);
        await Make(folder, wide);
        foreach (var made in Made(folder).Where(n => n.StartsWith('8')))
            Assert.All([(160, 120, Pictures.Red), (640, 120, Pictures.Green), (160, 480, Pictures.Blue), (640, 480, Pictures.White)],
                spot => Assert.True(Pictures.Colour(Path.Combine(folder.Path, made), spot.Item1, spot.Item2).IsAbout(spot.Item3), made));
    }

    [Fact]
    public async Task A_printers_colours_come_out_as_the_profile_says()
    {
        // Ink has no such blue and green: what the profile makes of them is what is right
        var ink = Pictures.By(Pictures.Quarters(), "a.jpg[Q=95]", "icc_transform", "cmyk", "--input-profile", "srgb");
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "right.png"), Pictures.By(ink, "a.png", "icc_transform", "srgb", "--embedded"));
        var right = Pictures.Colour(Path.Combine(folder.Path, "right.png"), 160, 480);
        File.Delete(Path.Combine(folder.Path, "right.png"));
        await Make(folder, ink);
        Assert.True(Pictures.Colour(Path.Combine(folder.Path, "800.webp"), 160, 480).IsAbout(((byte)right[0], (byte)right[1], (byte)right[2]), off: 6));
    }

    [Fact]
    public async Task A_profile_that_does_not_fit_the_picture_is_no_reason_to_refuse_it()
    {
        var grey = Pictures.By(Pictures.Quarters(), "a.jpg[Q=90,profile=p3]", "colourspace", "b-w");
        Assert.True(PhotoGate.Look(new MemoryStream(grey), new()).HasProfile);
        using var folder = new TempFolder();
        Assert.Equal(800, (await Make(folder, grey)).Width);
    }

    [Fact]
    public async Task What_is_clear_in_a_PNG_becomes_white()
    {
        var clear = Pictures.PngOf(Pictures.Header(64, 64, type: 6), Pictures.Chunk("IDAT", Pictures.Deflated(new byte[64 * (1 + 4 * 64)])));
        using var folder = new TempFolder();
        await Make(folder, clear);
        Assert.True(Pictures.Colour(Path.Combine(folder.Path, "64.jpg"), 30, 30).IsAbout((255, 255, 255)));
    }

    [Theory]
    [InlineData("orientation6-gps.jpg")]
    [InlineData("exif.webp")]
    [InlineData("text-chunk.png")]
    public async Task No_byte_of_metadata_is_left(string sample)
    {
        using var folder = new TempFolder();
        await Make(folder, Pictures.Sample(sample));
        foreach (var name in Made(folder))
        {
            var path = Path.Combine(folder.Path, name);
            Assert.True(BareFile.IsBare(path), name);
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path));
            Assert.All(["Exif", "EXIF", "XMP", "ICC_PROFILE", "Photoshop", "GPS", "VP8X"], mark => Assert.DoesNotContain(mark, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_picture_that_is_also_something_else_leaves_only_the_picture()
    {
        const string canary = "<script>canary-8.4116N</script>";
        byte[] comment = [0xFF, 0xFE, 0, (byte)(canary.Length + 2), .. System.Text.Encoding.ASCII.GetBytes(canary)];
        var jpeg = Pictures.By(Pictures.Quarters(), "a.jpg[Q=90,interlace]", "icc_transform", "p3", "--input-profile", "srgb");
        byte[][] twofold =
        [
            [.. jpeg[..2], .. comment, .. jpeg[2..], .. Documents.Zip(("canary.html", Documents.Bytes(canary)))],
            Pictures.WithChunk(Pictures.Quarters(), [.. Pictures.Chunk("tEXt", Documents.Bytes("XML:com.adobe.xmp\0" + canary)), .. Pictures.Chunk("eXIf", Documents.Bytes("II*\0" + canary))]),
            [.. Pictures.Quarters(), .. Documents.Pdf("canary")],
        ];
        foreach (var bytes in twofold)
        {
            using var folder = new TempFolder();
            await Make(folder, bytes);
            foreach (var name in Made(folder))
            {
                Assert.True(BareFile.IsBare(Path.Combine(folder.Path, name)), name);
                Assert.DoesNotContain("canary", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder.Path, name))), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Each_program_is_held_by_the_kernel_and_knows_nothing_of_the_server()
    {
        using var folder = new TempFolder();
        using var process = Bounded.Start(folder.Path, 50_000_000, TimeSpan.FromSeconds(7), 3_000_000, [("MORE", "yes")], "sh", "-c", "cat /proc/self/limits; env");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        foreach (var (limit, most) in new[] { ("Max data size", 50_000_000), ("Max address space", 1_050_000_000), ("Max cpu time", 7), ("Max file size", 3_000_000), ("Max open files", 128), ("Max core file size", 0) })
            Assert.Matches($@"{limit} +{most} +{most} ", said);
        Assert.Equal(["HOME", "LC_ALL", "MALLOC_ARENA_MAX", "MORE", "PATH", "PWD", "TMPDIR"], said.Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l.Split('=')[0]).Where(n => n is not ("OLDPWD" or "SHLVL" or "_")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Metadata_of_any_kind_is_noticed()
    {
        using var folder = new TempFolder();
        bool IsBare(byte[] bytes)
        {
            File.WriteAllBytes(Path.Combine(folder.Path, "x"), bytes);
            return BareFile.IsBare(Path.Combine(folder.Path, "x"));
        }
        var jpeg = Pictures.By(Pictures.Quarters(40, 30), "a.jpg[strip]");
        byte[] With(byte marker, string content) => [.. jpeg[..2], 0xFF, marker, 0, (byte)(content.Length + 2), .. System.Text.Encoding.Latin1.GetBytes(content), .. jpeg[2..]];
        Assert.True(IsBare(jpeg));
        Assert.False(IsBare(Pictures.WithExif(jpeg, 1)));
        Assert.False(IsBare(With(0xFE, "8.4116 N")));
        Assert.False(IsBare(With(0xED, "Photoshop 3.0")));
        Assert.False(IsBare(With(0xE2, "ICC_PROFILE")));
        Assert.False(IsBare(With(0xEB, "something new")));
        Assert.False(IsBare([.. jpeg, 0]));
        Assert.False(IsBare(jpeg[..^40]));
        Assert.False(IsBare(Pictures.Sample("exif.webp")));
        Assert.False(IsBare(Pictures.Quarters(40, 30)));
    }

    [Fact]
    public async Task Half_a_photo_is_refused_by_vips_too()
    {
        using var folder = new TempFolder();
        Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => Make(folder, Pictures.Sample("half.jpg"), head: Unseen))).Status);
        var png = Pictures.Png(300, 300, (x, y) => ((byte)(x * y), (byte)(x * 7), (byte)(y * 3)));
        Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => Make(folder, png[..(png.Length / 2)], head: Unseen))).Status);
    }

    [Fact]
    public async Task A_picture_that_needs_too_much_memory_is_stopped()
    {
        using var folder = new TempFolder();
        var hungry = Pictures.By(Pictures.Quarters(4000, 3000), "a.png[interlace]");
        Assert.Contains("ซับซ้อน", (await Assert.ThrowsAsync<Refused>(() => Make(folder, hungry, new() { Memory = 60_000_000 }))).Message, StringComparison.Ordinal);
        Assert.Equal(2560, (await Make(folder, hungry)).Width);
    }

    [Fact]
    public async Task A_picture_that_takes_too_long_is_stopped()
    {
        using var folder = new TempFolder();
        var refused = await Assert.ThrowsAsync<Refused>(() => Make(folder, Pictures.Quarters(4000, 3000), new() { Time = TimeSpan.FromMilliseconds(20) }));
        Assert.Contains("ซับซ้อน", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_vips_does_not_trust_is_blocked()
    {
        using var folder = new TempFolder();
        var raw = Pictures.By(Pictures.Quarters(), "a.v");
        Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => Make(folder, raw, head: Unseen))).Status);
    }

    [Fact]
    public async Task A_stopped_request_stops_the_work()
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, PhotoMaker.Original), Pictures.Quarters());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PhotoMaker(new()).Make(folder.Path, Unseen, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task No_more_photos_are_made_at_once_than_allowed_and_the_others_wait()
    {
        using var one = new TempFolder();
        using var two = new TempFolder();
        var maker = new PhotoMaker(new() { AtOnce = 1, Patience = TimeSpan.Zero });
        foreach (var folder in (TempFolder[])[one, two])
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, PhotoMaker.Original), Pictures.Quarters());
        var first = maker.Make(one.Path, Unseen);
        Assert.Equal(503, (await Assert.ThrowsAsync<Refused>(() => maker.Make(two.Path, Unseen))).Status);
        await first;
        await maker.Make(two.Path, Unseen);

        var patient = new PhotoMaker(new() { AtOnce = 1 });
        await Task.WhenAll(patient.Make(one.Path, Unseen), patient.Make(two.Path, Unseen));
    }
}
