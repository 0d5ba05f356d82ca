using System.IO.Compression;
using KmCommons.Foundation;

namespace KmCommons.Transfer;

/// <summary>A zip that somebody sent. It is never unpacked onto the disk: its files are read where they lie, each within its bound, so a name cannot lead out of it and a bomb has nowhere to go off.</summary>
public sealed class ZipBundle : IBundle
{
    readonly ZipArchive zip;
    readonly Dictionary<string, ZipArchiveEntry> entries;
    long left = ImportLimits.Unpacked;

    /// <summary>Opens it.</summary>
    /// <exception cref="Refused">422: no zip, or a name in it leads out of it. 413: it holds too much, or swells.</exception>
    public ZipBundle(string path)
    {
        try { zip = ZipFile.OpenRead(path); }
        catch (InvalidDataException) { throw new Refused(422, "ไฟล์นี้ไม่ใช่ zip หรือเสีย ลองทำใหม่แล้วส่งอีกครั้ง", "Upload"); }
        try { entries = Checked(zip); }
        catch
        {
            zip.Dispose();
            throw;
        }
        Names = [.. entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public Stream Open(string name, long most) => new BoundedStream(entries[name].Open(), Math.Min(most, left), TooMuch, read => left -= read);

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    static Dictionary<string, ZipArchiveEntry> Checked(ZipArchive zip)
    {
        System.Collections.ObjectModel.ReadOnlyCollection<ZipArchiveEntry> all;
        try { all = zip.Entries; }
        catch (InvalidDataException) { throw new Refused(422, "ไฟล์นี้ไม่ใช่ zip หรือเสีย ลองทำใหม่แล้วส่งอีกครั้ง", "Upload"); }
        if (all.Count > ImportLimits.Files || all.Sum(e => (double)e.Length) > ImportLimits.Unpacked || all.Any(Swells))
            throw TooMuch();
        if (all.Any(e => LeadsOut(e.FullName)))
            throw new Refused(422, "ใน zip มีชื่อไฟล์ที่ชี้ออกไปนอก zip จึงไม่รับ ลองทำใหม่จากโฟลเดอร์เดิม", "Upload");
        return all.Where(e => !e.FullName.EndsWith('/')).GroupBy(e => e.FullName).ToDictionary(g => g.Key, g => g.First());
    }

    static bool Swells(ZipArchiveEntry entry) => entry.Length > 1024 * 1024 && entry.Length / Math.Max(1, entry.CompressedLength) > ImportLimits.Ratio;

    static bool LeadsOut(string name) => name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl) || name.Split('/').Contains("..");

    /// <summary>What is said of more than may be.</summary>
    public static Refused TooMuch() => new(413, "ไฟล์นี้ใหญ่เกินกว่าจะรับได้เมื่อแตกออกมา แบ่งเป็นหลายไฟล์แล้วส่งทีละไฟล์", "Upload");
}
