using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>The gate that every document passes: it looks at bytes, unpacks nothing, and believes no name and no content type.</summary>
public static class AttachmentGate
{
    /// <summary>Longest document, in bytes.</summary>
    public const long Most = 20 * 1024 * 1024;

    // A book with a picture on every page has some hundreds of entries; texts pack to a tenth, bombs to a thousandth
    const int MostEntries = 2_000, MostTitles = 1024 * 1024, Ratio = 120;
    const long MostUnpacked = 200L * 1024 * 1024;

    /// <summary>What kind of document it is.</summary>
    /// <param name="file">A stream that can seek; left open.</param>
    /// <exception cref="Refused">413, 415 or 422: not let in, and why.</exception>
    public static AttachmentKind Look(Stream file)
    {
        if (file.Length > Most)
            throw AttachmentRefusals.TooManyBytes();
        if (file.Length == 0)
            throw AttachmentRefusals.Empty();
        file.Position = 0;
        var first = new byte[1024];
        var start = first.AsSpan(0, file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false));
        return start switch
        {
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => IsWholePdf(file) ? AttachmentKind.Pdf : throw AttachmentRefusals.Broken(),
            [(byte)'P', (byte)'K', 3, 4, ..] => Inside(file),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Holds(file, "WordDocument") ? Holds(file, "_VBA_PROJECT") ? throw AttachmentRefusals.Macros() : AttachmentKind.Doc : throw AttachmentRefusals.Unknown(),
            [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => throw AttachmentRefusals.Picture(),
            _ => AttachmentText.IsText(file) ? AttachmentKind.Txt : throw AttachmentRefusals.Unknown(),
        };
    }

    // ISO 32000: the mark of the end stands in the last bytes
    static bool IsWholePdf(Stream file) => Tail(file, 2048).IndexOf("%%EOF"u8) >= 0;

    static AttachmentKind Inside(Stream file)
    {
        // The list's own head is read by hand first: the library would read a million titles before it could be asked how many there are
        var tail = Tail(file, 65_557);
        if (tail.LastIndexOf("PK\x05\x06"u8) is var at && (at < 0 || at + 22 > tail.Length))
            throw AttachmentRefusals.Broken();
        if (BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 10)..]) > MostEntries || BinaryPrimitives.ReadUInt32LittleEndian(tail[(at + 12)..]) > MostTitles)
            throw AttachmentRefusals.TooHeavy();
        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries || zip.Entries.Sum(e => e.Length) > MostUnpacked || zip.Entries.Any(e => e.Length > 1024 * 1024 && e.Length > Ratio * e.CompressedLength))
                throw AttachmentRefusals.TooHeavy();
            var names = zip.Entries.Select(e => e.FullName.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
            if (names.Any(n => n.EndsWith("vbaproject.bin", StringComparison.Ordinal)) || names.Any(n => n.StartsWith("basic/", StringComparison.Ordinal) && n.EndsWith(".xml", StringComparison.Ordinal)))
                throw AttachmentRefusals.Macros();
            return names.Contains("[content_types].xml") && names.Contains(AttachmentText.InDocx) ? AttachmentKind.Docx
                : names.Contains(AttachmentText.InOdt) && IsOdt(zip) ? AttachmentKind.Odt : throw AttachmentRefusals.Unknown();
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException) { throw AttachmentRefusals.Broken(); }
    }

    // OpenDocument 1.3, part 2, 3.3: the entry «mimetype» holds the type and nothing else
    static bool IsOdt(ZipArchive zip)
    {
        if (zip.GetEntry("mimetype") is not { Length: < 100 } entry)
            return false;
        using var read = entry.Open();
        var type = new byte[100];
        return Encoding.ASCII.GetString(type, 0, read.ReadAtLeast(type, type.Length, throwOnEndOfStream: false)).Trim() == AttachmentKind.Odt.Type;
    }

    static ReadOnlySpan<byte> Tail(Stream file, int most)
    {
        var tail = new byte[Math.Min(most, file.Length)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        return tail;
    }

    // MS-CFB: the names of what lies inside stand in UTF-16 in the directory
    static bool Holds(Stream file, string name)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;
    }
}
