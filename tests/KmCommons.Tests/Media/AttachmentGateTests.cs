using System.Buffers.Binary;
using System.Text;
using KmCommons.Foundation;
using KmCommons.Media;
using Microsoft.Extensions.Configuration;

namespace KmCommons.Tests.Media;

/// <summary>What documents are let in, by their bytes, and which words are found in them.</summary>
public class AttachmentGateTests
{
    static AttachmentKind Look(byte[] bytes) => AttachmentGate.Look(new MemoryStream(bytes));

    static void Refuses(byte[] bytes, int status, string part)
    {
        var refused = Assert.Throws<Refused>(() => Look(bytes));
        Assert.Equal(status, refused.Status);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    static async Task<string> Words(byte[] bytes)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x");
        await File.WriteAllBytesAsync(path, bytes);
        return (await AttachmentText.Read(path, Look(bytes)))!;
    }

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "pdf", Documents.Pdf("แผนแม่บทชุมชน") }, { "docx", Documents.Docx("แผนแม่", "บทชุมชน") }, { "odt", Documents.Odt("แผนแม่<x/>บทชุมชน") }, { "doc", Documents.Doc("แผนแม่บทชุมชน") },
        { "txt", Documents.Bytes("แผนแม่บทชุมชน\r\n") }, { "txt", [0xEF, 0xBB, 0xBF, .. Documents.Bytes("แผนแม่บทชุมชน")] },
        { "txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("แผนแม่บทชุมชน")] }, { "txt", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("แผนแม่บทชุมชน")] },
        { "txt", [.. "แผนแม่บทชุมชน".Select(c => (byte)(c - 0x0E01 + 0xA1))] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_kind_is_told_by_its_bytes_and_its_Thai_words_are_read(string kind, byte[] bytes)
    {
        Assert.Equal(kind, Look(bytes).Key);
        Assert.Equal("แผนแม่บทชุมชน", await Words(bytes));
    }

    [Fact]
    public void What_is_no_document_is_refused_with_a_sentence_of_its_own()
    {
        Refuses([], 422, "ว่างเปล่า");
        Refuses(Pictures.Quarters(4, 4), 415, "ช่องภาพ");
        Refuses([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0], 415, "รับ PDF");
        Refuses(Documents.Bytes("MZ\0\0"), 415, "รับ PDF");
        Refuses(Documents.Zip(("a.txt", [1])), 415, "รับ PDF");
        Refuses(Documents.Odt("ตาราง", "application/vnd.oasis.opendocument.spreadsheet"), 415, "รับ PDF");
        Refuses(Documents.Doc("ตาราง", "Workbook"), 415, "รับ PDF");
        Refuses(Documents.Docx("สวัสดี", more: ("word/vbaProject.bin", [1])), 415, "แมโคร");
        Refuses(Documents.Odt("สวัสดี", more: ("Basic/Standard/Module1.xml", [1])), 415, "แมโคร");
        Refuses([.. Documents.Doc("สวัสดี"), .. Encoding.Unicode.GetBytes("_VBA_PROJECT")], 415, "แมโคร");
        Refuses(Documents.Pdf("ครึ่งเดียว")[..400], 422, "มาไม่ครบ");
        Refuses(Documents.Docx("ครึ่งเดียว")[..200], 422, "มาไม่ครบ");
        Refuses(new byte[AttachmentGate.Most + 1], 413, "20 เมกะไบต์");
    }

    [Fact]
    public async Task Bombs_are_refused_before_they_are_opened_and_what_lies_of_its_size_is_cut_off()
    {
        Refuses(Documents.Docx("x", more: ("word/media/a.xml", new byte[3_000_000])), 422, "พองใหญ่");
        Refuses(Documents.Docx("x", more: [.. Enumerable.Range(0, 2_100).Select(n => ($"word/{n}", Array.Empty<byte>()))]), 422, "พองใหญ่");
        // Two hundred megabytes in megabytes that pack no better than others may, and a list of names that alone is a burden
        Refuses(Documents.Docx("x", more: [.. Enumerable.Range(0, 202).Select(n => ($"word/{n}", new byte[1024 * 1024]))]), 422, "พองใหญ่");
        Refuses(Documents.Docx("x", more: [.. Enumerable.Range(0, 40).Select(n => ($"word/{n}/{new string('x', 30_000)}", Array.Empty<byte>()))]), 422, "พองใหญ่");
        // Says that its words are few, and swells to seventy megabytes when read
        var lies = Documents.Docx("x" + new string(' ', 70_000_000));
        foreach (var at in new[] { lies.AsSpan().IndexOf("word/document.xml"u8) - 30 + 22, lies.AsSpan().LastIndexOf("word/document.xml"u8) - 46 + 24 })
            BinaryPrimitives.WriteInt32LittleEndian(lies.AsSpan(at), 900_000);
        Assert.Equal("docx", Look(lies).Key);
        Assert.InRange((await Words(lies)).Length, 0, AttachmentText.Most);
    }

    // All that the reading took, in megabytes, and so more than it ever held at once. It takes 3, 3, 34, 0, 67, 64 and 24
    [Theory]
    [InlineData("docx", "<w:t>{0}</w:t>", 16)]
    [InlineData("odt", "<t:p>{0}</t:p>", 16)]
    [InlineData("docx", "<w:t a=\"{0}\">x</w:t>", 64)]
    [InlineData("odt", "<t:p><!--{0}-->x</t:p>", 16)]
    [InlineData("docx", "<w:t>x</w:t><w:{0}/>", 128)]
    [InlineData("txt", "{0}", 80)]
    [InlineData("doc", "{0}", 40)]
    public async Task One_word_of_sixty_megabytes_or_as_long_as_can_be_takes_little_memory_to_read(string kind, string shape, int megabytes)
    {
        var inside = shape.Replace("{0}", new string(kind == "doc" ? 'ก' : 'x', kind switch { "txt" => 20_000_000, "doc" => 10_000_000, _ => 60_000_000 }), StringComparison.Ordinal);
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x");
        await File.WriteAllBytesAsync(path, kind switch { "docx" => Documents.Docx($"</w:t>{inside}<w:t>"), "odt" => Documents.Odt(inside), "doc" => Documents.Doc(inside), _ => Documents.Bytes(inside) });
        var before = GC.GetAllocatedBytesForCurrentThread();
        // No step of it waits, so all of it is on this thread
        var reading = AttachmentText.Read(path, AttachmentKind.Of(kind));
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(reading.IsCompleted);
        Assert.InRange((await reading)!.Length, 0, AttachmentText.Most);
        Assert.InRange(taken / 1e6, 0, megabytes);
    }

    [Fact]
    public async Task What_stands_before_the_break_is_found() => Assert.Equal("ครึ่งแรก", await Words(Documents.Docx("ครึ่งแรก", "<broken")));

    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>", "&b;")]
    [InlineData("<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;")]
    public async Task Entities_of_XML_are_not_opened(string prolog, string text) => Assert.Equal("", await Words(Documents.Docx(text, prolog: prolog)));

    [Fact]
    public async Task What_cannot_be_read_has_no_words_and_stops_nothing()
    {
        Assert.Equal("", await Words([.. "%PDF-1.7\n"u8, .. new byte[3000], .. "\n%%EOF"u8]));
        Assert.Equal("", await Words(Documents.Docx("<broken")));
        Assert.Equal("", await Words(Documents.Doc("Times New Roman")));
        Assert.Equal(AttachmentText.Most, (await Words(Documents.Bytes(new string('ก', 300_000)))).Length);
    }

    [Fact]
    public async Task A_document_is_cut_off_at_the_limit_and_not_read_further()
    {
        using var folder = new TempFolder();
        var store = new AttachmentStore(new(new ConfigurationBuilder().AddInMemoryCollection([new("data", folder.Path)]).Build()), TimeProvider.System);
        var endless = new PhotoGateTests.Endless();
        Assert.Equal(413, (await Assert.ThrowsAsync<Refused>(() => store.Keep(endless))).Status);
        Assert.InRange(endless.Given, 1, AttachmentGate.Most + 1024 * 1024);
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("แผน ตำบล.PDF", "แผน ตำบล.txt")]
    [InlineData("../../etc/passwd", "passwd.txt")]
    [InlineData("C:\\งาน\\บัญชี.exe", "บัญชี.txt")]
    [InlineData("ใบ\u202Efdp.exe", "ใบfdp.txt")]
    [InlineData("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie x=1.txt")]
    [InlineData("...", "เอกสาร.txt")]
    [InlineData("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt")]
    public void A_name_is_made_harmless_and_ends_as_its_bytes_say(string typed, string name) => Assert.Equal(name, Attachment.NameOf(typed, AttachmentKind.Txt));
}
