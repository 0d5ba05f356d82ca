using System.Text;
using KmCommons.Foundation;
using KmCommons.Media;

namespace KmCommons.Tests.Media;

/// <summary>What the gate lets in and what it says to the rest.</summary>
public class PhotoGateTests
{
    static readonly byte[] Png = Pictures.Quarters(40, 30), Jpeg = Pictures.By(Png, "a.jpg[Q=90]"), Webp = Pictures.By(Png, "a.webp");

    static PhotoHead Look(byte[] bytes, PhotoLimits? limits = null) => PhotoGate.Look(new MemoryStream(bytes), limits ?? new());

    static Refused Refusal(byte[] bytes, PhotoLimits? limits = null) => Assert.Throws<Refused>(() => Look(bytes, limits));

    static void Refuses(byte[] bytes, int status, string part)
    {
        var refused = Refusal(bytes);
        Assert.Equal(status, refused.Status);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_and_size_are_read_from_the_bytes()
    {
        Assert.Equal(new("png", 40, 30), Look(Png));
        Assert.Equal(new("jpeg", 40, 30), Look(Jpeg));
        Assert.Equal(new("jpeg", 40, 30), Look(Pictures.By(Png, "a.jpg[Q=90,interlace]")));
        Assert.Equal(new("webp", 40, 30), Look(Webp));
        Assert.Equal(new("webp", 40, 30), Look(Pictures.By(Png, "a.webp[lossless]")));
        Assert.Equal(new("jpeg", 640, 480), Look(Pictures.Sample("orientation6-gps.jpg")));
        Assert.Equal(new("webp", 240, 320), Look(Pictures.Sample("exif.webp")));
        Assert.Equal(new("png", 240, 320), Look(Pictures.Sample("text-chunk.png")));
    }

    [Fact]
    public void A_profile_and_printers_colours_are_noticed()
    {
        foreach (var kind in (string[])["a.jpg", "a.png", "a.webp"])
            Assert.True(Look(Pictures.By(Png, kind, "icc_transform", "p3", "--input-profile", "srgb")).HasProfile, kind);
        Assert.True(Look(Pictures.By(Png, "a.jpg", "icc_transform", "cmyk", "--input-profile", "srgb")).IsInk);
        Assert.False(Look(Jpeg).HasProfile || Look(Jpeg).IsInk);
    }

    [Fact]
    public void Bytes_after_the_end_of_a_JPEG_are_no_harm() => // moving photos of phones carry a film there
        Assert.Equal(40, Look([.. Jpeg, .. "a film, \xFF\xD8 and all"u8]).Width);

    [Theory]
    [InlineData("", 422, "ว่างเปล่า")]
    [InlineData("GIF89a\x01\0\x01\0", 415, "GIF")]
    [InlineData("II*\0\x08\0\0\0", 415, "TIFF")]
    [InlineData("MM\0*\0\0\0\x08", 415, "TIFF")]
    [InlineData("BM\x46\0\0\0\0\0\0\0\x36\0\0\0", 415, "BMP")]
    [InlineData("%PDF-1.7\n", 415, "PDF")]
    [InlineData("PK\x03\x04\x14\0", 415, "ไฟล์บีบอัด")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", 415, "HEIC")]
    [InlineData("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", 415, "การตั้งค่า > กล้อง > รูปแบบ")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0", 415, "AVIF")]
    [InlineData("\0\0\0\u0018ftypmp42\0\0\0\0", 415, "วิดีโอ")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "SVG")]
    [InlineData("\n <?xml version='1.0'?>\n<!-- drawn --><SVG/>", 415, "SVG")]
    [InlineData("<!DOCTYPE html><title>x</title>", 415, "หน้าเว็บ")]
    [InlineData("<!DOCTYPE html><svg/>", 415, "SVG")]
    [InlineData("dear reader, look at this", 415, "ข้อความ")]
    [InlineData("RIFF\x24\0\0\0WAVEfmt ", 415, "ไม่ใช่รูปที่ระบบรู้จัก")]
    [InlineData("\0\0\0\u000CJXL \r\n", 415, "ไม่ใช่รูปที่ระบบรู้จัก")]
    public void Anything_else_is_refused_with_a_sentence_of_its_own(string start, int status, string part) => Refuses(Encoding.Latin1.GetBytes(start), status, part);

    [Fact]
    public void A_name_deceives_nobody()
    {
        Refuses(Pictures.Sample("photo.jpg"), 415, "ข้อความ");
        Refuses(Pictures.Sample("photo.png"), 415, "SVG");
    }

    [Fact]
    public void Half_a_photo_is_refused_whatever_its_kind()
    {
        Refuses(Pictures.Sample("half.jpg"), 422, "มาไม่ครบ");
        foreach (var whole in (byte[][])[Jpeg, Png, Webp, Pictures.WithExif(Jpeg, 6)])
            for (var length = 16; length < whole.Length; length += 1 + whole.Length / 40)
                Assert.Equal(422, Refusal(whole[..length]).Status);
    }

    [Fact]
    public void Too_many_pixels_are_refused_by_the_header_alone()
    {
        Refuses(Pictures.Sample("claims-30000.png"), 413, "64 ล้านจุด");
        Refuses(Pictures.Bomb(20_000, 20_000), 413, "64 ล้านจุด");
        var boast = (byte[])Jpeg.Clone();
        var frame = boast.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        boast.AsSpan(frame + 5, 4).Fill(0xFF);
        Refuses(boast, 413, "64 ล้านจุด");
        Refuses([.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 5, 0, 0, 0, 0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, .. "XXXX"u8, 0, 0, 0, 0], 413, "64 ล้านจุด");
        Assert.Equal(40, Look(Png, new() { Pixels = 1200 }).Width);
        Assert.Equal(413, Refusal(Png, new() { Pixels = 1199 }).Status);
    }

    [Theory]
    [InlineData("tEXt", "Comment\0")]
    [InlineData("iTXt", "Comment\0\0\0th\0\0")]
    [InlineData("eXIf", "II*\0")]
    public void A_PNG_with_a_megabyte_of_text_is_refused(string type, string start)
    {
        Assert.Equal(40, Look(Pictures.WithChunk(Png, Pictures.Chunk(type, [.. Encoding.Latin1.GetBytes(start), .. new byte[1_000_000]]))).Width);
        Refuses(Pictures.WithChunk(Png, Pictures.Chunk(type, [.. Encoding.Latin1.GetBytes(start), .. new byte[1_050_000]])), 422, "ข้อความแนบ");
    }

    [Theory]
    [InlineData("zTXt", "Comment\0\0")]
    [InlineData("iTXt", "Comment\0\x01\0th\0note\0")]
    [InlineData("iCCP", "profile\0\0")]
    public void A_PNG_whose_text_unpacks_to_a_megabyte_is_refused(string type, string start)
    {
        var packed = Pictures.Deflated(new byte[5_000_000]);
        Assert.True(packed.Length < 50_000);
        Refuses(Pictures.WithChunk(Png, Pictures.Chunk(type, [.. Encoding.Latin1.GetBytes(start), .. packed])), 422, "ข้อความแนบ");
        Assert.Equal(40, Look(Pictures.WithChunk(Png, Pictures.Chunk(type, [.. Encoding.Latin1.GetBytes(start), .. Pictures.Deflated(new byte[9_000])]))).Width);
    }

    [Fact]
    public void A_hundred_thousand_empty_texts_are_too_much_text_too() =>
        Refuses(Pictures.WithChunk(Png, [.. Enumerable.Repeat(Pictures.Chunk("tEXt", []), 100_000).SelectMany(c => c)]), 422, "ข้อความแนบ");

    [Fact]
    public void Moving_pictures_are_refused()
    {
        Refuses(Pictures.WithChunk(Png, Pictures.Chunk("acTL", new byte[8])), 415, "ภาพเคลื่อนไหว");
        Refuses([.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 39, 0, 0, 29, 0, 0, .. "ANIM"u8, 0, 0, 0, 0], 415, "ภาพเคลื่อนไหว");
    }

    [Fact]
    public void A_JPEG_of_a_thousand_scans_is_refused()
    {
        var progressive = Pictures.By(Png, "a.jpg[Q=90,interlace]");
        var scan = progressive.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]);
        Refuses([.. progressive[..^2], .. Enumerable.Repeat(progressive[scan..^2], 1000).SelectMany(s => s), 0xFF, 0xD9], 422, "ซับซ้อน");
    }

    [Fact]
    public void Contradictions_in_a_header_are_refused()
    {
        Refuses(Pictures.WithChunk(Png, Pictures.Header(4, 3)), 422, "เสียหาย");
        Refuses(Pictures.PngOf(Pictures.Header(0, 3), Pictures.Chunk("IDAT", [])), 422, "เสียหาย");
        Refuses([0xFF, 0xD8, 0xFF, 0xD9], 422, "เสียหาย");
        var lie = Pictures.Sample("exif.webp");
        lie[24]++; // the canvas says one pixel more than the picture
        Refuses(lie, 422, "เสียหาย");
    }

    [Fact]
    public async Task An_upload_is_cut_off_at_the_limit_and_not_read_further()
    {
        using var folder = new TempFolder();
        var endless = new Endless();
        var refused = await Assert.ThrowsAsync<Refused>(() => PhotoGate.Admit(endless, Path.Combine(folder.Path, "in"), new()));
        Assert.Equal(413, refused.Status);
        Assert.InRange(endless.Given, 1, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task Random_damage_is_refused_or_let_in_but_never_breaks_the_gate()
    {
        var random = new Random(2550);
        foreach (var whole in (byte[][])[Jpeg, Png, Webp, Pictures.Sample("orientation6-gps.jpg")])
            for (var round = 0; round < 300; round++)
            {
                var damaged = (byte[])whole.Clone();
                for (var hit = 0; hit < 4; hit++)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (await Record.ExceptionAsync(() => Task.Run(() => Look(damaged))) is { } fault)
                    Assert.IsType<Refused>(fault);
            }
    }

    internal sealed class Endless : Stream
    {
        public long Given { get; private set; }
        public override int Read(byte[] buffer, int offset, int count) { Given += count; return count; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
