using System.IO.Compression;
using System.Text;

namespace KmCommons.Tests.Media;

/// <summary>Documents made by code.</summary>
static class Documents
{
    const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>A zip of these entries.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        var all = new MemoryStream();
        using (var zip = new ZipArchive(all, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in entries)
                using (var entry = zip.CreateEntry(name).Open())
                    entry.Write(bytes);
        return all.ToArray();
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A Word document with one paragraph in two runs, after this prolog.</summary>
    public static byte[] Docx(string first, string second = "", string prolog = "", params (string, byte[])[] more) => Zip(
        [("[Content_Types].xml", Bytes("<Types/>")), ("word/document.xml", Bytes($"<?xml version=\"1.0\"?>{prolog}<w:document xmlns:w=\"{Word}\"><w:body><w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:t>{second}</w:t></w:r></w:p></w:body></w:document>")), .. more]);

    public static byte[] Odt(string text, string type = "application/vnd.oasis.opendocument.text", params (string, byte[])[] more) => Zip(
        [("mimetype", Bytes(type)), ("content.xml", Bytes($"<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><o:body><t:p>{text}</t:p></o:body></o:document-content>")), .. more]);

    /// <summary>A Word document of before 2007, as far as anyone here looks at it: head, directory names, text in UTF-16.</summary>
    public static byte[] Doc(string text, string name = "WordDocument") =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes(text), 0, 0, .. Encoding.Unicode.GetBytes(name), .. new byte[64]];

    /// <summary>A PDF whose font has no letters but says what they mean, so that Thai can be read out of it.</summary>
    public static byte[] Pdf(string text)
    {
        const string meaning = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0020> <007E> <0020> <0E01> <0E5B> <0E01> endbfrange endcmap end end";
        var shows = $"BT /F 12 Tf 50 700 Td <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}> Tj ET";
        string[] things =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", $"<</Length {shows.Length}>>\nstream\n{shows}\nendstream",
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 8 0 R>>",
            $"<</Length {meaning.Length}>>\nstream\n{meaning}\nendstream", "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
        ];
        var (pdf, places) = (new StringBuilder("%PDF-1.7\n"), new List<int>());
        for (var nth = 0; nth < things.Length; nth++)
        {
            places.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{nth + 1} 0 obj\n{things[nth]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {things.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<</Size {things.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
