using System.IO.Compression;
using System.Text;
using System.Xml;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Media;

/// <summary>The words of a document, for searching. Each kind is read with bounds on bytes, letters and time; what cannot be read has none, and that is no fault.</summary>
public static class AttachmentText
{
    /// <summary>Most letters that are kept of one document: some hundred pages.</summary>
    public const int Most = 200_000;
    internal const string InDocx = "word/document.xml", InOdt = "content.xml";
    // Two hundred thousand letters as Word wraps them are some five megabytes; a single name or attribute of this length is held whole, several times over
    const long MostXml = 16 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <returns>The words, normalised, lines between paragraphs; null when the program for it is not on this machine.</returns>
    public static async Task<string?> Read(string path, AttachmentKind kind, CancellationToken stop = default)
    {
        string? words;
        try
        {
            words = kind.Key switch
            {
                "pdf" => await PdfWords.Read(path, stop),
                "docx" => Xml(path, InDocx),
                "odt" => Xml(path, InOdt),
                "doc" => OldWord(File.ReadAllBytes(path)),
                _ => Decoded(File.ReadAllBytes(path)),
            };
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException or EndOfStreamException) { words = ""; }
        return words is null ? null : Tidy(words.Length > 2 * Most ? words[..(2 * Most)] : words);
    }

    /// <summary>Whether it is text in one of the encodings that Thai is written in.</summary>
    internal static bool IsText(Stream file)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return Decoded(bytes) is { Length: > 0 } text && !text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f') || c == '\uFFFD');
    }

    static string Decoded(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes.AsSpan(2));
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF'); }
        catch (DecoderFallbackException) { return string.Create(bytes.Length, bytes, (letters, from) => { for (var at = 0; at < from.Length; at++) letters[at] = Thai874(from[at]); }); }
    }

    // TIS-620 with the few signs that Windows-874 adds; what neither has is no text
    static char Thai874(byte code) => code switch
    {
        < 0x80 => (char)code,
        0x80 => '€', 0x85 => '…', 0x91 => '‘', 0x92 => '’', 0x93 => '“', 0x94 => '”', 0x95 => '•', 0x96 => '–', 0x97 => '—', 0xA0 => ' ',
        >= 0xA1 and <= 0xDA or >= 0xDF and <= 0xFB => (char)(code - 0xA1 + 0x0E01),
        _ => '\uFFFD',
    };

    static string Xml(string path, string part)
    {
        using var zip = ZipFile.OpenRead(path);
        var entry = zip.Entries.First(e => string.Equals(e.FullName, part, StringComparison.OrdinalIgnoreCase));
        using var packed = entry.Open();
        using var xml = XmlReader.Create(new BoundedStream(packed, MostXml, () => new InvalidDataException()), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
        var words = new StringBuilder();
        try { Words(xml, isDocx: part == InDocx, words); }
        catch (Exception fault) when (fault is XmlException or InvalidDataException) { /* what came before the break or the bound is found */ }
        return words.ToString();
    }

    // A text is read in blocks: it may be as long as the whole document
    static void Words(XmlReader xml, bool isDocx, StringBuilder words)
    {
        var (inText, block) = (!isDocx, new char[4096]);
        while (words.Length <= Most && xml.Read())
        {
            if (isDocx && xml.LocalName == "t")
                inText = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "tab" or "s")
                words.Append(' ');
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "p" or "h" or "br" or "line-break")
                words.Append('\n');
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
                for (int read; words.Length <= Most && (read = xml.ReadValueChunk(block, 0, block.Length)) > 0;)
                    words.Append(block, 0, read);
        }
    }

    // The binary format of before 2007 is not taken apart: runs of Thai letters as it mostly keeps them, two bytes each. Tables and fields come out in any order; fine for finding, not for reading
    static string OldWord(byte[] bytes)
    {
        var (words, run) = (new StringBuilder(), new StringBuilder());
        for (var at = 0; at + 1 < bytes.Length && words.Length < Most; at += 2)
        {
            var c = (char)(bytes[at] | bytes[at + 1] << 8);
            if (run.Length < Most && c is (>= ' ' and < '\u007f') or (>= '\u0e01' and <= '\u0e5b') or '\r' or '\t')
                run.Append(c);
            else
                Close();
        }
        Close();
        return words.ToString();

        void Close()
        {
            var text = run.ToString();
            if (text.Count(c => c >= '\u0e01') >= 6)
                words.Append(text.Replace('\r', '\n')).Append('\n');
            run.Clear();
        }
    }

    static string Tidy(string words) => ThaiText.Cut(ThaiText.Normalise(string.Join('\n', string.Concat(words.Select(c => char.IsControl(c) && c != '\n' || char.IsSurrogate(c) ? ' ' : c))
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))), Most, "");
}
