using System.Globalization;
using System.Text;
using KmCommons.Tests.Media;

namespace KmCommons.Benchmarks;

/// <summary>The photos and the hostile files that <see cref="MediaBench"/> measures, all made here by rule. What a name begins with says what must become of it; the others may be made or refused, within the bounds.</summary>
static class MediaBenchFiles
{
    /// <summary>Must be made, those of 12 megapixels within three seconds; must be refused.</summary>
    public const string Good = "photo-", Bad = "bad-";

    /// <summary>Makes them one after the other; each may be deleted before the next is asked for.</summary>
    public static IEnumerable<string> Make(string folder)
    {
        string At(string name) => Path.Combine(folder, name);
        string Keep(string name, byte[] bytes) { File.WriteAllBytes(At(name), bytes); return At(name); }
        string By(string name, params string[] action) { Pictures.Vips(folder, action); return At(name.Split('[')[0]); }
        byte[] Plain() => File.ReadAllBytes(At("plain.jpg"));

        // A picture with the grain of a phone's camera, so that it has a phone's bytes
        Pictures.Vips(folder, "gaussnoise", "n.v", "4000", "3000", "--mean", "120", "--sigma", "18", "--seed", "1");
        Pictures.Vips(folder, "gaussnoise", "m.v", "4000", "3000", "--mean", "90", "--sigma", "14", "--seed", "2");
        Pictures.Vips(folder, "bandjoin", "n.v m.v n.v", "r.v");
        Pictures.Vips(folder, "cast", "r.v", "c.v", "uchar");
        Pictures.Vips(folder, "copy", "c.v", "photo.v", "--interpretation", "srgb");
        foreach (var scratch in (string[])["n.v", "m.v", "r.v", "c.v"])
            File.Delete(At(scratch));
        Pictures.Vips(folder, "copy", "photo.v", "plain.jpg[Q=85]");
        yield return Keep("photo-12mp-plain.jpg", Plain());
        for (ushort orientation = 1; orientation <= 8; orientation++)
            yield return Keep(string.Create(CultureInfo.InvariantCulture, $"photo-12mp-orientation-{orientation}.jpg"), Pictures.WithExif(Plain(), orientation));
        yield return By("photo-12mp-progressive.jpg", "copy", "photo.v", "photo-12mp-progressive.jpg[Q=85,interlace]");
        yield return By("photo-12mp-display-p3.jpg", "icc_transform", "photo.v", "photo-12mp-display-p3.jpg[Q=85]", "p3", "--input-profile", "srgb");
        Keep("adobe.icc", Pictures.AdobeRgb());
        yield return By("photo-12mp-adobe-rgb.jpg", "icc_transform", "photo.v", "photo-12mp-adobe-rgb.jpg[Q=85]", "adobe.icc", "--input-profile", "srgb");
        yield return By("photo-12mp-cmyk.jpg", "icc_transform", "photo.v", "photo-12mp-cmyk.jpg[Q=50]", "cmyk", "--input-profile", "srgb");
        yield return By("photo-12mp.webp", "copy", "photo.v", "photo-12mp.webp[Q=80]");
        yield return Keep("photo-and-zip.jpg", [.. Pictures.WithExif(Plain(), 6), .. "PK\x03\x04 and what follows"u8]);

        yield return Keep("bad-truncated.jpg", Plain()[..2_000_000]);
        yield return Keep("bad-ends-with-header.jpg", Plain()[..700]);
        Pictures.Vips(folder, "crop", "photo.v", "crop.png", "0", "0", "1000", "750");
        var png = File.ReadAllBytes(At("crop.png"));
        yield return Keep("bad-truncated.png", png[..(png.Length / 2)]);
        var webp = Pictures.By(png, "a.webp");
        yield return Keep("bad-truncated.webp", webp[..(webp.Length / 2)]);
        yield return Keep("bad-padded-to-16mb.jpg", [.. Plain(), .. new byte[16 * 1024 * 1024]]);
        foreach (var (type, start, content) in new[]
        {
            ("tEXt", "Comment\0", new byte[1_100_000]), ("zTXt", "Comment\0\0", Pictures.Deflated(new byte[900_000_000])), ("iTXt", "Comment\0\x01\0th\0note\0", Pictures.Deflated(new byte[90_000_000])), ("iCCP", "profile\0\0", Pictures.Deflated(new byte[90_000_000])),
        })
            yield return Keep($"bad-text-{type}.png", Pictures.WithChunk(png, Pictures.Chunk(type, [.. Encoding.Latin1.GetBytes(start), .. content])));
        yield return Keep("bad-text-a-million-empty.png", Pictures.WithChunk(png, [.. Enumerable.Repeat(Pictures.Chunk("tEXt", []), 1_000_000).SelectMany(c => c)]));
        var progressive = Pictures.By(png, "a.jpg[Q=90,interlace]");
        var scan = progressive.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]);
        yield return Keep("bad-thousand-scans.jpg", [.. progressive[..^2], .. Enumerable.Repeat(progressive[scan..^2], 1000).SelectMany(s => s).Take(14_000_000), 0xFF, 0xD9]);
        yield return Keep("heavy-sixty-scans.jpg", [.. progressive[..^2], .. Enumerable.Repeat(progressive[scan..^2], 50).SelectMany(s => s).Take(14_000_000), 0xFF, 0xD9]);
        yield return Keep("bad-moving.png", Pictures.WithChunk(png, Pictures.Chunk("acTL", new byte[8])));
        yield return Keep("bad-contradicts-itself.png", Pictures.WithChunk(png, Pictures.Header(4, 3)));
        yield return Keep("bad-claims-30000.png", Pictures.PngOf(Pictures.Header(30_000, 30_000), Pictures.Chunk("IDAT", [0])));
        yield return Keep("bad-900mp.png", Pictures.Bomb(30_000, 30_000));
        foreach (var (name, start) in new[]
        {
            ("gif", "GIF89a\x01\0\x01\0"), ("tiff", "II*\0\x08\0\0\0"), ("bmp", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0"), ("pdf", "%PDF-1.7\n"), ("zip", "PK\x03\x04\x14\0"), ("heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
            ("avif", "\0\0\0\u0018ftypavif\0\0\0\0"), ("film", "\0\0\0\u0018ftypmp42\0\0\0\0"), ("svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"), ("html", "<!DOCTYPE html><title>x</title>"), ("letter", "dear reader"), ("empty", ""),
        })
            yield return Keep($"bad-is-{name}.jpg", Encoding.Latin1.GetBytes(start));

        yield return Keep("heavy-63mp-packed.png", Pictures.Bomb(7_900, 8_000));
        yield return Keep("heavy-thin-60mp.png", Pictures.Bomb(1, 60_000_000));
        yield return Keep("heavy-flat-60mp.png", Pictures.Bomb(60_000_000, 1));
        Pictures.Vips(folder, "black", "b.v", "7900", "8000", "--bands", "3");
        yield return By("heavy-63mp.jpg", "copy", "b.v", "heavy-63mp.jpg");
        yield return By("heavy-63mp-progressive.jpg", "copy", "b.v", "heavy-63mp-progressive.jpg[interlace]");
        yield return By("heavy-63mp-rgb.png", "copy", "b.v", "heavy-63mp-rgb.png");
        yield return By("heavy-63mp-interlaced.png", "copy", "b.v", "heavy-63mp-interlaced.png[interlace]");
        Pictures.Vips(folder, "black", "b.v", "16000", "3990", "--bands", "3");
        yield return By("heavy-63mp-lossless.webp", "webpsave", "b.v", "heavy-63mp-lossless.webp", "--lossless");
    }
}
