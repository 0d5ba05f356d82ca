using System.Security.Cryptography;
using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>
/// The index as one file, so that a restart reads it instead of cutting all texts into words again: a head, the parts column by column, and the SHA-256 of everything before it.
/// It is written beside and moved into place, so a crash at any moment leaves the old file or the new one; a file that is damaged, of another edition or made with other words is no file.
/// </summary>
static class Snapshot
{
    /// <summary>Counts up whenever the meaning of a byte in the file, or how texts become terms, changes.</summary>
    const int Edition = 3;
    const string Fresh = ".new";
    static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>What must be the same for a file to be of use: our edition, the dictionary that cut the words, the words kept whole.</summary>
    static string Head(string words) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"km-commons index {Edition}, {ThaiWords.Dictionary}, words {words}");

    /// <summary>Writes the parts and what the caller wants to find with them.</summary>
    public static void Save(string file, IReadOnlyList<Part> parts, FacetNames names, string words, string note)
    {
        Sweep(file);
        var fresh = $"{file}.{Guid.NewGuid():N}{Fresh}";
        try
        {
            using (var disk = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                using var hash = SHA256.Create();
                using (var to = new CryptoStream(disk, hash, CryptoStreamMode.Write, leaveOpen: true))
                {
                    to.WriteText(Head(words));
                    to.WriteText(note);
                    var known = names.Count; // more may come meanwhile, but not into these parts
                    to.Write<int>([parts.Count, known]);
                    for (var id = 0; id < known; id++)
                    {
                        to.WriteText(names[id].Name);
                        to.WriteText(names[id].Value);
                    }
                    foreach (var part in parts)
                    {
                        part.Segment.Save(to);
                        to.Write<ulong>(part.Removed.Bits);
                    }
                }
                disk.Write(hash.Hash);
                disk.Flush(flushToDisk: true);
            }
            File.Move(fresh, file, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>The parts of a file and its note; nothing when there is no whole file of this edition made with these words.</summary>
    public static (List<Part> Parts, string Note)? Open(string file, FacetNames names, string words)
    {
        if (!File.Exists(file)) return null;
        using var disk = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 20);
        if (!IsWhole(disk) || disk.Text() != Head(words)) return null;
        var note = disk.Text();
        var counts = disk.Column<int>();
        var ids = new int[counts[1]];
        for (var id = 0; id < ids.Length; id++) ids[id] = names.Place(new Facet(disk.Text(), disk.Text()));
        var parts = new List<Part>();
        while (parts.Count < counts[0]) parts.Add(new Part(Segment.Open(disk, names, ids), new Removed(disk.Column<ulong>())));
        return (parts, note);
    }

    static bool IsWhole(FileStream disk)
    {
        if (disk.Length < SHA256.HashSizeInBytes) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var left = disk.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var read = disk.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0) return false;
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        var kept = new byte[SHA256.HashSizeInBytes];
        disk.ReadExactly(kept);
        disk.Position = 0;
        return hash.GetHashAndReset().AsSpan().SequenceEqual(kept);
    }

    // What a crash left half written; younger ones may be another server's
    static void Sweep(string file)
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + ".*" + Fresh))
            if (File.GetLastWriteTimeUtc(left) < DateTime.UtcNow - Abandoned) File.Delete(left);
    }
}
